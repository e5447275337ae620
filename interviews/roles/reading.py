"""What the pages of this app show, put together with few queries. Who may see it was asked before."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, Prefetch

from interviews.roles.choices import LevelChoice, level_choices
from interviews.roles.completeness import Finding, what_is_missing
from interviews.roles.models import (
    Competency,
    KitSection,
    LibraryCompetency,
    Question,
    Role,
    Rubric,
    RubricState,
    Stage,
)
from interviews.roles.querysets import RoleQuerySet, RubricQuerySet

PUBLISHED_FIRST = F("rubric__published_at").asc(nulls_last=True)


def in_full(rubrics: RubricQuerySet) -> RubricQuerySet:
    """With all that a page of a rubric reads: role, scale, levels, competencies, anchors, kickoff."""
    return rubrics.select_related("role", "scale", "published_by", "kickoff__settled_by").prefetch_related(
        "competencies__anchors", "scale__levels"
    )


def with_rubrics(roles: RoleQuerySet) -> RoleQuerySet:
    """With hiring manager, stages and the versions that matter in a list: the published one and the draft."""
    living = in_full(Rubric.objects.exclude(state=RubricState.SUPERSEDED))
    return roles.select_related("lead").prefetch_related("stages", Prefetch("rubrics", queryset=living))


class RoleLine(NamedTuple):
    """A role in the list. `missing` counts what keeps its draft from being published."""

    role: Role
    live: Rubric | None
    draft: Rubric | None
    missing: int

    @property
    def live_words(self) -> str:
        return f"Live, version {self.live.number}" if self.live else ""

    @property
    def draft_words(self) -> str:
        """How far the draft is: what the people who wait for it ask."""
        if not self.missing:
            return "Draft, ready to publish"
        return f"Draft, {self.missing} {'thing' if self.missing == 1 else 'things'} missing"


def role_lines(roles: Iterable[Role]) -> list[RoleLine]:
    """Of roles that were read `with_rubrics`."""
    return [_role_line(role) for role in roles]


def _role_line(role: Role) -> RoleLine:
    by_state = {rubric.state: rubric for rubric in role.rubrics.all()}
    draft = by_state.get(RubricState.DRAFT)
    return RoleLine(role, by_state.get(RubricState.PUBLISHED), draft, len(what_is_missing(draft)) if draft else 0)


class CompetencyLine(NamedTuple):
    """A competency in the rubric: how far its anchors are written, what is missing, how its levels read."""

    competency: Competency
    described: int
    of: int
    missing: list[Finding]
    levels: list[LevelChoice]

    @property
    def missing_words(self) -> str:
        return f"{len(self.missing)} missing"

    @property
    def legend(self) -> str:
        """As the scorecard asks for it."""
        return f"Your rating of {self.competency.name}"

    @property
    def minimum(self) -> int | None:
        """The minimum that counts: a competency that is no must-have has none."""
        return self.competency.minimum_level if self.competency.must_have else None

    @property
    def weight_words(self) -> str:
        """How it counts, where it does not count like the others usually do."""
        weight = self.competency.weight.normalize()
        return {Decimal(1): "", Decimal(2): "Counts double"}.get(weight, f"Counts {weight:f} times")


def competency_lines(rubric: Rubric) -> list[CompetencyLine]:
    missing = what_is_missing(rubric)
    return [
        CompetencyLine(
            competency,
            sum(anchor.value in rubric.scale.values for anchor in competency.anchors.all()),
            len(rubric.scale.values),
            [finding for finding in missing if finding.competency == competency],
            level_choices(competency, rubric.scale),
        )
        for competency in rubric.competencies.all()
    ]


class KitLine(NamedTuple):
    """A competency in a stage's kit; `only_draft` when no published version has it yet."""

    competency: Competency
    only_draft: bool
    section: KitSection | None
    questions: list[Question]

    @property
    def part(self) -> str:
        """The id of its list of questions on the page."""
        return f"q-{self.competency.key}"


class KitPlan(NamedTuple):
    lines: list[KitLine]
    minutes: int

    @property
    def questions(self) -> int:
        return sum(len(line.questions) for line in self.lines)


def kit_of(stage: Stage) -> KitPlan:
    """What the kit holds for each competency of the published rubric, then for those that only the draft has."""
    return _plan(stage, asked_about(stage.role))


def _plan(stage: Stage, competencies: Iterable[tuple[Competency, bool]]) -> KitPlan:
    sections = {section.competency_key: section for section in stage.kit_sections.all()}
    lines = [_kit_line(competency, only_draft, sections.get(competency.key)) for competency, only_draft in competencies]
    return KitPlan(lines, sum(line.section.minutes or 0 for line in lines if line.section))


def _kit_line(competency: Competency, only_draft: bool, section: KitSection | None) -> KitLine:
    return KitLine(competency, only_draft, section, list(section.questions.all()) if section else [])


def asked_about(role: Role) -> list[tuple[Competency, bool]]:
    """The competencies that a kit is for, each with whether only the draft has it."""
    rows = Competency.objects.filter(rubric__role=role).exclude(rubric__state=RubricState.SUPERSEDED)
    found: dict[object, tuple[Competency, bool]] = {}
    for competency in rows.select_related("rubric").order_by(PUBLISHED_FIRST, "position"):
        found.setdefault(competency.key, (competency, competency.rubric.is_draft))
    return list(found.values())


def kit_summaries(role: Role) -> list[tuple[Stage, KitPlan]]:
    """Every stage of the role with its kit."""
    competencies = asked_about(role)
    stages = role.stages.prefetch_related("kit_sections__questions")
    return [(stage, _plan(stage, competencies)) for stage in stages]


def library_by_family(entries: Iterable[LibraryCompetency]) -> list[tuple[str, list[LibraryCompetency]]]:
    """Families in the order of the alphabet, those without one last."""
    families: dict[str, list[LibraryCompetency]] = {}
    for entry in entries:
        families.setdefault(entry.family, []).append(entry)
    return sorted(families.items(), key=lambda pair: (not pair[0], pair[0].casefold()))
