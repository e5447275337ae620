"""The door to every change of a rubric: its row is locked, and it must be a draft still."""

from __future__ import annotations

from interviews.roles.errors import RubricFrozen
from interviews.roles.models import KitSection, Role, Rubric


def locked_draft(rubric: Rubric) -> Rubric:
    """The rubric as it is now, locked until the transaction ends.

    Raises RubricFrozen when somebody has published or discarded it since the page was opened.
    """
    current = Rubric.objects.select_for_update(of=("self",)).select_related("scale").filter(pk=rubric.pk).first()
    if current is None:
        raise RubricFrozen("This draft was discarded. Start a new draft from the role's page.")
    if not current.is_draft:
        raise RubricFrozen(
            f"Version {current.number} is published and cannot change any more. Start a new draft to change it."
        )
    return current


def drop_kits_without_competency(role: Role) -> None:
    """Kits of competencies that no version of the role's rubric has any more."""
    used = role.rubrics.values("competencies__key").exclude(competencies=None)
    KitSection.objects.filter(stage__role=role).exclude(competency_key__in=used).delete()
