"""A rubric version's way: draft, published, superseded."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.roles import shipped
from interviews.roles.actions.copying import copy_competencies
from interviews.roles.actions.drafts import drop_kits_without_competency, locked_draft
from interviews.roles.actions.naming import clean_name
from interviews.roles.completeness import off_the_scale, what_is_missing
from interviews.roles.content import rubric_digest
from interviews.roles.errors import NotReady, RubricFrozen
from interviews.roles.models import Anchor, Kickoff, Level, Role, Rubric, RubricState, Scale
from interviews.runtime.clock import transaction_time


@transaction.atomic
def start_draft(*, role: Role, actor: User | None) -> Rubric:
    """The role's next version as a draft: a copy of the published one, keys kept, or an empty one.

    Answers the draft that is there already, so that pressing twice is pressing once.
    """
    Role.objects.select_for_update().get(pk=role.pk)
    if draft := role.rubrics.drafts().first():
        return draft
    published = role.rubrics.published().select_related("scale").first()
    last: int | None = role.rubrics.aggregate(last=Max("number"))["last"]
    draft = Rubric.objects.create(
        role=role,
        number=(last or 0) + 1,
        scale=published.scale if published else default_scale(),
        hire_line=published.hire_line if published else None,
        created_by=actor,
    )
    if published:
        copy_competencies(published, draft, keep_keys=True)
    record("rubric.started", actor_id=actor.pk if actor else None, subject=draft)
    return draft


@transaction.atomic
def discard_draft(*, rubric: Rubric, actor: User) -> None:
    """The draft goes with all its texts, and the kits of competencies that only it had. Not once people were asked in
    a kickoff: raises RubricFrozen.
    """
    draft = locked_draft(rubric)
    if Kickoff.objects.filter(rubric=draft).exists():
        raise RubricFrozen("Its kickoff has begun, and what people answered is kept. Change the draft instead.")
    record("rubric.discarded", actor_id=actor.pk, subject=draft, role=draft.role_id, number=draft.number)
    draft.delete()
    drop_kits_without_competency(draft.role)


@transaction.atomic
def publish(*, rubric: Rubric, actor: User | None) -> Rubric:
    """Freeze the draft and supersede the version before it, in one step.

    Texts for levels that the scale does not have are dropped. Raises NotReady with a message for each thing that
    is missing. Panels that are open keep the version they were opened with.
    """
    Role.objects.select_for_update().get(pk=rubric.role_id)
    draft = locked_draft(rubric)
    if missing := what_is_missing(draft):
        raise NotReady([finding.sentence for finding in missing])
    if off_the_scale(draft):
        Anchor.objects.filter(competency__rubric=draft).exclude(value__in=draft.scale.values).delete()
    draft.role.rubrics.published().update(state=RubricState.SUPERSEDED)
    draft.state = RubricState.PUBLISHED
    draft.published_at = transaction_time()
    draft.published_by = actor
    draft.save()
    seal = rubric_digest(draft)
    record("rubric.published", actor_id=actor.pk if actor else None, subject=draft, seal=seal)
    return draft


@transaction.atomic
def set_hire_line(*, rubric: Rubric, hire_line: Decimal | None, actor: User) -> Rubric:
    draft = locked_draft(rubric)
    if hire_line is not None and not draft.scale.low <= hire_line <= draft.scale.high:
        raise ValidationError({"hire_line": f"Give a hire line from {draft.scale.low} to {draft.scale.high}, or none."})
    draft.hire_line = hire_line
    draft.save(update_fields=["hire_line"])
    record("rubric.hire_line_set", actor_id=actor.pk, subject=draft)
    return draft


@transaction.atomic
def set_scale(*, rubric: Rubric, scale: Scale, actor: User) -> list[str]:
    """Put the draft on another scale. Answers a sentence for everything that the new scale does not have.

    Nothing is taken away: texts and minimums keep their level, come back when the scale does, and a minimum that is
    off the scale keeps the draft from being published.
    """
    draft = locked_draft(rubric)
    draft.scale = scale
    draft.save(update_fields=["scale"])
    record("rubric.scale_set", actor_id=actor.pk, subject=draft, scale=scale.pk)
    return fallen_off(draft)


@transaction.atomic
def define_scale(*, rubric: Rubric, name: str, low: int, level_names: Sequence[str], actor: User) -> list[str]:
    """Put the draft on a scale of its own, whose levels are named from the lowest, `low`, upwards.

    A scale that this draft alone uses is changed in place, so that correcting a name leaves no second scale behind.
    Answers what `set_scale` answers.
    """
    draft = locked_draft(rubric)
    high = low + len(level_names) - 1
    if len(level_names) < 2:
        raise ValidationError({"level_names": "Name at least two levels, one a line."})
    if not 0 <= low < high <= 20:
        raise ValidationError({"level_names": "A scale lies between 0 and 20. Name fewer levels or start lower."})
    own = draft.scale if is_own_scale(draft) else None
    scale = own or Scale()
    scale.name = clean_name(name, Scale.objects.all(), itself=own, what="scale")
    scale.low, scale.high = low, high
    scale.save()
    scale.levels.all().delete()
    Level.objects.bulk_create(
        Level(scale=scale, value=value, name=level) for value, level in enumerate(level_names, start=low)
    )
    return set_scale(rubric=draft, scale=scale, actor=actor)


def default_scale() -> Scale:
    scale: Scale = shipped.load_scale(apps)
    return scale


def is_own_scale(rubric: Rubric) -> bool:
    """Whether no other rubric uses this one's scale and it is not the one that every role begins with."""
    return rubric.scale.name != shipped.FIVE_LEVELS["name"] and not rubric.scale.rubrics.exclude(pk=rubric.pk).exists()


def fallen_off(draft: Rubric) -> list[str]:
    """What the draft holds for levels that its scale does not have, as sentences."""
    low, high = draft.scale.low, draft.scale.high
    return [finding.sentence for finding in off_the_scale(draft)] + [
        f"{competency.name}: the minimum {competency.minimum_level} is not on the scale."
        for competency in draft.competencies.exclude(minimum_level=None)
        if competency.minimum_level not in range(low, high + 1)
    ]
