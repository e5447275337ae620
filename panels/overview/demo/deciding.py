"""Decisions of the hiring managers, once the reports that they stand on are there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interviews.accounts.models import User
from interviews.runtime.actor import acting_as
from panels.consensus.models import Report
from panels.decisions.actions import decide
from panels.decisions.debriefing import note_item, start_debrief
from panels.overview.demo.content import PanelStory, RoleStory
from panels.seating.models import Panel


def decide_as_told(story: PanelStory, *, of: RoleStory, panel: Panel, lead: User) -> bool:
    """False when the story has no decision, when it is made already, or when there is no report yet."""
    if story.decision is None or panel.decided_at is not None:
        return False
    talk = {of.competency_name(short): said for short, said in story.talk.items()}
    told: dict[str, Any] = dict(story.decision)
    later: dict[str, Any] | None = told.pop("superseded_by", None)
    with acting_as(lead.pk):
        report = Report.objects.visible_to(lead).filter(panel=panel, with_late=False).first()
        if report is None:
            return False
        if story.talk:
            _debrief(panel, lead, talk)
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


def _debrief(panel: Panel, lead: User, talk: Mapping[str, str]) -> None:
    """What was said on each competency that the agenda has. A story that talks of another one is wrong."""
    debrief = start_debrief(panel=panel, actor=lead)
    items = {item.competency.name: item for item in debrief.items.select_related("competency", "debrief")}
    for name, said in talk.items():
        kind, note = said.split(" | ")
        note_item(item=items[name], actor=lead, kind=kind, note=note, version=0)
