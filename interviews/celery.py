"""The Celery application; its settings are the `CELERY_` names in `settings.py`."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interviews.settings")

TRANSPORT_ALIASES["concord"] = "interviews.runtime.broker:Transport"
app = Celery("concord")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
