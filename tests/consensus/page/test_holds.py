"""Stability as sentences, each variant written out from a computed panel."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest

from panels.consensus.page.holds import held
from panels.consensus.statistics.ratings import Competency, PanelRatings
from panels.consensus.statistics.stability import stability
from tests.consensus.statistics.panels import FIVE, PRIYA, rated

NAMES = {1: "System design", 2: "Incident ownership", 3: "Code quality"}


def content(panel: PanelRatings) -> dict[str, Any]:
    found = stability(panel)
    return {
        "stability": asdict(found) if found else None,
        "competencies": [
            {"id": one.id, "name": NAMES.get(one.id, f"Number {one.id}"), "weight": one.weight}
            for one in panel.competencies
        ],
    }


def told(*competencies: Competency, line: float | None = None) -> list[tuple[str, str]]:
    panel = PanelRatings(FIVE, line, competencies, ())
    return [(one.about, one.words) for one in held(content(panel))]


def test_held_of_the_demo_panel_is_the_sketch() -> None:
    assert [(one.about, one.words) for one in held(content(PRIYA))] == [
        (
            "Above the line",
            "One level lower on any single rating: still above. One interviewer left out: above in 2 of 4. "
            "Other weights: still above. It rests on System design (counts double).",
        ),
        (
            "Every must-have",
            "The same with one level up or down on any single rating, and with any one interviewer left out.",
        ),
    ]


def test_held_of_must_haves_alone() -> None:
    assert told(rated(1, {1: 3, 2: 3, 3: 3}, minimum=3), rated(2, {1: 1, 2: 1}, minimum=3)) == [
        (
            "Every must-have",
            "The same with one level up or down on any single rating, and with any one interviewer left out.",
        )
    ]


def test_held_names_the_must_haves_that_could_turn() -> None:
    assert told(
        rated(1, {1: 3, 2: 4}, minimum=3),
        rated(2, {1: 2, 2: 3, 3: 3, 4: 3}, minimum=3),
        rated(3, {1: 2, 2: 3}, minimum=3),
    ) == [
        ("Incident ownership", "One level lower on one rating: met in 1 of 4. One interviewer left out: still met."),
        (
            "Code quality",
            "One level higher on any single rating: met. One interviewer left out: not met in 1 of 2.",
        ),
        (
            "System design",
            "The same with one level up or down on any single rating, and with any one interviewer left out.",
        ),
    ]


def test_held_where_every_case_turns_it() -> None:
    (found,) = told(rated(1, {1: 2, 2: 4}), line=3.0)
    assert found[1].startswith(
        "One level lower on any single rating: not above. One interviewer left out: above in 1 of 2."
    )
    (found,) = told(rated(1, {1: 3, 2: 3}), rated(2, {1: 5, 3: 1}), line=3.1)
    assert found[1].startswith("One level higher on any single rating: above.")


def test_held_of_a_single_rating() -> None:
    assert told(rated(1, {1: 3}, minimum=3)) == [
        (
            "System design",
            "One level lower on any single rating: not met. One interviewer left out: not enough is left to say.",
        )
    ]


def test_held_says_where_a_case_stays_open() -> None:
    """Who alone rated a must-have leaves the line open when she is left out."""
    (line, *_) = told(rated(1, {1: 4}, minimum=3), rated(2, {2: 4, 3: 4}), line=3.5)
    assert line[1] == (
        "One level lower on any single rating: still above. One interviewer left out: above in 2 of 3, open in 1. "
        "Other weights: still above."
    )


def test_held_of_a_line_that_is_missed() -> None:
    assert told(rated(1, {1: 3, 2: 3}, weight=2.0), rated(2, {1: 3, 2: 3}), line=3.3) == [
        (
            "Not above the line",
            "One level higher on one rating: not above in 2 of 4. One interviewer left out: still not above. "
            "Other weights: still not above. It rests on System design (counts double).",
        )
    ]


def test_held_counts_the_draws_of_weights() -> None:
    ((_, said),) = told(rated(1, {1: 2, 2: 2}), rated(2, {1: 4, 2: 4}), line=3.0)
    draws = said.split("Other weights: ")[1].split(" draws")[0]
    above, _, total = draws.removeprefix("above in ").partition(" of ")
    assert (80 <= int(above) <= 120, total) == (True, "200")


def test_held_says_when_no_single_competency_stands_out() -> None:
    ((_, said),) = told(rated(1, {1: 3}), rated(2, {1: 3}), line=3.0)
    assert said.endswith("It rests on no single competency.")


def test_held_at_the_bottom_of_the_scale_has_nothing_to_lower() -> None:
    assert told(rated(1, {1: 1, 2: 1}, minimum=1))[0][1].startswith("The same with one level")


@pytest.mark.parametrize("stored", [{}, {"stability": None}])
def test_held_of_an_old_report_or_one_without_ratings_is_nothing(stored: dict[str, Any]) -> None:
    assert held({**stored, "competencies": []}) == []


def test_held_names_nobody() -> None:
    moved = replace(
        PRIYA,
        competencies=tuple(
            replace(one, ratings=tuple(replace(rating, seat=9 - rating.seat) for rating in one.ratings))
            for one in PRIYA.competencies
        ),
    )
    assert held(content(moved)) == held(content(PRIYA))
