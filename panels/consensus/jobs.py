"""When the worker takes up what a page asked for. The rows have `asked_at`, `started_at`, `attempts`, `failed_at`,
`failure` and `finished_at`. Safe for the web process.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Now

LEASE = timedelta(minutes=10)
PAUSE = timedelta(seconds=30)
MOST_ATTEMPTS = 3

Rows = TypeVar("Rows", bound=QuerySet[Model])


def due(rows: Rows) -> Rows:
    """What nobody is at: not begun, begun so long ago that its worker is gone, or failed and waited for."""
    failed = Q(failed_at__gte=F("started_at"), failed_at__lt=Now() - PAUSE)
    return _unfinished(rows).filter(Q(started_at=None) | failed | _abandoned(), attempts__lt=MOST_ATTEMPTS)


def given_up(rows: Rows) -> Rows:
    """Begun for the last time by a worker that is gone."""
    return _unfinished(rows).filter(_abandoned(), attempts__gte=MOST_ATTEMPTS)


def _unfinished(rows: Rows) -> Rows:
    return rows.filter(finished_at=None).order_by("asked_at", "pk")


def _abandoned() -> Q:
    nothing_since = Q(failed_at=None) | Q(failed_at__lt=F("started_at"))
    return nothing_since & Q(started_at__lt=Now() - LEASE)
