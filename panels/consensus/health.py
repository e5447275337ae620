"""Whether reports come: one that is owed for long means that the worker or the broker is unwell, or a build fails."""

from datetime import timedelta

from interviews.runtime.clock import transaction_time
from panels.consensus.models import Outbox

OWED_LIMIT = timedelta(seconds=60)


def outbox_reasons() -> list[str]:
    now = transaction_time()
    late = Outbox.objects.owed().filter(created_at__lt=now - OWED_LIMIT)
    oldest = late.order_by("created_at").first()
    if oldest is None:
        return []
    age = (now - oldest.created_at).total_seconds()
    return [f"Reports owed for more than a minute: {late.count()}, the oldest for {age:.0f} s."]
