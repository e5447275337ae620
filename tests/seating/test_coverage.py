from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.seating.coverage import (
    Cell,
    Notice,
    PlannedCompetency,
    PlannedInterview,
    PlannedSeat,
    coverage,
    minutes_of,
    warnings,
)

DESIGN, OWNERSHIP, QUALITY = (
    PlannedCompetency(1, "System design", must_have=True),
    PlannedCompetency(2, "Incident ownership", must_have=True),
    PlannedCompetency(3, "Code quality"),
)
AT = datetime(2026, 11, 30, 14, tzinfo=UTC)
LEAD = 99


def interview(number: int, **fields: object) -> PlannedInterview:
    return PlannedInterview(number, f"Interview {number}", **{"starts_at": AT, **fields})


def seat(number: int, at: int, covers: set[int], *, person: int | None = None, independent: bool = True) -> PlannedSeat:
    return PlannedSeat(number, at, person or number, f"Person {person or number}", frozenset(covers), independent)


def told(
    interviews: list[PlannedInterview], seats: list[PlannedSeat], kit: dict[int, int] | None = None
) -> list[tuple[str, str]]:
    found = warnings([DESIGN, OWNERSHIP, QUALITY], interviews, seats, lead_id=LEAD, kit_minutes=kit or {})
    return [(notice.code, notice.sentence) for notice in found]


WELL_COVERED = [seat(1, 1, {1, 2, 3}), seat(2, 2, {1, 2})]


def test_coverage_counts_raters_and_interviews_apart() -> None:
    table = coverage(
        [DESIGN, OWNERSHIP, QUALITY],
        [interview(1), interview(2)],
        [seat(1, 1, {1, 2}), seat(2, 1, {1}), seat(3, 2, {2}), seat(4, 2, {1}, independent=False)],
    )
    assert [(row.competency.name, row.cells, row.raters, row.apart, row.interviews) for row in table.rows] == [
        ("System design", (Cell(2, 0), Cell(0, 1)), 2, 1, 1),
        ("Incident ownership", (Cell(1, 0), Cell(1, 0)), 2, 0, 2),
        ("Code quality", (Cell(0, 0), Cell(0, 0)), 0, 0, 0),
    ]


def test_coverage_leaves_out_an_interview_that_does_not_happen() -> None:
    table = coverage([DESIGN], [interview(1, happens=False), interview(2)], [seat(1, 1, {1}), seat(2, 2, {1})])
    assert (table.rows[0].cells, table.rows[0].raters) == ((Cell(0, 0), Cell(1, 0)), 1)


def test_well_covered_panel_has_no_warnings() -> None:
    assert told([interview(1), interview(2)], WELL_COVERED) == []


@pytest.mark.parametrize(
    ("interviews", "seats", "kit", "expected"),
    [
        (
            [interview(1), interview(2)],
            [seat(1, 1, {1, 3}), seat(2, 2, {1})],
            {},
            [("uncovered", "Nobody covers Incident ownership, a must-have.")],
        ),
        (
            [interview(1), interview(2)],
            [seat(1, 1, {1, 2}), seat(2, 2, {1, 2})],
            {},
            [("uncovered", "Nobody covers Code quality.")],
        ),
        (
            [interview(1), interview(2)],
            [seat(1, 1, {1, 2, 3}), seat(2, 2, {1})],
            {},
            [("one_rater", "Incident ownership, a must-have, has one interviewer: nobody can disagree.")],
        ),
        (
            [interview(1), interview(2)],
            [seat(1, 1, {1, 2, 3}), seat(2, 1, {2}), seat(3, 2, {1})],
            {},
            [
                (
                    "one_interview",
                    "Incident ownership, a must-have, is seen in one interview only: one sample of behaviour.",
                )
            ],
        ),
        (
            [interview(1), interview(2)],
            [*[seat(1, 1, {1, 2}), seat(2, 2, {1, 2})], seat(3, 2, {3}, independent=False)],
            {},
            [("apart_only", "Code quality is covered by shadow or informed interviewers only: nothing counts.")],
        ),
        (
            [interview(1), interview(2), interview(3)],
            WELL_COVERED,
            {},
            [("empty_interview", "Interview 3 has no interviewer.")],
        ),
        (
            [interview(1), interview(2, starts_at=None)],
            WELL_COVERED,
            {},
            [("no_time", "Interview 2 has no time yet (Person 2): nothing is due without one.")],
        ),
        (
            [interview(1), interview(2), interview(3, happens=False)],
            [*WELL_COVERED, seat(3, 3, {3})],
            {},
            [("did_not_happen", "Interview 3 did not happen and has no new time.")],
        ),
        (
            [interview(1), interview(2)],
            WELL_COVERED,
            {1: 20, 2: 20, 3: 10},
            [("kit_too_long", "Person 1’s kit plans 50 minutes, Interview 1 lasts 45.")],
        ),
    ],
)
def test_warning_names_what_is_thin(
    interviews: list[PlannedInterview],
    seats: list[PlannedSeat],
    kit: dict[int, int],
    expected: list[tuple[str, str]],
) -> None:
    assert told(interviews, seats, kit) == expected


