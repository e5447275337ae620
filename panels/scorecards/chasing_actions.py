"""Excusing, replacing and reminding by somebody who may know who is in.

Each holds the panel's lock from before it asks who has submitted: nobody is taken off whose card came in meanwhile.
Who is in is asked with the current actor's rights; for whom it is not shown, every step is refused. Closing needs
nothing of the kind: the database counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from interviews.accounts.models import User
from interviews.roles.models import Competency
from panels.scorecards.blinding import progress
from panels.seating.actions import chasing
from panels.seating.actions.locks import locked
from panels.seating.choices import Relation, SeatKind
from panels.seating.models import Panel, Seat

FEWEST_SCORECARDS = 2  # the database function `reveal_if_complete` holds the same


class AlreadyIn(ValidationError):
    """The seat's scorecard is submitted."""


class NotShown(ValidationError):
    """Who is in is not the person's to know yet."""


@transaction.atomic
def excuse(*, seat: Seat, actor: User, reason: str) -> None:
    """Raises AlreadyIn: only people without a submitted card can leave. May open the panel's scorecards."""
    _refuse_if_in(seat, "Nobody whose scorecard is in can be excused.")
    chasing.excuse_seat(seat=seat, actor=actor, reason=reason)


@transaction.atomic
def replace(
    *, seat: Seat, actor: User, interviewer: User, reason: str, relation: str = Relation.NONE, external: bool = False
) -> Seat:
    """Raises AlreadyIn: only people without a submitted card can leave."""
    _refuse_if_in(seat, "Nobody whose scorecard is in can be replaced.")
    return chasing.replace_seat(
        seat=seat, actor=actor, interviewer=interviewer, reason=reason, relation=relation, external=external
    )


@transaction.atomic
def remind(*, seat: Seat, actor: User) -> None:
    """Raises AlreadyIn: nobody is asked for what she has handed in."""
    _refuse_if_in(seat, "No reminder is needed.")
    chasing.remind_seat(seat=seat, actor=actor)


@dataclass(frozen=True)
class Closing:
    """What closing now would mean: whose cards are missing, and which must-haves would stay without any rating."""

    present: list[Seat]
    missing: list[Seat]
    unrated: list[Competency]

    @property
    def total(self) -> int:
        return len(self.present) + len(self.missing)

    @property
    def too_few(self) -> bool:
        return len(self.present) < FEWEST_SCORECARDS


def closing_of(panel: Panel) -> Closing:
    """Counted seats only: a shadow's or an informed card is never waited for."""
    seats = panel.seats.active().filter(kind=SeatKind.INDEPENDENT)
    seats = seats.select_related("interviewer", "interview").prefetch_related("competencies")
    seen = progress(panel.pk)
    present = [seat for seat in seats if seat.pk in seen and seen[seat.pk].submitted]
    missing = [seat for seat in seats if seat not in present]
    rated = {competency.pk for seat in present for competency in seat.competencies.all()}
    must_haves = Competency.objects.filter(rubric_id=panel.rubric_id, must_have=True).order_by("position")
    return Closing(present, missing, [row for row in must_haves if row.pk not in rated])


def _refuse_if_in(seat: Seat, consequence: str) -> None:
    locked(seat.panel_id)
    seen = progress(seat.panel_id).get(seat.pk)
    if seen is None:
        raise NotShown("Who is in is shown to you once your own scorecard is in.", code="not_shown")
    if seen.submitted:
        raise AlreadyIn(f"{seat.interviewer}’s scorecard is in. {consequence}", code="already_in")
