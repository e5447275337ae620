"""The interviewer's desk: own seats, sorted by what they want next. Own state alone decides where a seat stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from interviews.accounts.models import User
from panels.overview.words import span
from panels.scorecards.blinding import READING_AFTER_DECISION, panels_open_to
from panels.scorecards.models import Scorecard
from panels.seating.choices import InterviewState, SeatKind, SeatState
from panels.seating.models import Interview, Seat

DONE_SHOWN = 20
OPENED_SHOWN = 10


@dataclass(frozen=True)
class OwnSeat:
    """An own seat with the own card's state, and whether the others' cards are open."""

    seat: Seat
    card: Scorecard | None
    is_open: bool
    now: datetime

    @property
    def interview(self) -> Interview:
        return self.seat.interview

    @property
    def ends_at(self) -> datetime | None:
        starts = self.interview.starts_at
        return starts + timedelta(minutes=self.interview.minutes) if starts else None

    @property
    def is_in(self) -> bool:
        return self.card is not None and self.card.is_submitted

    @property
    def is_begun(self) -> bool:
        return self.card is not None and self.card.is_begun

    @property
    def reads_first(self) -> bool:
        return self.seat.kind == SeatKind.INFORMED

    @property
    def is_ahead(self) -> bool:
        """Not over yet: still to come, under way, or without a time so far."""
        if self.interview.state != InterviewState.PLANNED or (self.is_begun and self.ends_at is None):
            return False
        return self.ends_at is None or self.ends_at > self.now

    @property
    def happens(self) -> bool:
        return self.interview.state not in (InterviewState.NO_SHOW, InterviewState.CANCELLED)

    @property
    def is_late(self) -> bool:
        return self.interview.due_at is not None and self.interview.due_at < self.now

    @property
    def late_words(self) -> str:
        due = self.interview.due_at
        return f"{span(self.now - due)} late" if due and self.is_late else ""

    @property
    def is_due_today(self) -> bool:
        due = self.interview.due_at
        return due is not None and timezone.localdate(due) == timezone.localdate(self.now)

    @property
    def waiting_words(self) -> str:
        """After submitting, while the others' stay closed."""
        if self.seat.panel.revealed_at is None:
            return "Scorecards open when all are in."
        return "The others’ are closed to you."

    @property
    def after_opening(self) -> bool:
        """Scorecards opened without this one; it can still be submitted blind."""
        return self.seat.state == SeatState.MISSING


@dataclass
class InterviewerDesk:
    """`next` is the one card on top; every own seat stands in one place only."""

    next: OwnSeat | None = None
    to_submit: list[OwnSeat] = field(default_factory=list)
    upcoming: list[OwnSeat] = field(default_factory=list)
    opened: list[OwnSeat] = field(default_factory=list)
    done: list[OwnSeat] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.next or self.to_submit or self.upcoming or self.opened or self.done)


def interviewer_desk(user: User, now: datetime) -> InterviewerDesk:
    """Three queries: own seats that are still of interest, what they cover, the own cards."""
    desk = InterviewerDesk()
    for own in own_seats(user, now):
        _place(desk, own)
    desk.next = desk.upcoming.pop(0) if desk.upcoming else None
    desk.to_submit.sort(key=lambda own: (own.interview.due_at or own.now, own.seat.pk))
    desk.opened = desk.opened[::-1][:OPENED_SHOWN]
    desk.done = desk.done[::-1][:DONE_SHOWN]
    return desk


def own_seats(user: User, now: datetime) -> list[OwnSeat]:
    """By the interview's time, those without one last. Panels that ended, or were decided long ago, are left out."""
    seats: list[Any] = list(
        Seat.objects.of(user)
        .on_the_panel()
        .filter(panel__sent_at__isnull=False, panel__ended_at=None, panel__erased_at=None)
        .filter(Q(panel__decided_at=None) | Q(panel__decided_at__gt=now - READING_AFTER_DECISION))
        .annotate(may_read=Exists(panels_open_to(user).filter(pk=OuterRef("panel"))))
        .select_related("interview", "panel__candidate", "panel__role", "panel__stage")
        .prefetch_related("competencies")
        .order_by(F("interview__starts_at").asc(nulls_last=True), "pk")
    )
    cards = {card.seat_id: card for card in Scorecard.objects.own(user).filter(seat__in=seats)} if seats else {}
    return [OwnSeat(seat, cards.get(seat.pk), seat.may_read, now) for seat in seats]


def _place(desk: InterviewerDesk, own: OwnSeat) -> None:
    if own.is_in or (own.reads_first and own.is_open):
        (desk.opened if own.is_open else desk.done).append(own)
    elif not own.happens:
        desk.done.append(own)
    elif own.is_ahead:
        desk.upcoming.append(own)
    elif not own.reads_first:
        desk.to_submit.append(own)
    else:
        desk.done.append(own)
