"""Reminders that go by themselves: to interviewers about their own cards, and who is late to those who run the panel.

Each mail is made acting as its reader, so that it rests on what she may know and on nothing else.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from interviews.accounts.models import User
from interviews.runtime.actor import acting_as
from interviews.web.middleware import zone_of
from panels.scorecards.blinding import own_awaited, progress
from panels.seating import mails
from panels.seating.actions.reminders import lock_panels, remind_by_itself
from panels.seating.models import LateList, Panel, ReminderPolicy, Seat
from panels.seating.querysets import SeatQuerySet
from panels.seating.reminding import is_due, is_next_day, is_quiet

log = logging.getLogger(__name__)


def sweep(now: datetime | None = None) -> None:
    """Send what is due now. One person's failure keeps nobody else from hers."""
    policy = ReminderPolicy.objects.current()
    now = now or timezone.now()
    if policy.on:
        for seats in _by(_due(_seats(now), policy, now), lambda seat: seat.interviewer_id):
            _attempt(partial(_remind, seats, policy, now), seats[0].interviewer_id)
    if policy.late_list:
        overdue = [seat for seat in _seats(now) if seat.interview.due_at is not None and seat.interview.due_at < now]
        for seats in _by(overdue, lambda seat: _runs(seat.panel).pk):
            _attempt(partial(_list_late, _runs(seats[0].panel), seats, policy, now), _runs(seats[0].panel).pk)


def _seats(now: datetime) -> SeatQuerySet:
    panel = ("panel__candidate", "panel__role", "panel__stage", "panel__lead", "panel__recruiter")
    seats = Seat.objects.after_their_interview(now).select_related("interview", "interviewer", *panel)
    return seats.order_by("interview__starts_at", "pk")


def _due(seats: Iterable[Seat], policy: ReminderPolicy, now: datetime) -> list[Seat]:
    return [seat for seat in seats if is_due(seat, policy, now)]


def _runs(panel: Panel) -> User:
    """Who chases on it: its recruiter, or its hiring manager where it has none."""
    return panel.recruiter or panel.lead


@transaction.atomic
def _remind(seats: Sequence[Seat], policy: ReminderPolicy, now: datetime) -> None:
    """Asked again under the panels' locks: who submits meanwhile is not reminded, and nobody twice."""
    with acting_as(seats[0].interviewer_id):
        lock_panels([seat.panel_id for seat in seats])
        awaited = own_awaited()
        still = _due(_seats(now).filter(pk__in=[seat.pk for seat in seats]), policy, now)
        if owed := [seat for seat in still if seat.pk in awaited]:
            remind_by_itself(seats=owed)


@transaction.atomic
def _list_late(reader: User, seats: Sequence[Seat], policy: ReminderPolicy, now: datetime) -> None:
    """Once a day, in her own morning. Whom she may not know of yet is left out; a list of nobody is not sent."""
    here = now.astimezone(zone_of(reader.time_zone))
    User.objects.select_for_update().get(pk=reader.pk)
    last = LateList.objects.filter(person=reader).first()
    is_time = here.hour >= policy.daily_at if last is None else is_next_day(last.sent_at, here, policy.daily_at)
    if not is_time or is_quiet(policy, here):
        return
    with acting_as(reader.pk):
        known = progress(*{seat.panel_id for seat in seats})
        if late := [seat for seat in seats if seat.pk in known and not known[seat.pk].submitted]:
            mails.late_list(reader=reader, seats=late)
            LateList.objects.update_or_create(person=reader, defaults={"sent_at": now})


def _by(seats: Iterable[Seat], key: Callable[[Seat], int]) -> list[list[Seat]]:
    found: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats:
        found[key(seat)].append(seat)
    return list(found.values())


def _attempt(step: Callable[[], None], person: int) -> None:
    try:
        step()
    except Exception as error:
        log.error("reminder to person %s failed: %s", person, type(error).__name__)
