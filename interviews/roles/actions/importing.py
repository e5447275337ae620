"""A role for ratings that were given elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.roles.actions.competencies import CompetencyText, add_competency
from interviews.roles.actions.naming import clean_name
from interviews.roles.actions.rubrics import publish
from interviews.roles.models import Role, Rubric, Scale, Stage

STAGE = "Imported"


@transaction.atomic
def create_imported_role(
    *,
    name: str,
    scale_low: int,
    scale_high: int,
    competency_names: Sequence[str],
    actor: User | None,
    lead: User | None = None,
) -> Role:
    """A role with one stage and a published rubric, marked as imported: equal weights, no anchors, nameless levels.

    Raises ValidationError for a scale outside 0 to 20 or narrower than two levels, for a name that is taken, and for
    competencies that are none, nameless or twice there.
    """
    if not 0 <= scale_low < scale_high <= 20:
        raise ValidationError(f"A scale from {scale_low} to {scale_high} does not fit: it must lie between 0 and 20.")
    if not competency_names:
        raise ValidationError("There is no competency to import.")
    role = Role.objects.create(name=clean_name(name, Role.objects.all(), what="role"), lead=lead)
    Stage.objects.create(role=role, position=1, name=STAGE)
    record("role.imported", actor_id=actor.pk if actor else None, subject=role)
    rubric = Rubric.objects.create(
        role=role, number=1, scale=imported_scale(scale_low, scale_high), imported=True, created_by=actor
    )
    for competency_name in competency_names:
        add_competency(rubric=rubric, text=CompetencyText(competency_name), actor=actor)
    publish(rubric=rubric, actor=actor)
    return role


def imported_scale(low: int, high: int) -> Scale:
    """One scale for all imports of the same width: what its levels meant is not known here."""
    scale, _ = Scale.objects.get_or_create(name=f"Imported, {low} to {high}", defaults={"low": low, "high": high})
    return scale
