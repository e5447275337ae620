"""Draft panels from a table: a line for each interviewer's place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms

from interviews.accounts.models import User
from interviews.roles.models import Competency, Role, Stage
from interviews.web.importing import Checked, Fresh, Importer, check_rows
from interviews.web.tables import Column, Line
from panels.seating.actions.importing import PlannedSeat, plan_panels
from panels.seating.actions.planning import UNDER_WAY
from panels.seating.models import Candidate, Panel

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Known:
    """All that a line may name, by how it names it; read once for the whole table. Only what the actor may see."""

    candidates: Mapping[str, Candidate]
    roles: Mapping[str, Role]
    stages: Mapping[tuple[int, str], Stage]
    competencies: Mapping[int, Mapping[str, Competency]]
    people: Mapping[str, User]

    @classmethod
    def to(cls, actor: User) -> Known:
        roles = list(Role.objects.visible_to(actor).current().select_related("lead"))
        rubrics = Competency.objects.filter(rubric__role__in=roles, rubric__state="published").select_related("rubric")
        by_role: dict[int, dict[str, Competency]] = {role.pk: {} for role in roles}
        for one in rubrics.order_by("position"):
            by_role[one.rubric.role_id][one.name.casefold()] = one
        return cls(
            candidates=_named(Candidate.objects.visible_to(actor), "external_id", "email"),
            roles=_named(roles, "external_id", "name"),
            stages={(one.role_id, one.name.casefold()): one for one in Stage.objects.filter(role__in=roles)},
            competencies=by_role,
            people=_named(User.objects.active().inside(), "email"),
        )


class SeatRow(forms.Form):
    candidate = forms.CharField(max_length=254, error_messages={"required": "Who is it about?"})
    role = forms.CharField(max_length=120, error_messages={"required": "The role is missing."})
    stage = forms.CharField(max_length=80, error_messages={"required": "The stage is missing."})
    interviewer = forms.CharField(max_length=254, error_messages={"required": "The interviewer is missing."})
    interview = forms.CharField(max_length=120, required=False)
    starts = forms.DateTimeField(required=False, error_messages={"invalid": "Write date and time as 2026-11-30 14:00."})
    minutes = forms.IntegerField(
        required=False, min_value=5, max_value=600, error_messages={"invalid": "Write whole minutes."}
    )
    competencies = forms.CharField(max_length=2_000, required=False)
    lead = forms.CharField(max_length=254, required=False)

    def __init__(self, cells: Mapping[str, str], *, known: Known) -> None:
        super().__init__(dict(cells))
        self.known = known

    def clean_candidate(self) -> Candidate:
        return _one(self.known.candidates, self.cleaned_data["candidate"], "No candidate has this id or address.")

    def clean_role(self) -> Role:
        role = _one(self.known.roles, self.cleaned_data["role"], "There is no role of this name or id.")
        if not self.known.competencies[role.pk]:
            raise forms.ValidationError("This role has no published rubric yet.", code="no_rubric")
        return role

    def clean_stage(self) -> Stage | None:
        role: Role | None = self.cleaned_data.get("role")
        if role is None:
            return None
        stage = self.known.stages.get((role.pk, self.cleaned_data["stage"].casefold()))
        if stage is None:
            raise forms.ValidationError(f"{role.name} has no stage of this name.", code="no_stage")
        return stage

    def clean_interviewer(self) -> User:
        return _one(self.known.people, self.cleaned_data["interviewer"], "Nobody with this address may sign in.")

    def clean_lead(self) -> User | None:
        written = self.cleaned_data["lead"]
        return _one(self.known.people, written, "Nobody with this address may sign in.") if written else None

    def clean_competencies(self) -> list[Competency]:
        role: Role | None = self.cleaned_data.get("role")
        if role is None:
            return []
        there = self.known.competencies[role.pk]
        names = [name.strip() for name in self.cleaned_data["competencies"].split(";") if name.strip()]
        unknown = [name for name in names if name.casefold() not in there]
        if unknown:
            raise forms.ValidationError(f"{role.name} has no competency {', '.join(unknown)}.", code="no_competency")
        return [there[name.casefold()] for name in names] or list(there.values())


def check(lines: Sequence[Line], actor: User) -> Checked:
    known = Known.to(actor)
    under_way = set(Panel.objects.filter(state__in=UNDER_WAY).values_list("candidate_id", "stage_id"))

    def there(row: dict[str, Any]) -> str:
        if (row["candidate"].pk, row["stage"].pk) not in under_way:
            return ""
        return f"{row['candidate']} has a panel under way for {row['role']}, {row['stage']}."

    return check_rows(
        lines,
        lambda cells: SeatRow(cells, known=known),
        known=there,
        same=lambda row: [(row["candidate"].pk, row["stage"].pk, row["interviewer"].pk)],
        words=_words,
    )


def write(rows: Sequence[Fresh], actor: User) -> None:
    plan_panels(
        actor=actor,
        seats=[
            PlannedSeat(
                candidate=row.data["candidate"],
                stage=row.data["stage"],
                lead=row.data["lead"],
                title=row.data["interview"] or "Interview",
                starts_at=row.data["starts"],
                minutes=row.data["minutes"] or 45,
                interviewer=row.data["interviewer"],
                competencies=tuple(row.data["competencies"]),
            )
            for row in rows
        ],
    )


def _words(row: dict[str, Any]) -> str:
    covers = ", ".join(one.name for one in row["competencies"])
    return f"{row['candidate']}: {row['role']}, {row['stage']}, {row['interviewer']} on {covers}"


def _named(things: Iterable[Thing], *names: str) -> dict[str, Thing]:
    """By each of the names that it has, without regard to case; the first name goes before the others."""
    found: dict[str, Thing] = {}
    every = list(things)
    for name in names:
        for thing in every:
            if written := getattr(thing, name):
                found.setdefault(written.casefold(), thing)
    return found


def _one(there: Mapping[str, Thing], written: str, sentence: str) -> Thing:
    thing = there.get(written.strip().casefold())
    if thing is None:
        raise forms.ValidationError(sentence, code="unknown")
    return thing


PANELS = Importer(
    one="interviewer’s place",
    many="interviewers’ places",
    columns=(
        Column("candidate", "Id in your other system, or email address.", needed=True),
        Column("role", "Its name, or its id elsewhere.", needed=True),
        Column("stage", "As the role names it.", needed=True),
        Column("interviewer", "Email address of somebody who may sign in.", needed=True),
        Column("interview", "What it is called. Lines with the same name and time are one interview."),
        Column("starts", "2026-11-30 14:00 in your time zone, or with an offset."),
        Column("minutes", "45 where nothing is said."),
        Column("competencies", "Parted by semicolons; all where nothing is said."),
        Column("lead", "The hiring manager’s address, where it is not the role’s own."),
    ),
    examples=(
        (
            "A-1041",
            "Senior Backend Engineer",
            "Onsite",
            "jun@example.org",
            "Design",
            "2026-11-30 14:00",
            "60",
            "System design; Code quality",
            "",
        ),
        (
            "A-1041",
            "Senior Backend Engineer",
            "Onsite",
            "ruth@example.org",
            "Incidents",
            "2026-11-30 15:30",
            "45",
            "Incident ownership",
            "",
        ),
    ),
    most=500,
    check=check,
    write=write,
    back="overview:panels",
    after="The panels are drafts then: nobody is asked before you check the cover of each and send it.",
)
