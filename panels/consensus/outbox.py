"""How a report that is owed stands, and when it is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import F, Q
from django.db.models.functions import Now

from panels.consensus.models import Outbox
from panels.consensus.querysets import OutboxQuerySet

LEASE = timedelta(seconds=20)
"""A report takes tenths of a second. One that a killed worker had claimed is there half a minute later all the same."""
PAUSES = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
SHOWN_AS_FAILED = 3


def due() -> OutboxQuerySet:
    """What is owed and nobody is at: not begun, begun so long ago that its worker is gone, or failed and waited for."""
    since_failing = Q(failed_at__gte=F("started_at"))
    waited = reduce(
        or_,
        (
            Q(**{"attempts" if pause is not PAUSES[-1] else "attempts__gte": number}, failed_at__lt=Now() - pause)
            for number, pause in enumerate(PAUSES, 1)
        ),
    )
    abandoned = Q(failed_at=None, started_at__lt=Now() - LEASE) | Q(
        failed_at__lt=F("started_at"), started_at__lt=Now() - LEASE
    )
    return Outbox.objects.owed().filter(Q(started_at=None) | (since_failing & waited) | abandoned)


@dataclass(frozen=True)
class Job:
    """What a page says: a state of the look, one sentence, since when; `final` while only waiting would not help."""

    kind: str
    words: str
    at: datetime | None
    final: bool = False

    @property
    def token(self) -> str:
        """Changes when there is something new to say."""
        return f"{self.kind}-{int(self.at.timestamp()) if self.at else 0}"


NOT_OWED = Job("waiting", "No report has been asked for yet.", None, final=True)


def job_of(owed: Outbox) -> Job:
    what = "second report, with the late scorecard," if owed.with_late else "report"
    if owed.started_at is None:
        return Job("waiting", f"The {what} is owed and waits for its turn; that takes seconds.", owed.created_at)
    if owed.failed_at is None or owed.failed_at < owed.started_at:
        return Job("running", f"The {what} is being built.", owed.started_at)
    if owed.attempts < SHOWN_AS_FAILED:
        words = f"Building the {what} did not work ({owed.failure}). It is tried again by itself."
        return Job("waiting", words, owed.failed_at)
    return Job(
        "failed",
        f"Building the {what} failed {owed.attempts} times ({owed.failure}). The scorecards are safe, and it is tried "
        "again every ten minutes. Last tried:",
        owed.failed_at,
        final=True,
    )
