"""What a panel's plan covers, and what somebody should know before it is sent. Pure: values in, values out.

Two people in one room are one sample of behaviour, so coverage counts interviews and raters apart. Only independent
seats count. Warnings never block.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

MANY_COMPETENCIES = 4
MANY_PEOPLE = 7


@dataclass(frozen=True)
class PlannedCompetency:
    id: int
    name: str
    must_have: bool = False


@dataclass(frozen=True)
class PlannedInterview:
    """`happens` is false once it was cancelled or did not happen: it then shows nobody anything."""

    id: int
    title: str
    starts_at: datetime | None = None
    minutes: int = 45
    happens: bool = True


@dataclass(frozen=True)
class PlannedSeat:
    """Somebody on the panel now; `independent` seats are the counted ones."""

    id: int
    interview_id: int
    interviewer_id: int
    interviewer: str
    competency_ids: frozenset[int]
    independent: bool = True


@dataclass(frozen=True)
class Cell:
    """One competency in one interview: how many counted raters, and how many who are shown apart."""

    raters: int
    apart: int


@dataclass(frozen=True)
class Row:
    """One competency: a cell for each interview in order, and what they come to."""

    competency: PlannedCompetency
    cells: tuple[Cell, ...]
    raters: int
    apart: int
    interviews: int


@dataclass(frozen=True)
class Coverage:
    interviews: tuple[PlannedInterview, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Notice:
    """`code` is for tests and links; the ids say what it is about."""

    code: str
    sentence: str
    competency_id: int | None = None
    seat_id: int | None = None
    interview_id: int | None = None


def coverage(
    competencies: Sequence[PlannedCompetency],
    interviews: Sequence[PlannedInterview],
    seats: Collection[PlannedSeat],
) -> Coverage:
    """Competency by interview, in the given orders."""
    happening = {interview.id for interview in interviews if interview.happens}
    real = [seat for seat in seats if seat.interview_id in happening]
    return Coverage(tuple(interviews), tuple(_row(competency, interviews, real) for competency in competencies))


def warnings(
    competencies: Sequence[PlannedCompetency],
    interviews: Sequence[PlannedInterview],
    seats: Sequence[PlannedSeat],
    *,
    lead_id: int,
    kit_minutes: Mapping[int, int],
) -> list[Notice]:
    """All that should be known before sending, the competencies first. `kit_minutes` is by competency id."""
    table = coverage(competencies, interviews, seats)
    found = [notice for row in table.rows for notice in _of_competency(row)]
    found += _of_people(seats, lead_id)
    for interview in interviews:
        found += _of_interview(interview, [seat for seat in seats if seat.interview_id == interview.id])
    by_id = {interview.id: interview for interview in interviews}
    for seat in seats:
        found += _of_seat(seat, by_id[seat.interview_id], kit_minutes)
    return found


def minutes_of(seat: PlannedSeat, kit_minutes: Mapping[int, int]) -> int:
    """What the kit plans for all that the seat covers."""
    return sum(kit_minutes.get(competency, 0) for competency in seat.competency_ids)


def _row(competency: PlannedCompetency, interviews: Sequence[PlannedInterview], seats: Sequence[PlannedSeat]) -> Row:
    covering = [seat for seat in seats if competency.id in seat.competency_ids]
    cells = tuple(
        Cell(
            raters=sum(seat.independent for seat in covering if seat.interview_id == interview.id),
            apart=sum(not seat.independent for seat in covering if seat.interview_id == interview.id),
        )
        for interview in interviews
    )
    return Row(
        competency=competency,
        cells=cells,
        raters=sum(cell.raters for cell in cells),
        apart=sum(cell.apart for cell in cells),
        interviews=sum(cell.raters > 0 for cell in cells),
    )


def _of_competency(row: Row) -> list[Notice]:
    name, must_have = row.competency.name, row.competency.must_have
    what = f"{name}, a must-have," if must_have else name
    if not row.raters and row.apart:
        code, sentence = "apart_only", f"{what} is covered by shadow or informed interviewers only: nothing counts."
    elif not row.raters:
        code, sentence = "uncovered", f"Nobody covers {name}{', a must-have' if must_have else ''}."
    elif must_have and row.raters == 1:
        code, sentence = "one_rater", f"{what} has one interviewer: nobody can disagree."
    elif must_have and row.interviews == 1:
        code, sentence = "one_interview", f"{what} is seen in one interview only: one sample of behaviour."
    else:
        return []
    return [Notice(code, sentence, competency_id=row.competency.id)]


def _of_people(seats: Sequence[PlannedSeat], lead_id: int) -> list[Notice]:
    found = []
    counted = {seat.interviewer_id for seat in seats if seat.independent}
    if counted == {lead_id}:
        found.append(
            Notice("lead_alone", "The hiring manager is the only independent interviewer: nobody else is heard.")
        )
    people = {seat.interviewer_id for seat in seats}
    if len(people) > MANY_PEOPLE:
        found.append(
            Notice("many_people", f"{len(people)} people. Panels grow because nobody wants to own the decision.")
        )
    return found


def _of_interview(interview: PlannedInterview, seats: Sequence[PlannedSeat]) -> list[Notice]:
    if not interview.happens:
        if not seats:
            return []
        sentence = f"{interview.title} did not happen and has no new time."
        return [Notice("did_not_happen", sentence, interview_id=interview.id)]
    if not seats:
        return [Notice("empty_interview", f"{interview.title} has no interviewer.", interview_id=interview.id)]
    if interview.starts_at is None:
        names = ", ".join(seat.interviewer for seat in seats)
        sentence = f"{interview.title} has no time yet ({names}): nothing is due without one."
        return [Notice("no_time", sentence, interview_id=interview.id)]
    return []


def _of_seat(seat: PlannedSeat, interview: PlannedInterview, kit_minutes: Mapping[int, int]) -> list[Notice]:
    found = []
    many = len(seat.competency_ids)
    if many > MANY_COMPETENCIES:
        sentence = f"{seat.interviewer} covers {many} competencies: more than {MANY_COMPETENCIES} blur into one."
        found.append(Notice("many_competencies", sentence, seat_id=seat.id))
    needed = minutes_of(seat, kit_minutes)
    if needed > interview.minutes:
        sentence = f"{seat.interviewer}’s kit plans {needed} minutes, {interview.title} lasts {interview.minutes}."
        found.append(Notice("kit_too_long", sentence, seat_id=seat.id))
    return found
