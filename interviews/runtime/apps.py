from typing import Any

from celery.signals import beat_init
from django.apps import AppConfig

from interviews.runtime.sender import wake


class RuntimeConfig(AppConfig):
    name = "interviews.runtime"
    label = "runtime"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        beat_init.connect(_ask_for_a_heartbeat)


def _ask_for_a_heartbeat(**_signal: Any) -> None:
    """At once, so that a new site is known to be well before beat's first round."""
    wake("runtime.heartbeat")
