"""The rule of independence, in the one place that answers "may she see?" and "which rows?".

Before scorecards open, a person reads own text and nothing of anybody else's. Whoever holds or held a seat on a panel
is judged as a rater, whatever marks she carries besides. After it: submitted versions and the report, never drafts.
Row-level security (`migrations/0002_fence.sql`) says the same a second time, in the database.
"""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from interviews.accounts.models import User
from panels.scorecards.models import Scorecard, SubmittedVersion
from panels.scorecards.querysets import SubmittedVersionQuerySet
from panels.seating.choices import SeatKind
from panels.seating.models import Panel, Seat
from panels.seating.querysets import ON_THE_PANEL, PanelQuerySet

READING_AFTER_DECISION = timedelta(days=14)


def panels_open_to(user: User) -> PanelQuerySet:
    """Panels whose submitted scorecards and report the person may read.

    Never a panel about herself. Without a seat: the lead, recruiters, HR admins and superusers, once scorecards are
    open. With one: once her own card is in as well (an informed seat needs none); never on an excused or replaced seat,
    never from outside the organisation; and, the lead apart, for fourteen days after the decision.
    """
    seats = Seat.objects.filter(panel=OuterRef("pk"), interviewer=user).exclude(state="removed")
    own_card_in = Scorecard.objects.filter(panel=OuterRef("pk"), author=user, submitted_at__isnull=False)
    may_read = seats.filter(state__in=ON_THE_PANEL, external=False)
    as_rater = (
        Exists(may_read)
        & ~Exists(seats.filter(state__in=["excused", "replaced"]))
        & (Exists(own_card_in) | Exists(may_read.filter(kind=SeatKind.INFORMED)))
        & (
            Q(lead=user)
            | Q(role__own_card_only=False) & (Q(decided_at=None) | Q(decided_at__gt=Now() - READING_AFTER_DECISION))
        )
    )
    without_seat = ~Exists(seats) & _office(user)
    return Panel.objects.not_about(user).revealed().filter(without_seat | as_rater)


def visible_to(user: User) -> SubmittedVersionQuerySet:
    """Submitted versions the person may read: own ones always, others' on panels that are open to her."""
    return SubmittedVersion.objects.filter(Q(author=user) | Q(panel__in=panels_open_to(user)))


def panels_showing_progress_to(user: User) -> PanelQuerySet:
    """Panels where the person may know who is in, never content.

    Recruiter, HR admin and superuser without a seat; the lead without a seat, or once her own card is in; and whoever
    the scorecards are open to.
    """
    seats = Seat.objects.filter(panel=OuterRef("pk"), interviewer=user).exclude(state="removed")
    own_card_in = Scorecard.objects.filter(panel=OuterRef("pk"), author=user, submitted_at__isnull=False)
    still_on_it = seats.filter(state__in=ON_THE_PANEL)
    lead_is_in = Q(lead=user) & Exists(still_on_it) & Exists(own_card_in)
    return (
        Panel.objects.not_about(user)
        .filter(sent_at__isnull=False)
        .filter((~Exists(seats) & _office(user)) | lead_is_in | Q(pk__in=panels_open_to(user).values("pk")))
    )


class Progress(NamedTuple):
    """Whether a seat's rater has begun and has submitted; no time, no content."""

    seat_id: int
    begun: bool
    submitted: bool


def progress(*panel_ids: int) -> dict[int, Progress]:
    """Who is in, by seat id, for those of the panels that show it to the current actor; nothing for the others.

    Crosses the fence through the database function `panel_progress`, which asks the rule itself.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT seat_id, begun, submitted FROM panel_progress(%s)", [list(panel_ids)])
        return {row[0]: Progress(*row) for row in cursor.fetchall()}


def own_awaited() -> set[int]:
    """Seats of the current actor's own scorecards that are not in, and of nobody else's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seat_id FROM own_cards_awaited()")
        return {row[0] for row in cursor.fetchall()}


def _office(user: User) -> Q:
    """Who reads without a seat: the lead of the panel, and recruiters, HR admins, superusers of any."""
    return Q(pk=F("pk")) if user.runs_panels or user.is_superuser else Q(lead=user)
