"""The kit as a card shows it, so that the card can pin a copy of what its interviewer was given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from interviews.roles.models import Competency, KitSection
from panels.seating.models import PanelQuestion, Seat


def kit_shown(seat: Seat, competencies: Sequence[Competency]) -> dict[str, Any]:
    """Stage instructions, and minutes, instructions and questions for each of the seat's competencies; the questions
    for this candidate first.
    """
    stage = seat.panel.stage
    keys = [competency.key for competency in competencies]
    sections = {
        section.competency_key: section
        for section in KitSection.objects.filter(stage=stage, competency_key__in=keys).prefetch_related("questions")
    }
    own: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for question in PanelQuestion.objects.filter(panel=seat.panel_id, competency_key__in=keys):
        own[question.competency_key].append({"text": question.text, "follow_up": "", "own": True})
    return {
        "instructions": stage.instructions,
        "sections": {str(key): _section(sections.get(key), own[key]) for key in keys if key in sections or key in own},
    }


def _section(section: KitSection | None, own: list[dict[str, Any]]) -> dict[str, Any]:
    if section is None:
        return {"minutes": None, "instructions": "", "questions": own}
    kit = [{"text": question.text, "follow_up": question.follow_up} for question in section.questions.all()]
    return {"minutes": section.minutes, "instructions": section.instructions, "questions": own + kit}
