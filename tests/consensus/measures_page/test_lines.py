"""What a line takes from a stored report, and how a score reads."""

from __future__ import annotations

from typing import Any

import pytest

from panels.consensus.measures_page.charts import level_axis
from panels.consensus.measures_page.lines import Finding, Score, figure, from_vector, must_haves, raw_of, recommended


def part(name: str, met: bool | None = None, *, must_have: bool = True, split: bool = False) -> dict[str, Any]:
    """One competency; nobody rated it while `met` is None."""
    return {
        "name": name,
        "must_have": must_have,
        "n": 0 if met is None else 3,
        "split": {"far_apart": True} if split else None,
        "about_minimum": {"met": met},
    }


def overall(mean: float | None, interval: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"overall": {"mean": mean, "interval": interval}}


def test_must_haves_begin_with_what_needs_a_look_and_name_it() -> None:
    content = {
        "competencies": [
            part("Design", True),
            part("Code", True),
            part("Incidents", True, split=True),
            part("Clarity", False),
            part("Care", None),
            part("Wit", False, must_have=False),
        ]
    }
    assert must_haves(content) == (
        Finding("not_met", "1 not met", "Clarity"),
        Finding("split", "1 split", "Incidents"),
        Finding("not_rated", "1 not rated", "Care"),
        Finding("met", "2 met", ""),
    )
    assert must_haves({"competencies": [part("Wit", True, must_have=False)]}) == ()


@pytest.mark.parametrize(
    ("yes", "no", "little", "expected"),
    [(3, 1, 0, "3 yes, 1 no"), (0, 2, 1, "2 no, 1 saw too little"), (0, 0, 0, "none given")],
)
def test_recommendations_are_counted(yes: int, no: int, little: int, expected: str) -> None:
    assert recommended({"recommendations": {"for_yes": yes, "for_no": no, "too_little": little}}) == expected


def test_raw_score_of_a_report_has_its_own_interval_only() -> None:
    assert raw_of(overall(None)) is None
    assert raw_of(overall(3.5)) == Score(3.5, None)
    assert raw_of({"overall": {"mean": 3.5}}) == Score(3.5, None)
    assert raw_of(overall(3.5, {"low": 3.0, "high": 4.0, "sem": 0.25, "basis": "raw"})) == Score(3.5, 0.25)


def test_variance_below_zero_is_none() -> None:
    assert from_vector(3.0, -1e-9) == Score(3.0, 0.0)
    assert from_vector(3.0, 0.04) == Score(3.0, 0.2)


def test_figure_reads_as_number_and_interval() -> None:
    axis = level_axis(1, 5)
    found = figure(Score(3.456, 0.5), axis, 1)
    assert (found.value, found.interval) == ("3.5", "2.5 to 4.4")
    assert figure(Score(3.456, None), axis, 2).interval == ""
