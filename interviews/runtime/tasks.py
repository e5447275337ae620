from typing import Any

from celery import shared_task

from interviews.runtime.actions import record_heartbeat


@shared_task(name="runtime.heartbeat")
def heartbeat(*_args: Any, **_kwargs: Any) -> None:
    record_heartbeat(name="worker")
