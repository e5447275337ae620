"""Intervals as sentences."""

from __future__ import annotations

from typing import Any

import pytest

from panels.consensus.page import intervals


def content(line: float | None = 3.6, **overall: Any) -> dict[str, Any]:
    return {
        "scale": {"low": 1, "high": 5},
        "hire_line": None if line is None else {"line": line},
        "overall": {"mean": 3.7, **overall},
        "calibration": None,
    }


def between(low: float, high: float) -> dict[str, float]:
    return {"low": low, "high": high}


@pytest.mark.parametrize(
    ("low", "high", "line", "said"),
    [
        (3.27, 4.17, 3.6, "Plausible 3.3 to 4.2: too close to the hire line, 3.6, to settle this by number."),
        (3.6, 4.2, 3.6, "Plausible 3.6 to 4.2: too close to the hire line, 3.6, to settle this by number."),
        (3.9, 4.72, 3.6, "Plausible 3.9 to 4.7: above the hire line, 3.6, with room."),
        (3.62, 4.2, 3.6, "Plausible 3.62 to 4.2: above the hire line, 3.6, with room."),
        (2.1, 3.04, 3.6, "Plausible 2.1 to 3.0: below the hire line, 3.6, with room."),
        (2.1, 3.04, None, "Plausible 2.1 to 3.0."),
        (4.4, 5.6, 3.6, "Plausible 4.4 to 5.0: above the hire line, 3.6, with room."),
        (0.2, 1.4, 3.6, "Plausible 1.0 to 1.4: below the hire line, 3.6, with room."),
    ],
)
def test_beside_line(low: float, high: float, line: float | None, said: str) -> None:
    assert intervals.beside_line(between(low, high), content(line)) == said


@pytest.mark.parametrize(
    ("of", "line", "said"),
    [
        ("Raw", 3.6, "Raw, plausible 3.3 to 4.2: too close to the hire line, 3.6, to settle this by number."),
        ("Adjusted", None, "Adjusted, plausible 3.3 to 4.2."),
    ],
)
def test_beside_line_names_the_score_where_two_stand(of: str, line: float | None, said: str) -> None:
    assert intervals.beside_line(between(3.27, 4.17), content(line), of) == said


def test_no_interval_is_said_once_and_only_while_there_is_none() -> None:
    assert intervals.no_interval(content(interval=None)) == (
        "No interval yet: that takes five opened panels on this scale with two or more interviewers each, three "
        "interviewers and 30 ratings."
    )
    assert intervals.no_interval(content(interval=between(3, 4))) == ""
    assert intervals.no_interval(content(mean=None, interval=None)) == ""


def test_no_interval_is_not_spoken_of_on_an_old_report() -> None:
    assert intervals.no_interval(content()) == ""