def test_warning_for_more_than_four_competencies() -> None:
    many = [PlannedCompetency(number, f"Competency {number}") for number in range(1, 6)]
    found = warnings(many, [interview(1)], [seat(1, 1, {1, 2, 3, 4, 5})], lead_id=LEAD, kit_minutes={})
    assert found == [
        Notice("many_competencies", "Person 1 covers 5 competencies: more than 4 blur into one.", seat_id=1)
    ]


def test_four_competencies_are_not_many() -> None:
    four = [PlannedCompetency(number, f"Competency {number}") for number in range(1, 5)]
    assert warnings(four, [interview(1)], [seat(1, 1, {1, 2, 3, 4})], lead_id=LEAD, kit_minutes={}) == []


def test_warning_when_the_hiring_manager_is_alone() -> None:
    quality = [QUALITY]
    alone = [seat(1, 1, {3}, person=LEAD), seat(2, 1, {3}, independent=False)]
    sentence = "The hiring manager is the only independent interviewer: nobody else is heard."
    assert warnings(quality, [interview(1)], alone, lead_id=LEAD, kit_minutes={}) == [Notice("lead_alone", sentence)]
    assert warnings(quality, [interview(1)], [*alone, seat(3, 1, {3})], lead_id=LEAD, kit_minutes={}) == []


def test_warning_from_the_eighth_person_on() -> None:
    seats = [seat(number, 1, {3}) for number in range(1, 9)]
    assert warnings([QUALITY], [interview(1)], seats[:7], lead_id=LEAD, kit_minutes={}) == []
    assert warnings([QUALITY], [interview(1)], seats, lead_id=LEAD, kit_minutes={}) == [
        Notice("many_people", "8 people. Panels grow because nobody wants to own the decision.")
    ]


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[PlannedCompetency], list[PlannedInterview], list[PlannedSeat]]:
    competencies = [
        PlannedCompetency(number, f"C{number}", draw(st.booleans())) for number in range(draw(st.integers(0, 5)))
    ]
    interviews = [interview(number, happens=draw(st.booleans())) for number in range(draw(st.integers(1, 4)))]
    ids = st.frozensets(st.integers(0, 4))
    seats = [
        PlannedSeat(
            number, draw(st.integers(0, len(interviews) - 1)), number, f"P{number}", draw(ids), draw(st.booleans())
        )
        for number in range(draw(st.integers(0, 9)))
    ]
    return competencies, interviews, seats


@given(plans())
def test_coverage_sums_agree_with_the_seats(
    plan: tuple[list[PlannedCompetency], list[PlannedInterview], list[PlannedSeat]],
) -> None:
    competencies, interviews, seats = plan
    happening = {row.id for row in interviews if row.happens}
    for row in coverage(competencies, interviews, seats).rows:
        covering = [s for s in seats if row.competency.id in s.competency_ids and s.interview_id in happening]
        assert row.raters == sum(cell.raters for cell in row.cells) == sum(s.independent for s in covering)
        assert row.apart == sum(cell.apart for cell in row.cells) == sum(not s.independent for s in covering)
        assert row.interviews == len({s.interview_id for s in covering if s.independent})
        assert row.interviews <= row.raters


@given(plans())
def test_every_competency_without_a_counted_rater_is_named(
    plan: tuple[list[PlannedCompetency], list[PlannedInterview], list[PlannedSeat]],
) -> None:
    competencies, interviews, seats = plan
    found = warnings(competencies, interviews, seats, lead_id=LEAD, kit_minutes={})
    named = {notice.competency_id for notice in found if notice.code in {"uncovered", "apart_only"}}
    rows = coverage(competencies, interviews, seats).rows
    assert named == {row.competency.id for row in rows if not row.raters}


def test_kit_minutes_of_a_seat_leave_out_what_has_none() -> None:
    assert minutes_of(seat(1, 1, {1, 3}), {1: 15, 2: 20}) == 15
