from typing import Any

from celery import shared_task

from panels.consensus.actions import building


@shared_task(name="consensus.build_report")
def build_report(panel_id: int, *_args: Any, **_kwargs: Any) -> None:
    building.build_owed(panel_id=panel_id)


@shared_task(name="consensus.sweep_outbox")
def sweep_outbox(*_args: Any, **_kwargs: Any) -> None:
    building.sweep()
