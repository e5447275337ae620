"""When a reminder is due, by the clock of who reads it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.accounts.models import User
from panels.seating.models import Interview, ReminderPolicy, Seat
from panels.seating.reminding import is_due, is_quiet

BERLIN = "Europe/Berlin"
OVER = datetime(2026, 11, 25, 13, 0, tzinfo=UTC)  # a Wednesday, 14:00 in Berlin


def seat(*, zone: str = BERLIN, reminders: int = 0, reminded_at: datetime | None = None) -> Seat:
    """Of an interview that ended at 14:00 in Berlin."""
    interview = Interview(starts_at=OVER - timedelta(minutes=45), minutes=45)
    return Seat(interview=interview, interviewer=User(time_zone=zone), reminders=reminders, reminded_at=reminded_at)


def berlin(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(BERLIN))


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (berlin(25, 14, 59), False),  # not an hour yet
        (berlin(25, 15, 0), True),
        (berlin(25, 19, 0), False),  # quiet
        (berlin(26, 7, 59), False),
        (berlin(26, 8, 0), True),
        (berlin(28, 12, 0), False),  # Saturday
        (berlin(30, 8, 0), True),
    ],
)
def test_the_first_comes_an_hour_after_and_never_at_night(at: datetime, due: bool) -> None:
    assert is_due(seat(), ReminderPolicy(), at) is due


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (berlin(25, 18), False),  # the same day
        (berlin(26, 8, 59), False),
        (berlin(26, 9), True),
        (berlin(26, 19), False),
    ],
)
def test_then_daily_at_its_hour(at: datetime, due: bool) -> None:
    assert is_due(seat(reminders=1, reminded_at=berlin(25, 15)), ReminderPolicy(), at) is due


def test_it_stops() -> None:
    policy = ReminderPolicy(at_most=2)
    assert is_due(seat(reminders=1, reminded_at=berlin(25, 15)), policy, berlin(26, 9))
    assert not is_due(seat(reminders=2, reminded_at=berlin(25, 15)), policy, berlin(26, 9))


def test_hours_are_those_of_the_reader() -> None:
    """15:00 in Berlin is 9:00 in New York and 22:00 in Singapore."""
    assert is_due(seat(zone="America/New_York"), ReminderPolicy(), berlin(25, 15))
    assert not is_due(seat(zone="Asia/Singapore"), ReminderPolicy(), berlin(25, 15))


def test_an_unknown_zone_counts_as_utc() -> None:
    assert is_due(seat(zone="Nowhere/At_all"), ReminderPolicy(), berlin(25, 15))


def test_a_reminder_by_hand_is_the_first_one_of_its_day() -> None:
    assert not is_due(seat(reminded_at=berlin(25, 14, 30)), ReminderPolicy(), berlin(25, 16))
    assert is_due(seat(reminded_at=berlin(25, 14, 30)), ReminderPolicy(), berlin(26, 9))


def test_a_reminder_before_the_interview_moved_counts_for_nothing() -> None:
    assert is_due(seat(reminded_at=berlin(20, 12)), ReminderPolicy(), berlin(25, 15))


@given(st.integers(0, 23), st.integers(0, 23), st.integers(0, 23))
def test_quiet_hours_wrap_around_midnight(start: int, end: int, hour: int) -> None:
    policy = ReminderPolicy(quiet_from=start, quiet_until=end, weekends=True)
    quiet, step = set(), start
    while step != end:
        quiet.add(step)
        step = (step + 1) % 24
    assert is_quiet(policy, berlin(25, hour)) is (hour in quiet)


@given(st.datetimes(datetime(2026, 11, 25), datetime(2027, 3, 1)).map(lambda at: at.replace(tzinfo=UTC)))
def test_nobody_gets_more_than_one_a_day_nor_more_than_the_most(start: datetime) -> None:
    """Asked every half hour for a month, whatever the hour it begins."""
    one, policy, days = seat(), ReminderPolicy(), []
    for half_hours in range(2 * 24 * 30):
        now = start + timedelta(minutes=30 * half_hours)
        if is_due(one, policy, now):
            one.reminded_at, one.reminders = now, one.reminders + 1
            days.append(now.astimezone(ZoneInfo(BERLIN)).date())
    assert len(days) == len(set(days)) <= policy.at_most
