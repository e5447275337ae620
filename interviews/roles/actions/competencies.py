"""The competencies of a draft rubric."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.roles.actions.drafts import drop_kits_without_competency, locked_draft
from interviews.roles.actions.naming import clean_name
from interviews.roles.fitting import onto_scale
from interviews.roles.models import Anchor, Competency, LibraryCompetency, Rubric


@dataclass(frozen=True)
class CompetencyText:
    """All that can be said about a competency at once; anchors as level to words, blank words take one away."""

    name: str
    definition: str = ""
    grounds: str = ""
    weight: Decimal = Decimal(1)
    must_have: bool = False
    minimum_level: int | None = None
    anchors: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def add_competency(*, rubric: Rubric, text: CompetencyText, actor: User | None) -> Competency:
    """Add it at the end of the draft."""
    draft = locked_draft(rubric)
    competency = Competency(rubric=draft, position=_next_position(draft))
    _write(competency, text, draft)
    record("competency.added", actor_id=actor.pk if actor else None, subject=competency, rubric=draft.pk)
    return competency


@transaction.atomic
def add_from_library(*, rubric: Rubric, entry: LibraryCompetency, actor: User) -> Competency:
    """Add a copy of the library's text; later changes of the library do not reach it."""
    competency = copy_from_library(rubric=rubric, entry=entry)
    record("competency.added", actor_id=actor.pk, subject=competency, rubric=rubric.pk, library=entry.pk)
    return competency


@transaction.atomic
def copy_from_library(*, rubric: Rubric, entry: LibraryCompetency) -> Competency:
    draft = locked_draft(rubric)
    competency = Competency(rubric=draft, position=_next_position(draft))
    _write(competency, CompetencyText(entry.name, entry.definition, anchors=onto_scale(entry, draft.scale)), draft)
    return competency


@transaction.atomic
def change_competency(*, competency: Competency, text: CompetencyText, actor: User) -> Competency:
    """Texts for levels that are off the scale stay where they are unless `text` names them."""
    draft = locked_draft(competency.rubric)
    current = _still_there(competency)
    _write(current, text, draft)
    record("competency.changed", actor_id=actor.pk, subject=current, rubric=draft.pk)
    return current


@transaction.atomic
def move_competency(*, competency: Competency, up: bool, actor: User) -> None:
    """Change places with the neighbour; at the end of the list nothing happens."""
    order = list(locked_draft(competency.rubric).competencies.values_list("pk", flat=True))
    if competency.pk in order:
        place = order.index(competency.pk) + 1
        place_competency(competency=competency, place=place - 1 if up else place + 1, actor=actor)


@transaction.atomic
def place_competency(*, competency: Competency, place: int, actor: User) -> None:
    """Put it at a place of the list, counted from 1; the others move up or down. Beyond the ends is at the end."""
    draft = locked_draft(competency.rubric)
    current = _still_there(competency)
    others = list(draft.competencies.exclude(pk=current.pk))
    before = [one.pk for one in draft.competencies.all()]
    others.insert(min(max(place, 1), len(before)) - 1, current)
    if [one.pk for one in others] == before:
        return
    for position, one in enumerate(others, 1):
        one.position = position
    Competency.objects.bulk_update(others, ["position"])
    record("competency.moved", actor_id=actor.pk, subject=current, rubric=draft.pk)


@transaction.atomic
def remove_competency(*, competency: Competency, actor: User) -> None:
    """Its texts go, and its kit where no published version of the rubric has it."""
    draft = locked_draft(competency.rubric)
    current = _still_there(competency)
    record("competency.removed", actor_id=actor.pk, subject=current, rubric=draft.pk)
    current.delete()
    drop_kits_without_competency(draft.role)


def _still_there(competency: Competency) -> Competency:
    current = Competency.objects.filter(pk=competency.pk).first()
    if current is None:
        raise ValidationError("This competency was removed in the meantime.")
    return current


def _next_position(rubric: Rubric) -> int:
    last: int | None = rubric.competencies.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _write(competency: Competency, text: CompetencyText, draft: Rubric) -> None:
    competency.name = clean_name(
        text.name, draft.competencies.all(), itself=competency if competency.pk else None, what="competency"
    )
    if text.must_have and text.minimum_level is None:
        raise ValidationError({"minimum_level": "A must-have needs a minimum. Choose the level that is enough."})
    if text.minimum_level is not None and text.minimum_level not in draft.scale.values:
        raise ValidationError({"minimum_level": f"Choose a minimum from {draft.scale.low} to {draft.scale.high}."})
    competency.definition, competency.grounds = text.definition.strip(), text.grounds.strip()
    competency.weight = text.weight
    competency.must_have = text.must_have
    competency.minimum_level = text.minimum_level
    competency.full_clean(exclude=["rubric", "key"], validate_unique=False, validate_constraints=False)
    competency.save()
    _write_anchors(competency, text.anchors)


def _write_anchors(competency: Competency, anchors: Mapping[int, str]) -> None:
    written = {value: words.strip() for value, words in anchors.items()}
    competency.anchors.filter(value__in=written).delete()
    Anchor.objects.bulk_create(
        Anchor(competency=competency, value=value, text=words) for value, words in written.items() if words
    )
