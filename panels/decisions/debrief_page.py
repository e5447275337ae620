"""The debrief's page: each point with what hangs on it, what the scorecards said, and what was said about it since."""

from __future__ import annotations

from dataclasses import dataclass

from interviews.accounts.models import User
from panels.consensus.models import Report
from panels.consensus.page.assemble import assemble
from panels.consensus.page.rows import Detail, Discussion
from panels.decisions.agenda import agenda
from panels.decisions.models import Debrief, DebriefItem
from panels.seating.models import Panel


@dataclass(frozen=True)
class Point:
    """`discussion` holds both ends where the ratings are split, `detail` all that was said on the competency."""

    item: DebriefItem
    words: str
    discussion: Discussion | None
    detail: Detail

    @property
    def is_split(self) -> bool:
        return self.discussion is not None


def points_of(panel: Panel, debrief: Debrief, *, reader: User) -> list[Point]:
    """In the agenda's order, on the report with which the debrief began."""
    report = (
        Report.objects.visible_to(reader).select_related("calibration").get(panel=panel, digest=debrief.report_digest)
    )
    page = assemble(panel=panel, report=report, first=report, reader=reader)
    said = {one.competency: one.words for one in agenda(report.content)}
    splits = {one.row.id: one for one in page.discuss}
    details = {one.row.id: one for one in page.details}
    items = debrief.items.select_related("competency")
    return [
        Point(item, said[item.competency_id], splits.get(item.competency_id), details[item.competency_id])
        for item in items
    ]


def speakers(debrief: Debrief, panel: Panel) -> list[str]:
    """In the order that was drawn; the hiring manager is named as such."""
    names = dict(User.objects.filter(pk__in=debrief.order).values_list("pk", "name"))
    return [f"{names[pk]}, hiring manager" if pk == panel.lead_id else names[pk] for pk in debrief.order if pk in names]
