"""A panel's plan as pages show it: interviews with their seats, coverage, warnings. No submission state anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from interviews.roles.models import Competency, KitSection
from panels.seating.choices import InterviewState, SeatKind, SeatState
from panels.seating.coverage import (
    Coverage,
    Notice,
    PlannedCompetency,
    PlannedInterview,
    PlannedSeat,
    coverage,
    warnings,
)
from panels.seating.links import card_url
from panels.seating.models import Interview, Panel, PanelQuestion, Seat
from panels.seating.querysets import ON_THE_PANEL


@dataclass(frozen=True)
class SeatLine:
    """A seat as the roster shows it; `kit_minutes` is what the kit plans for what it covers."""

    seat: Seat
    competencies: list[Competency]
    kit_minutes: int

    @property
    def is_on_the_panel(self) -> bool:
        return self.seat.state in ON_THE_PANEL

    @property
    def for_an_invitation(self) -> str:
        """To paste into a calendar's invitation: what to cover, and the way to kit and card. Who comes from outside has
        none: her link opens without a sign-in and goes by mail alone.
        """
        if not self.is_on_the_panel or self.seat.interviewer.is_external:
            return ""
        covers = ", ".join(one.name for one in self.competencies)
        return f"{self.seat.interviewer.name} covers {covers}. Kit and scorecard: {card_url(self.seat)}"


@dataclass(frozen=True)
class InterviewLine:
    interview: Interview
    seats: list[SeatLine]

    @property
    def is_cancelled(self) -> bool:
        return self.interview.state == InterviewState.CANCELLED


@dataclass(frozen=True)
class Plan:
    """Everything is read when the plan is made: 5 queries, however large the panel is."""

    panel: Panel
    lines: list[InterviewLine]
    competencies: list[Competency]
    kit_minutes: Mapping[int, int]

    @property
    def seats(self) -> list[SeatLine]:
        return [line for interview in self.lines for line in interview.seats]

    @property
    def standing_seats(self) -> list[SeatLine]:
        """Those who are on the panel now."""
        return [line for line in self.seats if line.is_on_the_panel]

    @property
    def active(self) -> tuple[list[Seat], set[int]]:
        """The seats that sending would make real, and the ids of those that cover something."""
        lines = sorted(
            (line for line in self.seats if line.seat.state == SeatState.ACTIVE), key=lambda one: one.seat.pk
        )
        return [line.seat for line in lines], {line.seat.pk for line in lines if line.competencies}

    @cached_property
    def coverage(self) -> Coverage:
        return coverage(*self._values())

    @cached_property
    def warnings(self) -> list[Notice]:
        """A panel that follows another is about what that one left open: what nobody here covers is no gap of it."""
        competencies, interviews, seats = self._values()
        if self.panel.follows_id is not None:
            covered = frozenset[int]().union(*(seat.competency_ids for seat in seats))
            competencies = [one for one in competencies if one.id in covered]
        return warnings(competencies, interviews, seats, lead_id=self.panel.lead_id, kit_minutes=self.kit_minutes)

    def _values(self) -> tuple[list[PlannedCompetency], list[PlannedInterview], list[PlannedSeat]]:
        standing = [line for line in self.lines if not line.is_cancelled]
        shown = {line.interview.pk for line in standing}
        return (
            [PlannedCompetency(row.pk, row.name, row.must_have) for row in self.competencies],
            [_planned_interview(line.interview) for line in standing],
            [_planned_seat(line) for line in self.standing_seats if line.seat.interview_id in shown],
        )


def plan_of(panel: Panel) -> Plan:
    """The whole plan in the order of its interviews; seats that were removed are left out."""
    seats = (
        Seat.objects.exclude(state="removed")
        .select_related("interviewer", "replaced_by__interviewer")
        .prefetch_related(Prefetch("competencies", Competency.objects.order_by("position")))
        .order_by("pk")
    )
    interviews = panel.interviews.order_by("position", "pk").prefetch_related(Prefetch("seats", seats))
    competencies = list(Competency.objects.filter(rubric_id=panel.rubric_id).order_by("position"))
    minutes = dict(
        KitSection.objects.filter(stage_id=panel.stage_id, minutes__isnull=False).values_list(
            "competency_key", "minutes"
        )
    )
    by_id = {row.pk: minutes.get(row.key) or 0 for row in competencies}
    lines = [InterviewLine(row, [_line(seat, by_id) for seat in row.seats.all()]) for row in interviews]
    return Plan(panel, lines, competencies, by_id)


def questions_of(plan: Plan) -> list[tuple[str, PanelQuestion]]:
    """The questions for this candidate alone, each with its competency's name, in the rubric's order."""
    names = {one.key: one.name for one in plan.competencies}
    rank = {key: place for place, key in enumerate(names)}
    found = sorted(plan.panel.questions.all(), key=lambda one: (rank.get(one.competency_key, len(rank)), one.position))
    return [(names.get(one.competency_key, ""), one) for one in found]


def _line(seat: Seat, kit_minutes: Mapping[int, int]) -> SeatLine:
    covered = list(seat.competencies.all())
    return SeatLine(seat, covered, sum(kit_minutes.get(row.pk, 0) for row in covered))


def _planned_interview(interview: Interview) -> PlannedInterview:
    return PlannedInterview(
        interview.pk,
        interview.title,
        interview.starts_at,
        interview.minutes,
        happens=interview.state in (InterviewState.PLANNED, InterviewState.HAPPENED),
    )


def _planned_seat(line: SeatLine) -> PlannedSeat:
    return PlannedSeat(
        line.seat.pk,
        line.seat.interview_id,
        line.seat.interviewer_id,
        line.seat.interviewer.name,
        frozenset(row.pk for row in line.competencies),
        independent=line.seat.kind == SeatKind.INDEPENDENT,
    )
