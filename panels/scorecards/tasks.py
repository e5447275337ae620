from typing import Any

from celery import shared_task

from panels.scorecards import reminding


@shared_task(name="scorecards.sweep_reminders")
def sweep_reminders(*_args: Any, **_kwargs: Any) -> None:
    reminding.sweep()
