"""Sentences from stored content, each written out."""

from __future__ import annotations

from typing import Any

import pytest

from panels.consensus.page import words
from panels.consensus.statistics.descriptive import describe
from panels.consensus.statistics.must_haves import about_minimum


def competency(name: str = "Design", scores: tuple[int, ...] = (3, 4), **fields: Any) -> dict[str, Any]:
    minimum = fields.get("minimum")
    found = describe(scores)
    return {
        "id": 1,
        "name": name,
        "weight": 1.0,
        "minimum": None,
        "scores": [{"seat": seat, "level": level} for seat, level in enumerate(scores)],
        "coverage": {"not_asked": 0, "no_evidence": 0, "out_of_time": 0},
        "about_minimum": None if minimum is None else vars(about_minimum(scores, minimum)),
        **vars(found),
        **fields,
    }


def content(**fields: Any) -> dict[str, Any]:
    return {"cards": [], "competencies": [], "hire_line": None, "must_haves_met": True, **fields}


def cards(*standings: str) -> list[dict[str, str]]:
    return [{"standing": standing} for standing in standings]


@pytest.mark.parametrize(
    ("standings", "seats", "said"),
    [
        (["before"] * 4, 4, "4 of 4 scorecards, all submitted before anyone saw another's."),
        (["before"] * 2, 3, "2 of 3 scorecards, all submitted before anyone saw another's."),
        (["before"], 1, "1 of 1 scorecard, submitted before anyone could compare."),
        (
            ["before", "before", "late_blind"],
            3,
            "3 of 3 scorecards: 2 in time, 1 late and still blind, for its author had opened nothing.",
        ),
    ],
)
def test_arrival(standings: list[str], seats: int, said: str) -> None:
    assert words.arrival(content(cards=cards(*standings)), seats) == said


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ({}, ""),
        ({"out_of_time": 1}, "1 rating not given (out of time)."),
        ({"not_asked": 2}, "2 ratings not given (not asked)."),
        ({"not_asked": 2, "no_evidence": 1}, "3 ratings not given (2 not asked and 1 no evidence either way)."),
    ],
)
def test_not_given(kinds: dict[str, int], said: str) -> None:
    coverage = {"not_asked": 0, "no_evidence": 0, "out_of_time": 0, **kinds}
    assert words.not_given(content(competencies=[competency(coverage=coverage)])) == said


@pytest.mark.parametrize(
    ("for_yes", "for_no", "side", "said"),
    [
        (3, 1, "yes", "3 of 4 recommend yes."),
        (1, 3, "no", "3 of 4 recommend no."),
        (4, 0, "yes", "All 4 recommend yes."),
        (2, 2, None, "No majority: 2 recommend yes, 2 recommend no."),
        (0, 1, "no", "The one recommendation given is no."),
        (0, 0, None, "Nobody gave a recommendation."),
    ],
)
def test_headline(for_yes: int, for_no: int, side: str | None, said: str) -> None:
    found = {"given": for_yes + for_no, "for_yes": for_yes, "for_no": for_no, "side": side, "too_little": 1}
    assert words.headline(content(recommendations=found)) == said


def test_headline_when_no_seat_was_asked() -> None:
    found = {"given": 0, "for_yes": 0, "for_no": 0, "side": None, "too_little": 0}
    assert words.headline(content(recommendations=found)) == "No recommendation was asked for."


def test_not_settled_and_not_met_are_about_must_haves() -> None:
    told = content(
        competencies=[
            competency("Both", (2, 4), minimum=3),
            competency("Nobody", (), minimum=3),
            competency("Met", (3, 4), minimum=3),
            competency("Unmet", (1, 2), minimum=3),
            competency("Lone", (2,), minimum=3),
            competency("Wide", (1, 5)),
        ]
    )
    assert words.not_settled(told) == [
        "Both, a must-have, has ratings on both sides of its minimum.",
        "Nobody, a must-have, was rated by nobody.",
    ]
    assert words.not_met(told) == [
        "Unmet, a must-have, is below its minimum in all 2 ratings.",
        "Lone, a must-have, is below its minimum in its only rating.",
    ]


