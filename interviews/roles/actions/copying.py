"""Copies of competencies and kits, from one rubric version or role to the next."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from interviews.roles.models import Anchor, Competency, KitSection, Question, Rubric, Stage


def copy_competencies(source: Rubric, target: Rubric, *, keep_keys: bool) -> dict[UUID, UUID]:
    """Competencies with their anchors in the same order. Answers old key to new key."""
    keys: dict[UUID, UUID] = {}
    for position, old in enumerate(source.competencies.prefetch_related("anchors"), start=1):
        keys[old.key] = old.key if keep_keys else uuid4()
        new = Competency.objects.create(
            rubric=target,
            key=keys[old.key],
            position=position,
            name=old.name,
            definition=old.definition,
            grounds=old.grounds,
            weight=old.weight,
            must_have=old.must_have,
            minimum_level=old.minimum_level,
        )
        Anchor.objects.bulk_create(
            Anchor(competency=new, value=anchor.value, text=anchor.text) for anchor in old.anchors.all()
        )
    return keys


def copy_kits(stages: Mapping[Stage, Stage], *, keys: Mapping[UUID, UUID]) -> None:
    """The kit of each stage onto its counterpart, for the competencies named in `keys`."""
    for old_stage, new_stage in stages.items():
        for old in old_stage.kit_sections.filter(competency_key__in=keys).prefetch_related("questions"):
            new = KitSection.objects.create(
                stage=new_stage,
                competency_key=keys[old.competency_key],
                minutes=old.minutes,
                instructions=old.instructions,
            )
            Question.objects.bulk_create(
                Question(section=new, position=question.position, text=question.text, follow_up=question.follow_up)
                for question in old.questions.all()
            )
