"""The Celery application; its settings are the `CELERY_` names in `settings.py`."""

import logging
import os

from celery import Celery
from celery.signals import after_setup_logger, after_setup_task_logger
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interviews.settings")

from interviews.runtime.logs import WithoutContent

TRANSPORT_ALIASES["concord"] = "interviews.runtime.broker:Transport"
app = Celery("concord")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@after_setup_logger.connect
@after_setup_task_logger.connect
def without_content(logger: logging.Logger, **_: object) -> None:
    """Worker and beat set up their own log; its lines are written as everybody's."""
    for handler in logger.handlers:
        given = handler.formatter
        handler.setFormatter(WithoutContent(given._fmt if given else None))
