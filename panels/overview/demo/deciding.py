"""Decisions of the hiring managers, once the reports that they stand on are there."""

from __future__ import annotations

from typing import Any

from interviews.accounts.models import User
from interviews.runtime.actor import acting_as
from panels.consensus.models import Report
from panels.decisions.actions import decide
from panels.overview.demo.content import PanelStory
from panels.seating.models import Panel


def decide_as_told(story: PanelStory, *, panel: Panel, lead: User) -> bool:
    """False when the story has no decision, when it is made already, or when there is no report yet."""
    if story.decision is None or panel.decided_at is not None:
        return False
    told: dict[str, Any] = dict(story.decision)
    later: dict[str, Any] | None = told.pop("superseded_by", None)
    with acting_as(lead.pk):
        report = Report.objects.visible_to(lead).filter(panel=panel, with_late=False).first()
        if report is None:
            return False
        decide(panel=panel, actor=lead, owner=lead, report_digest=report.digest, **told)
        if later:
            reason = later["reason"]
            rest = {name: value for name, value in later.items() if name != "reason"}
            decide(
                panel=panel,
                actor=lead,
                owner=lead,
                report_digest=report.digest,
                superseding_reason=reason,
                **rest,
            )
    return True
