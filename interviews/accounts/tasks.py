"""Mail goes out in the worker, never in a request's time."""

from typing import Any

from celery import shared_task
from mailer.engine import send_all
from mailer.models import Message


@shared_task(name="accounts.deliver_mail")
def deliver_mail(*_args: Any, **_kwargs: Any) -> None:
    """Send what waits. Each mail is one transaction with its row locked, so two workers never send one twice."""
    send_all()


@shared_task(name="accounts.retry_mail")
def retry_mail(*_args: Any, **_kwargs: Any) -> None:
    """Give mails that could not be sent another chance."""
    Message.objects.retry_deferred()
