"""What follows when a panel's roster changes: the one receiver of seating's signal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from panels.scorecards.blinding import progress
from panels.scorecards.opening import make_cards, open_if_complete
from panels.seating.errors import SeatInUse
from panels.seating.models import Panel, Seat
from panels.seating.signals import seats_changed


@receiver(seats_changed, dispatch_uid="scorecards.follow_roster")
def follow_roster(*, panel: Panel, actor_id: int | None, touched: Sequence[Seat] = (), **_ignored: Any) -> None:
    """Refuse to change a seat whose rater has begun, make the missing cards, open when nothing is missing."""
    if touched:
        seen = progress(panel.pk)
        for seat in touched:
            known = seen.get(seat.pk)
            if known is None:
                raise SeatInUse(
                    "Whose scorecard is begun is shown to you once your own is in. Ask a recruiter to change this "
                    "seat, or change it then.",
                    code="seat_in_use",
                )
            if known.begun:
                raise SeatInUse(
                    "This interviewer has already begun the scorecard, so the assignment can no longer change. "
                    "Excuse or replace the interviewer instead.",
                    code="seat_in_use",
                )
    make_cards(panel=panel)
    open_if_complete(panel=panel, actor_id=actor_id)
