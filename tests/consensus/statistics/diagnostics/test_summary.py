from __future__ import annotations

from typing import Any

import pytest

from panels.consensus.statistics.diagnostics.summary import MEASURES, summarise
from panels.consensus.statistics.panelmix.mixture import WIDTH

NONE_TO_TELL = dict.fromkeys(MEASURES)


def content(mean: float = 0.0, sd: float = 0.1, **states: str) -> dict[str, Any]:
    measures = {name: {"state": states.get(name, "plain")} for name in MEASURES}
    low, high = (None, None) if states.get("severity") == "too_few" else (mean - WIDTH * sd, mean + WIDTH * sd)
    return {"measures": {**measures, "severity": {**measures["severity"], "mean": mean, "low": low, "high": high}}}


def test_summary_counts_those_worth_a_talk() -> None:
    found = summarise([content(severity="talk"), content(halo="talk"), content(halo="talk"), content(), content()])
    assert (found["n"], found["enough"]) == (5, 5)
    assert found["to_talk_about"] == {"severity": 1, "consistency": 0, "range": 0, "halo": 2, "straight_lining": 0}


def test_summary_says_nothing_of_fewer_than_five() -> None:
    assert summarise([content(severity="talk")] * 4) == {
        "n": 4,
        "enough": 4,
        "severity_sd": None,
        "to_talk_about": None,
    }
    assert summarise([]) == {"n": 0, "enough": 0, "severity_sd": None, "to_talk_about": None}


def test_summary_says_nothing_of_a_measure_that_fewer_than_five_have_enough_for() -> None:
    found = summarise([content(severity="too_few", range="talk"), *[content(range="plain")] * 4])
    assert found["enough"] == 4
    assert found["severity_sd"] is None
    assert found["to_talk_about"] == {**NONE_TO_TELL, "consistency": 0, "range": 1, "halo": 0, "straight_lining": 0}


def test_summary_spread_is_that_of_the_means_and_of_what_is_not_known() -> None:
    """Variance of -.2, -.1, 0, .1, .2 is .025; the sds are .1 but one of .2: .016 more."""
    found = summarise([content(mean, 0.2 if mean == 0 else 0.1) for mean in (-0.2, -0.1, 0.0, 0.1, 0.2)])
    assert found["severity_sd"] == pytest.approx((0.025 + 0.016) ** 0.5, abs=5e-7)
