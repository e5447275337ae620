from typing import Any

from celery import shared_task

from panels.overview.erasing import carrying_out, files


@shared_task(name="overview.sweep_erasures")
def sweep_erasures(*_args: Any, **_kwargs: Any) -> None:
    carrying_out.sweep()


@shared_task(name="overview.sweep_stray_files")
def sweep_stray_files(*_args: Any, **_kwargs: Any) -> None:
    files.sweep_strays()
