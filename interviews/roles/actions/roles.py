"""Making, changing, archiving and cloning roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.db import transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.roles.actions.competencies import copy_from_library
from interviews.roles.actions.copying import copy_competencies, copy_kits
from interviews.roles.actions.kits import copy_library_questions
from interviews.roles.actions.naming import clean_name
from interviews.roles.actions.rubrics import start_draft
from interviews.roles.models import LibraryCompetency, Role, Rubric, Stage
from interviews.runtime.clock import transaction_time

FIRST_STAGE = "Interview"


class RoleFacts(TypedDict, total=False):
    lead: User | None
    team: str
    summary: str
    external_id: str
    own_card_only: bool


@transaction.atomic
def create_role(
    *,
    name: str,
    actor: User | None,
    library: Sequence[LibraryCompetency] = (),
    stage: str = FIRST_STAGE,
    **facts: Unpack[RoleFacts],
) -> Role:
    """A role with one stage and a draft rubric on the five-level scale.

    Competencies picked from the library come with their anchors, and their questions go into the first stage's kit.
    """
    role = Role.objects.create(name=clean_name(name, Role.objects.all(), what="role"), **facts)
    first = Stage.objects.create(role=role, position=1, name=stage)
    record("role.created", actor_id=_id(actor), subject=role)
    rubric = start_draft(role=role, actor=actor)
    for entry in library:
        competency = copy_from_library(rubric=rubric, entry=entry)
        copy_library_questions(stage=first, competency=competency, questions=list(entry.questions.all()))
    return role


@transaction.atomic
def change_role(*, role: Role, name: str, actor: User, **facts: Unpack[RoleFacts]) -> Role:
    role.name = clean_name(name, Role.objects.all(), itself=role, what="role")
    for field, value in facts.items():
        setattr(role, field, value)
    role.save()
    record("role.changed", actor_id=actor.pk, subject=role, lead=role.lead_id)
    return role


@transaction.atomic
def archive_role(*, role: Role, actor: User) -> None:
    """Takes the role out of the lists; its panels, reports and rubrics stay as they are."""
    if role.archived_at is None:
        role.archived_at = transaction_time()
        role.save(update_fields=["archived_at"])
        record("role.archived", actor_id=actor.pk, subject=role)


@transaction.atomic
def restore_role(*, role: Role, actor: User) -> None:
    if role.archived_at is not None:
        role.archived_at = None
        role.save(update_fields=["archived_at"])
        record("role.restored", actor_id=actor.pk, subject=role)


@transaction.atomic
def clone_role(*, role: Role, name: str, actor: User, lead: User | None = None) -> Role:
    """A new role with the stages, the kits and, as a draft, the rubric of this one.

    Takes the published rubric, or the draft where there is none; competencies get new keys, for they are another
    role's from now on and may go their own way.
    """
    clone = Role.objects.create(
        name=clean_name(name, Role.objects.all(), what="role"),
        team=role.team,
        summary=role.summary,
        own_card_only=role.own_card_only,
        lead=lead,
    )
    stages = {
        stage: Stage.objects.create(role=clone, position=position, name=stage.name, instructions=stage.instructions)
        for position, stage in enumerate(role.stages.all(), start=1)
    }
    source = role.rubrics.published().first() or role.rubrics.drafts().first()
    if source is None:
        start_draft(role=clone, actor=actor)
    else:
        rubric = Rubric.objects.create(
            role=clone, number=1, scale=source.scale, hire_line=source.hire_line, created_by=actor
        )
        copy_kits(stages, keys=copy_competencies(source, rubric, keep_keys=False))
    record("role.cloned", actor_id=actor.pk, subject=clone, source=role.pk)
    return clone


def _id(actor: User | None) -> int | None:
    return actor.pk if actor else None