@pytest.mark.parametrize(
    ("scores", "middle", "spread"),
    [
        ((), "not rated", "Not rated"),
        ((3,), "one rating, 3", "n = 1, median 3, mean 3"),
        ((3, 4), "3 and 4, n = 2", "n = 2, median 3.5 (middle scores 3 and 4), mean 3.5, range 1"),
        ((4, 4), "median 4, n = 2", "n = 2, median 4, mean 4, range 0"),
        ((2, 4, 5), "median 4, n = 3", "n = 3, median 4, mean 3.67, range 3, SD 1.53"),
        (
            (1, 2, 4, 5),
            "median between 2 and 4, n = 4",
            "n = 4, median 3 (middle scores 2 and 4), mean 3, range 4, SD 1.83",
        ),
    ],
)
def test_middle_and_spread_never_without_n(scores: tuple[int, ...], middle: str, spread: str) -> None:
    one = competency(scores=scores)
    assert (words.middle(one), words.spread(one)) == (middle, spread)


@pytest.mark.parametrize(
    ("mean", "line", "shown"),
    [
        (67 / 18, 3.6, "3.7"),
        (3.58, 3.6, "3.58"),
        (3.6, 3.6, "3.6"),
        (3.598, 3.6, "3.598"),
        (3.58, None, "3.6"),
        (3.599999, 3.6, "3.599999"),
    ],
)
def test_overall_number_tells_itself_from_the_line(mean: float, line: float | None, shown: str) -> None:
    told = content(overall={"mean": mean}, hire_line=None if line is None else {"line": line})
    assert words.overall_number(told) == shown


@pytest.mark.parametrize(
    ("reaches", "met", "said"),
    [
        (True, True, "At or above the hire line, 3.6, and every must-have is met by its median."),
        (True, False, "At or above the hire line, 3.6, but not every must-have is met."),
        (True, None, "At or above the hire line, 3.6, but a must-have is not rated."),
        (False, True, "Below the hire line, 3.6, but every must-have is met by its median."),
        (False, False, "Below the hire line, 3.6, and not every must-have is met."),
        (None, True, ""),
    ],
)
def test_hire_line(reaches: bool | None, met: bool | None, said: str) -> None:
    told = content(
        hire_line={"line": 3.6, "overall_reaches": reaches},
        must_haves_met=met,
        competencies=[competency(minimum=3)],
    )
    assert words.hire_line(told) == said


def test_hire_line_without_must_haves_speaks_of_itself_alone() -> None:
    told = content(hire_line={"line": 3.0, "overall_reaches": True}, competencies=[competency()])
    assert words.hire_line(told) == "At or above the hire line, 3."


def test_hire_line_names_the_raw_mean_where_an_adjusted_score_stands_beside() -> None:
    line = {"line": 3.0, "overall_reaches": False}
    told = content(hire_line=line, competencies=[competency()], adjusted={"overall": {"mean": 3.1}})
    assert words.hire_line(told) == "By the raw mean below the hire line, 3."
    told["adjusted"] = {"refused": "few_candidates"}
    assert words.hire_line(told) == "Below the hire line, 3."


def test_left_out_names_what_nobody_rated() -> None:
    told = content(competencies=[competency("A"), competency("B", ()), competency("C", ())])
    assert words.left_out(told) == "Without B and C, which nobody rated."
    assert words.left_out(content(competencies=[competency("A")])) == ""


def test_small_numbers_are_spoken_of_once_and_only_when_small() -> None:
    assert words.small_numbers(content(competencies=[competency(scores=(3, 4, 4))])) == (
        "No index of agreement: too few raters each."
    )
    assert words.small_numbers(content(competencies=[competency(scores=(3, 4, 4, 5))])) == ""
    assert words.small_numbers(content(competencies=[competency(scores=())])) == ""
    assert words.small_numbers(content(competencies=[competency(scores=(3, 4, 4, 5)), competency()])) == (
        "No index of agreement where fewer than four rated."
    )


def test_weight_is_said_where_weights_differ() -> None:
    one, double, half = competency(weight=1.0), competency(weight=2.0), competency(weight=0.5)
    told = content(competencies=[one, double, half])
    assert [words.weight(each, told) for each in (one, double, half)] == ["", "counts double", "counts × 0.5"]
    assert words.weight(double, content(competencies=[double, double])) == ""
