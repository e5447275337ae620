"""The adjusted score as the page says it."""

from __future__ import annotations

from typing import Any

import pytest

from panels.consensus.calibrating import adjusting
from panels.consensus.page.adjusted import REFUSED, adjusted_of, refused, shift
from panels.consensus.statistics.panelmix import conditioning, rules

SCORE = {
    "overall": {"mean": 3.55, "low": 3.15, "high": 3.95, "sd": 0.2},
    "competencies": {},
    "shift": -0.172,
    "shift_sd": 0.1,
    "review": False,
}


def content(adjusted: Any) -> dict[str, Any]:
    return {"scale": {"low": 1, "high": 5}, "hire_line": {"line": 3.6}, "adjusted": adjusted}


def test_adjusted_says_number_interval_and_shift() -> None:
    found = adjusted_of(content(SCORE))
    assert found is not None
    assert (found.number, found.high, found.review) == ("3.5", 5, False)
    assert (
        found.plausible == "Adjusted, plausible 3.1 to 4.0: too close to the hire line, 3.6, to settle this by number."
    )
    assert found.shift == "0.17 lower than the raw mean; plausibly between 0.37 lower and 0.02 higher."
    assert found.spoken == f"Adjusted 3.5 on the scale. {found.plausible}"
    assert found.strip.band is not None


def test_shift_upwards() -> None:
    assert shift({"shift": 0.3, "shift_sd": 0.1}) == (
        "0.30 higher than the raw mean; plausibly between 0.10 higher and 0.50 higher."
    )


@pytest.mark.parametrize("stored", [None, {"refused": "sampled"}])
def test_adjusted_is_nothing_while_off_or_refused(stored: Any) -> None:
    assert adjusted_of(content(stored)) is None


def test_adjusted_of_an_old_report_is_nothing() -> None:
    assert adjusted_of({"scale": {"low": 1, "high": 5}, "hire_line": None}) is None
    assert refused({}) == ""


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("no_calibration", "Not adjusted: this scale has no calibration yet."),
        ("few_candidates", "Not adjusted: it needs five candidates of this role in the calibration."),
        ("another", "Not adjusted: too little is known of how these interviewers score."),
    ],
)
def test_refused_in_words(reason: str, said: str) -> None:
    assert refused(content({"refused": reason})) == said


def test_every_code_has_its_words() -> None:
    codes = {rules.SAMPLED, rules.FEW_CANDIDATES, rules.FEW_INTERVIEWERS, rules.THIN_COMPONENT, rules.NOT_SEPARABLE}
    codes |= {conditioning.NO_RATINGS, conditioning.NEW_COMPETENCY, adjusting.NO_CALIBRATION}
    assert set(REFUSED) == codes


def test_not_refused_while_off() -> None:
    assert refused(content(None)) == refused(content(SCORE)) == ""
