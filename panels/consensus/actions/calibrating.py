"""When a scale's calibration is fitted anew, and fitting it: the worker's part."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Least, Now

from panels.consensus.models import CalibrationDue

QUIET = timedelta(seconds=20)
AT_MOST = timedelta(minutes=2)


@transaction.atomic
def note_report(*, scale_id: int) -> None:
    """A report has come that no calibration knows yet: fit again once it has been quiet for a while, or soon anyhow."""
    CalibrationDue.objects.get_or_create(scale_id=scale_id)
    since = Coalesce(F("since"), Now())
    CalibrationDue.objects.filter(scale_id=scale_id).update(
        since=since, due_at=Least(Now() + Value(QUIET), since + Value(AT_MOST))
    )
