from django.db import transaction
from django.db.models.functions import Now

from interviews.runtime.models import Heartbeat


@transaction.atomic
def record_heartbeat(*, name: str) -> None:
    """Note, by the database's clock, that the process of this name is at work."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": Now()})
