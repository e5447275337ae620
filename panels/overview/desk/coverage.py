"""Which must-haves too few interviewers look at; the rule is seating's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interviews.roles.models import Competency
from panels.overview.standing import Standing
from panels.overview.words import listed
from panels.seating.choices import InterviewState, SeatKind
from panels.seating.coverage import Notice, PlannedCompetency, PlannedInterview, PlannedSeat, warnings

NOT_HAPPENING = (InterviewState.NO_SHOW, InterviewState.CANCELLED)


def must_haves_of(found: Sequence[Standing]) -> dict[int, list[Competency]]:
    """The must-haves of each rubric, by rubric id; one query."""
    must_haves: dict[int, list[Competency]] = {}
    rubrics = {standing.panel.rubric_id for standing in found}
    for competency in Competency.objects.filter(rubric__in=rubrics, must_have=True).order_by("position"):
        must_haves.setdefault(competency.rubric_id, []).append(competency)
    return must_haves


SHORT = {
    "uncovered": ("has no interviewer", "have no interviewer"),
    "apart_only": ("has no interviewer who counts", "have no interviewer who counts"),
    "one_rater": ("has one interviewer", "have one interviewer"),
    "one_interview": ("is seen in one interview only", "are seen in one interview only"),
}


def gaps(standing: Standing, must_haves: Mapping[int, Sequence[Competency]]) -> list[str]:
    """What is not covered well, a sentence a kind: "System design and Incident ownership have one interviewer".

    A panel that follows another is about what that one left open: what nobody here was to cover is no gap of it.
    The seats' competencies are prefetched.
    """
    names = {one.pk: one.name for one in must_haves.get(standing.panel.rubric_id, ())}
    if standing.panel.follows_id is not None:
        covered = {one.pk for line in standing.on_it for one in line.seat.competencies.all()}
        names = {pk: name for pk, name in names.items() if pk in covered}
    by_code: dict[str, list[str]] = {}
    for notice in _notices(standing, names):
        if notice.competency_id is not None:
            by_code.setdefault(notice.code, []).append(names[notice.competency_id])
    return [f"{listed(found)} {SHORT[code][len(found) > 1]}" for code, found in by_code.items()]


def _notices(standing: Standing, names: Mapping[int, str]) -> list[Notice]:
    interviews = {line.seat.interview_id: line.seat.interview for line in standing.on_it}
    seats = [
        PlannedSeat(
            id=line.seat.pk,
            interview_id=line.seat.interview_id,
            interviewer_id=line.seat.interviewer_id,
            interviewer=line.seat.interviewer.name,
            competency_ids=frozenset(competency.pk for competency in line.seat.competencies.all()),
            independent=line.seat.kind == SeatKind.INDEPENDENT,
        )
        for line in standing.on_it
    ]
    return warnings(
        [PlannedCompetency(pk, name, must_have=True) for pk, name in names.items()],
        [
            PlannedInterview(pk, interview.title, happens=interview.state not in NOT_HAPPENING)
            for pk, interview in interviews.items()
        ],
        seats,
        lead_id=standing.panel.lead_id,
        kit_minutes={},
    )
