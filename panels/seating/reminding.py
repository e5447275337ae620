"""When a reminder is due: an hour after the interview, then daily, a few times; never at night where its reader is.

Pure arithmetic on times. Whether a scorecard is in, its author's own state alone says, and that is asked elsewhere.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from interviews.web.middleware import zone_of
from panels.seating.models import Interview, ReminderPolicy, Seat

SATURDAY = 5


def is_due(seat: Seat, policy: ReminderPolicy, now: datetime) -> bool:
    """`seat` with its interview and interviewer. A reminder that somebody sent by hand counts as the first."""
    if seat.reminders >= policy.at_most or seat.interview.starts_at is None:
        return False
    here = now.astimezone(zone_of(seat.interviewer.time_zone))
    if is_quiet(policy, here):
        return False
    over = ends_at(seat.interview)
    if seat.reminded_at is None or seat.reminded_at < over:
        return now >= over + timedelta(minutes=policy.first_after)
    return is_next_day(seat.reminded_at, here, policy.daily_at)


def is_quiet(policy: ReminderPolicy, here: datetime) -> bool:
    """`here` is the reader's own time. From and until the same hour: never quiet but for weekends."""
    if not policy.weekends and here.weekday() >= SATURDAY:
        return True
    start, end = policy.quiet_from, policy.quiet_until
    if start <= end:
        return start <= here.hour < end
    return here.hour >= start or here.hour < end


def is_next_day(last: datetime, here: datetime, hour: int) -> bool:
    """Whether the hour of a later day than the last one's has come, where the reader is."""
    zone = here.tzinfo
    assert isinstance(zone, ZoneInfo)
    return last.astimezone(zone).date() < here.date() and here.hour >= hour


def ends_at(interview: Interview) -> datetime:
    assert interview.starts_at is not None
    return interview.starts_at + timedelta(minutes=interview.minutes)
