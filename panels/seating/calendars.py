"""An interview as an entry of the interviewer's own calendar (RFC 5545).

It holds the candidate's name, the time and the way to kit and scorecard: calendars are read by assistants and shown on
shared screens. The library folds lines, escapes texts and knows the types; what is said is ours.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from panels.seating.models import Candidate, Interview, Seat

FILE = "interview.ics"
CONTENT_TYPE = "text/calendar"
EPOCH = datetime.fromisoformat("2026-01-01T00:00:00+00:00")


def entry(
    *, seat: Seat, interview: Interview, candidate: Candidate, link: str, now: datetime, off: bool = False
) -> bytes:
    """One event, in UTC. It has the seat's name for ever, so that a later one takes the earlier one's place; `off`
    takes it out of the calendar. Raises ValueError for an interview without a time.
    """
    if interview.starts_at is None:
        raise ValueError("An interview without a time is no entry of a calendar.")
    event = Event()
    event.add("uid", f"{seat.uuid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", int((now - EPOCH).total_seconds()))
    event.add("dtstamp", now)
    event.add("dtstart", interview.starts_at)
    event.add("dtend", interview.starts_at + timedelta(minutes=interview.minutes))
    event.add("summary", f"Interview: {candidate.name}")
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    if not off:
        event.add("url", link)
        event.add("description", f"Kit and scorecard: {link}")
    calendar = Calendar()
    calendar.add("prodid", "-//Concord//Concord//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if off else "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
