"""Stored numbers as the page shows them; what is not there stays empty instead of zero."""

from __future__ import annotations

from panels.consensus.measures_page.charts import unit_axis
from panels.consensus.measures_page.reliability import agreement, study, summary, tiles
from tests.consensus.measures_page.stored import SIX, coefficients, measures


def test_summary_adds_what_is_there() -> None:
    shares = dict(zip(SIX, (0.4, None, 0.1, 0.05, None, None), strict=True))
    assert [(one.name, one.share, one.bar is not None) for one in summary(shares)] == [
        ("The candidate", "40 %", True),
        ("The interviewer’s own level", "15 %", True),
        ("The rest", "", False),
    ]


def test_summary_without_the_candidate_is_none() -> None:
    assert summary({}) == ()
    assert summary(dict.fromkeys(SIX)) == ()


def test_tiles_are_one_interviewer_and_the_usual_number() -> None:
    assert [(one.number, one.interval, one.words) for one in tiles(measures()["icc"])] == [
        ("0.44", "0.30 to 0.60", "One interviewer alone."),
        ("0.70", "0.56 to 0.82", "The mean of 3.4 interviewers, as many as candidates have here."),
    ]


def test_study_is_the_same_as_curve_and_as_rows() -> None:
    found = study(measures()["d_study"])
    assert [dot.label for dot in found.curve.dots] == [phi for _, phi, _, _ in found.rows]
    assert found.rows[0] == (1, "0.44", "0.30 to 0.60", "1.4")


def test_agreement_without_an_interval_is_a_dot_alone() -> None:
    one = coefficients("A", 0.7)
    one["alpha"]["ordinal"] = {"value": 0.7, "low": None, "high": None}
    one["ac2"] = {"value": 0.9, "se": None}
    found = agreement(one, unit_axis(0.8))
    assert (found.value, found.interval, found.ac2) == ("0.70", "", "0.90")
    assert found.band is not None
    assert found.band.low == found.band.high == found.band.x


def test_agreement_without_variation_has_no_number() -> None:
    found = agreement(coefficients("A", 1.0, no_variation=True), unit_axis(0.8))
    assert (found.value, found.band) == ("", None)
