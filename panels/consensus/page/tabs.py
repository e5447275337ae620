"""The reports of one panel beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from panels.consensus.models import Report
from panels.consensus.page.words import plural
from panels.seating.models import Panel


def latest_of(reports: Sequence[Report]) -> str:
    """The digest of the report that opens by itself: the newest on the cards that came in time."""
    return next((one.digest for one in reversed(reports) if not one.with_late), reports[-1].digest)


def first_of(reports: Sequence[Report]) -> Report:
    """The report that every other one stands beside."""
    return next((one for one in reports if not one.with_late), reports[0])


def tabs_of(panel: Panel, reports: Sequence[Report]) -> list[tuple[str, str]]:
    """Address and word of each report; no tabs for a single one."""
    if len(reports) < 2:
        return []
    return [
        (
            reverse("consensus:report", args=[panel.uuid])
            if one.digest == latest_of(reports)
            else reverse("consensus:version", args=[panel.uuid, one.digest]),
            _word(one, reports),
        )
        for one in reports
    ]


def _word(report: Report, reports: Sequence[Report]) -> str:
    if report.with_late:
        late = sum(card["standing"] == "late_blind" for card in report.content["cards"])
        return f"With {plural(late, 'late scorecard')}"
    again = [one for one in reports if not one.with_late and one.pk > report.pk]
    return f"As built {report.built_at:%d %b %Y}" if again else "Scorecards in time"
