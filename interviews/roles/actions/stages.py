"""The steps of a role's process."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, ProtectedError

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.roles.actions.naming import clean_name
from interviews.roles.errors import StageInUse
from interviews.roles.models import Role, Stage


@transaction.atomic
def add_stage(*, role: Role, name: str, actor: User) -> Stage:
    """Add it at the end, with an empty kit."""
    Role.objects.select_for_update().get(pk=role.pk)
    last: int | None = role.stages.aggregate(last=Max("position"))["last"]
    stage = Stage.objects.create(
        role=role, position=(last or 0) + 1, name=clean_name(name, role.stages.all(), what="stage")
    )
    record("stage.added", actor_id=actor.pk, subject=stage, role=role.pk)
    return stage


@transaction.atomic
def change_stage(*, stage: Stage, name: str, actor: User) -> Stage:
    stage.name = clean_name(name, Stage.objects.filter(role=stage.role_id), itself=stage, what="stage")
    stage.save(update_fields=["name"])
    record("stage.changed", actor_id=actor.pk, subject=stage)
    return stage


@transaction.atomic
def move_stage(*, stage: Stage, up: bool, actor: User) -> None:
    """Change places with the neighbour; at the end of the list nothing happens."""
    Role.objects.select_for_update().get(pk=stage.role_id)
    current = Stage.objects.get(pk=stage.pk)
    others = Stage.objects.filter(role=current.role_id)
    neighbour = (
        others.filter(position__lt=current.position).last()
        if up
        else others.filter(position__gt=current.position).first()
    )
    if neighbour is not None:
        current.position, neighbour.position = neighbour.position, current.position
        current.save(update_fields=["position"])
        neighbour.save(update_fields=["position"])
        record("stage.moved", actor_id=actor.pk, subject=current)


@transaction.atomic
def remove_stage(*, stage: Stage, actor: User) -> None:
    """The stage goes with its kit. Raises StageInUse when a panel was opened at it."""
    Role.objects.select_for_update().get(pk=stage.role_id)
    if not Stage.objects.filter(role=stage.role_id).exclude(pk=stage.pk).exists():
        raise ValidationError("A role needs one stage at least. Add another one before you remove this.")
    record("stage.removed", actor_id=actor.pk, subject=stage, role=stage.role_id)
    try:
        with transaction.atomic():
            stage.delete()
    except ProtectedError as error:
        raise StageInUse(
            f"Panels were opened at the stage {stage.name}, so it stays. You can rename it or move it to the end."
        ) from error
