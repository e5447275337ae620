"""What is there already of the role that a file is imported into."""

from __future__ import annotations

from interviews.roles.models import Role
from panels.consensus.rows.problems import BadFile
from panels.overview.imports.checking import Existing
from panels.seating.models import Panel


def find_role(name: str) -> Role | None:
    return Role.objects.filter(name__iexact=" ".join(name.split())).first()


def what_it_expects(role: Role) -> Existing:
    """Raises BadFile when the role was not made by an import: its rubric has anchors that nobody rated by."""
    rubric = role.rubrics.published().select_related("scale").first()
    if rubric is None or not rubric.imported:
        raise BadFile(
            f"There is a role {role} whose rubric was not imported. Ratings given elsewhere did not follow its "
            "anchors: choose another name."
        )
    return Existing(
        scale=(rubric.scale.low, rubric.scale.high),
        competencies=set(rubric.competencies.values_list("name", flat=True)),
        candidates=set(Panel.objects.filter(role=role).values_list("candidate__name", flat=True)),
    )
