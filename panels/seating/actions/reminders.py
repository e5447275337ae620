"""The organisation's way of reminding, and one reminder to one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.runtime.clock import time_under_lock
from panels.seating import mails
from panels.seating.models import Panel, ReminderPolicy, Seat


@dataclass(frozen=True)
class Reminding:
    """All that the policy says; hours of the reader's own day, minutes after the interview's end."""

    on: bool
    first_after: int
    daily_at: int
    at_most: int
    quiet_from: int
    quiet_until: int
    weekends: bool
    late_list: bool


@transaction.atomic
def change_reminding(*, actor: User, to: Reminding) -> None:
    """For all panels from now on. What was sent already counts."""
    ReminderPolicy.objects.update_or_create(pk=1, defaults=asdict(to))
    record("policy.reminders", actor_id=actor.pk, **asdict(to))


@transaction.atomic
def remind_by_itself(*, seats: Sequence[Seat]) -> None:
    """One mail to one interviewer about her own cards, however many; the caller has made sure that none is in.

    The caller holds the panels' locks. `seats` come with all that a mail about them names.
    """
    now = time_under_lock()
    for seat in seats:
        seat.reminded_at = now
        seat.reminders += 1
        seat.save(update_fields=["reminded_at", "reminders"])
        record("seat.reminded", actor_id=None, panel_id=seat.panel_id, subject=seat)
    if len(seats) == 1:
        mails.reminded(seat=seats[0], panel=seats[0].panel)
    else:
        mails.reminded_of_all(seats=seats)


def lock_panels(ids: Sequence[int]) -> None:
    """In one order, so that nobody waits for a lock of somebody who waits for hers."""
    list(Panel.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
