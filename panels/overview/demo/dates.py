"""When things of the demo are: counted in working days from now, so that it looks as fresh on any day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from panels.overview.demo.content import organisation

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
SATURDAY = 5


class Calendar:
    def __init__(self) -> None:
        self.now = timezone.now()
        self.zone = ZoneInfo(organisation().time_zone)

    def working_day(self, days: int, hour: int) -> datetime:
        """The hour on the working day so many before (negative) or after today."""
        day = self.now.astimezone(self.zone).date()
        step = timedelta(days=1 if days > 0 else -1)
        for _ in range(abs(days)):
            day += step
            while day.weekday() >= SATURDAY:
                day += step
        return datetime.combine(day, time(hour), self.zone)

    def before_now(self, at: datetime) -> datetime:
        """As planned, or two hours ago: who has written about an interview has been in it."""
        return min(at, self.now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=2))

    def next_weekday(self, name: str, hour: int) -> datetime:
        day = self.now.astimezone(self.zone).date() + timedelta(days=1)
        while day.weekday() != WEEKDAYS.index(name):
            day += timedelta(days=1)
        return datetime.combine(day, time(hour), self.zone)
