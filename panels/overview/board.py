"""The board of panels: how many stand where, which are late, in which order; all from what its reader may know."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.http import QueryDict

from panels.overview.forms import DUE_FIRST, LATE, STATES
from panels.scorecards.blinding import progress
from panels.seating.choices import PanelState
from panels.seating.models import Seat
from panels.seating.querysets import PanelQuerySet

UNDER_WAY = (PanelState.DRAFT, PanelState.OPEN, PanelState.REVEALED)


class Tab(NamedTuple):
    """One state that can be looked at: its word, how many there are, and the address that keeps the other choices."""

    word: str
    number: int
    address: str
    is_shown: bool


def late_panels(showing_progress: PanelQuerySet, now: datetime) -> set[int]:
    """Ids of those with a card that is overdue and known not to be in. A query, three where one is overdue."""
    overdue = Seat.objects.overdue(now).filter(panel=OuterRef("pk"))
    ids = list(showing_progress.running().filter(Exists(overdue)).values_list("pk", flat=True))
    if not ids:
        return set()
    missing = [seat for seat, one in progress(*ids).items() if not one.submitted]
    return set(Seat.objects.overdue(now).filter(pk__in=missing).values_list("panel_id", flat=True))


def in_order(panels: PanelQuerySet, order: str | None) -> PanelQuerySet:
    """Latest first, or by when the first scorecard of those who sit on it is due: that, its roster knows anyway."""
    if order != DUE_FIRST:
        return panels.order_by("-created_at", "-id")
    seated = Q(seats__state="active", revealed_at=None)
    return panels.annotate(first_due=Min("seats__interview__due_at", filter=seated)).order_by(
        F("first_due").asc(nulls_last=True), "-id"
    )


def tabs(visible: PanelQuerySet, late: int, chosen: str, asked: QueryDict) -> list[Tab]:
    """States without a panel are left out, unless one of them is looked at."""
    counts = Counter(dict(visible.order_by().values_list("state").annotate(Count("pk"))))
    numbers = {"": sum(counts[state] for state in UNDER_WAY), LATE: late, "all": counts.total(), **counts}
    return [
        Tab(word, numbers.get(state, 0), _address(asked, state), state == chosen)
        for state, word in STATES
        if numbers.get(state) or state == chosen or state in ("", "all")
    ]


def _address(asked: QueryDict, state: str) -> str:
    kept = asked.copy()
    kept.pop("page", None)
    kept["state"] = state
    return f"?{kept.urlencode()}"
