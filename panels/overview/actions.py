"""What one click on the desk does to many panels at once."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from interviews.accounts.models import User
from interviews.runtime.clock import transaction_time
from panels.overview.desk.page import late_seats
from panels.scorecards.chasing_actions import AlreadyIn, remind
from panels.seating.models import Seat

PAUSE = timedelta(hours=20)


@transaction.atomic
def remind_late(*, actor: User) -> list[Seat]:
    """Remind everybody who is late on a panel that the actor runs and who had no reminder for 20 hours.

    Panels whose progress the actor may not know are left out. Who submits meanwhile is not reminded.
    """
    now = transaction_time()
    reminded = []
    for seat in late_seats(actor, now):
        if seat.reminded_at is not None and seat.reminded_at > now - PAUSE:
            continue
        try:
            remind(seat=seat, actor=actor)
        except AlreadyIn:
            continue
        reminded.append(seat)
    return reminded
