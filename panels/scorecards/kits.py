"""The kit as a card shows it, so that the card can pin a copy of what its interviewer was given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interviews.roles.models import Competency, KitSection
from panels.seating.models import Seat


def kit_shown(seat: Seat, competencies: Sequence[Competency]) -> dict[str, Any]:
    """Stage instructions, and minutes, instructions and questions for each of the seat's competencies."""
    stage = seat.panel.stage
    sections = {
        section.competency_key: section
        for section in KitSection.objects.filter(
            stage=stage, competency_key__in=[competency.key for competency in competencies]
        ).prefetch_related("questions")
    }
    return {
        "instructions": stage.instructions,
        "sections": {str(key): _section(section) for key, section in sections.items()},
    }


def _section(section: KitSection) -> dict[str, Any]:
    return {
        "minutes": section.minutes,
        "instructions": section.instructions,
        "questions": [{"text": question.text, "follow_up": question.follow_up} for question in section.questions.all()],
    }
