"""What a panel talks about first: what decides a must-have, then what crosses the hire line, then what moves most."""

from __future__ import annotations

from typing import Any

from panels.decisions.agenda import Point, agenda


def competency(
    key: int, levels: list[int], *, weight: float = 1.0, minimum: int | None = None, split: bool = True
) -> dict[str, Any]:
    ordered = sorted(levels)
    middle = ordered[len(ordered) // 2] if levels else None
    sides = minimum is not None and bool(levels) and ordered[0] < minimum <= ordered[-1]
    return {
        "id": key,
        "n": len(levels),
        "weight": weight,
        "mean": sum(levels) / len(levels) if levels else None,
        "median": middle,
        "lowest": ordered[0] if levels else None,
        "highest": ordered[-1] if levels else None,
        "must_have": minimum is not None,
        "minimum": minimum,
        "about_minimum": None if minimum is None else {"met": None if middle is None else middle >= minimum},
        "split": {"on_both_sides": sides, "far_apart": True} if split else None,
    }


def content(*competencies: dict[str, Any], line: float | None = None) -> dict[str, Any]:
    return {
        "competencies": list(competencies),
        "discuss": [one["id"] for one in competencies if one["split"]],
        "hire_line": None if line is None else {"line": line},
    }


def test_agenda_is_ordered_by_what_depends_on_it() -> None:
    report = content(
        competency(1, [2, 4], weight=1),
        competency(2, [1, 5], weight=1),
        competency(3, [2, 4], minimum=3),
        competency(4, [4, 4], split=False),
        line=3.5,
    )
    assert agenda(report) == [
        Point(3, True, "It decides whether a must-have is met: its minimum is 3. "
              "Settled at 2, the overall is 3.0; at 4, 3.5, on both sides of the hire line of 3.5."),
        Point(2, True, "Settled at 1, the overall is 2.8; at 5, 3.8, on both sides of the hire line of 3.5."),
        Point(1, True, "Settled at 2, the overall is 3.0; at 4, 3.5, on both sides of the hire line of 3.5."),
    ]  # fmt: skip


def test_weight_and_reach_count_where_no_line_is_crossed() -> None:
    report = content(competency(1, [2, 4]), competency(2, [2, 4], weight=2), line=4.5)
    assert [point.competency for point in agenda(report)] == [2, 1]
    assert agenda(report)[0].words == "Settled at 2, the overall is 2.3; at 4, 3.7."
    assert [point.words for point in agenda(content(competency(1, [2, 4])))] == [
        "Settled at 2, the overall is 2.0; at 4, 4.0."
    ]


def test_line_is_crossed_by_what_reaches_it_and_not_by_what_begins_on_it() -> None:
    reaches, begins = content(competency(1, [2, 4]), line=4.0), content(competency(1, [2, 4]), line=2.0)
    assert "on both sides" in agenda(reaches)[0].words
    assert "on both sides" not in agenda(begins)[0].words


def test_must_haves_that_stand_open_come_last() -> None:
    report = content(
        competency(1, [], minimum=3, split=False),
        competency(2, [2, 2], minimum=3, split=False),
        competency(3, [4], minimum=3, split=False),
        competency(4, [4, 4], minimum=3, split=False),
        competency(5, [1], split=False),
        competency(6, [2, 4]),
    )
    assert agenda(report)[0].competency == 6
    assert agenda(report)[1:] == [
        Point(1, False, "A must-have that nobody rated."),
        Point(2, False, "A must-have that is not met: the median is 2, its minimum 3."),
        Point(3, False, "A must-have that one interviewer alone has rated."),
    ]


def test_nothing_to_talk_about() -> None:
    assert agenda(content(competency(1, [3, 3], split=False))) == []


def test_crossing_the_line_counts_for_more_than_moving_far() -> None:
    far = competency(1, [1, 1, 1, 5])
    crosses = competency(2, [2, 5, 5, 5])
    points = agenda(content(far, crosses, line=2.4))
    assert [point.competency for point in points] == [2, 1]
    assert points[1].words == "Settled at 1, the overall is 2.6; at 5, 4.6."
