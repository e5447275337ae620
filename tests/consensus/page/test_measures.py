"""The figures of one competency as sentences."""

from __future__ import annotations

from typing import Any

import pytest

from panels.consensus.page.measures import Measure, calibration, chances, measures_of

FIVE = {"scale": {"low": 1, "high": 5}}
NO_INDEX = {"index": None, "value": None, "chance": None, "r_wg": None, "ad": None, "reason": "too_few"}


def competency(**fields: Any) -> dict[str, Any]:
    return {"id": 1, "n": 4, "mean": 3.75, "sd": 0.5, "interval": None, "spread": None, "agreement": NO_INDEX, **fields}


def one_of(content: dict[str, Any] = FIVE, **fields: Any) -> Measure:
    (found,) = measures_of(competency(**fields), content)
    return found


def test_measures_of_nothing() -> None:
    assert measures_of(competency(), FIVE) == []


def test_measures_of_an_old_report() -> None:
    assert measures_of({"id": 1, "n": 4, "mean": 3.75, "sd": 0.5}, FIVE) == []


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (0.00049, "fewer than 1 of 1,000"),
        (0.0012, "1 of 1,000"),
        (0.0096, "10 of 1,000"),
        (0.034, "3 of 100"),
        (0.5, "50 of 100"),
        (0.994, "99 of 100"),
        (1.0, "nearly all"),
    ],
)
def test_chances(p: float, said: str) -> None:
    assert chances(p) == said


def test_interval_is_cut_at_the_scale() -> None:
    assert one_of(interval={"low": 3.1, "high": 5.3, "sem": 0.5}) == Measure(
        "Plausible mean", "3.1 to 5.0", "around 3.75, n = 4."
    )


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (0.004, "Wider than usual: 4 of 1,000 panels spread as far. It does not say who is right."),
        (0.4, "As usual: 40 of 100 panels spread as far or further."),
        (0.98, "Closer than usual: 2 of 100 panels are as close. Close is not yet right."),
    ],
)
def test_spread(p: float, said: str) -> None:
    assert one_of(spread={"expected": 0.6, "ratio": 0.83, "p": p}) == Measure(
        "Spread", "SD 0.50", f"where 0.60 is usual on this scale, n = 4. {said}"
    )


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.12, "4 people answering at random agree as well in 12 of 100 panels, so it says little."),
        (0.02, "4 people answering at random agree as well in 2 of 100 panels: hardly chance."),
        (None, "With so many raters chance is not counted out."),
    ],
)
def test_agreement_beside_chance(chance: float | None, said: str) -> None:
    found = {"index": "a_wg", "value": 0.7143, "chance": chance, "r_wg": 0.875, "ad": 0.25, "reason": ""}
    assert one_of(agreement=found) == Measure(
        "Agreement", "0.71 of 1", f"(a_wg, n = 4; AD 0.25 levels, r_wg 0.88). {said}"
    )


def test_agreement_as_a_mean_distance_where_the_other_is_undefined() -> None:
    found = {"index": "ad", "value": 0.25, "chance": 0.01, "r_wg": 0.9, "ad": 0.25, "reason": ""}
    assert one_of(agreement=found).figure == "0.25 levels"
    assert one_of(agreement=found).words.startswith("from the median on average (AD, n = 4). 4 people")


def test_adjusted_mean_stands_beside_the_raw_one() -> None:
    content = {**FIVE, "adjusted": {"competencies": {"1": {"mean": 3.61, "low": 3.0, "high": 4.2}}}}
    assert one_of(content) == Measure("Adjusted", "3.6", "plausible 3.0 to 4.2; raw mean 3.75, n = 4.")
    assert measures_of(competency(n=0, mean=None), content) == []
    assert measures_of(competency(), {**FIVE, "adjusted": {"refused": "sampled"}}) == []


def test_calibration_is_named_with_what_it_rests_on() -> None:
    found = {"id": 7, "number": 3, "digest": "c", "panels": 40, "ratings": 412, "interviewers": 1}
    assert calibration({"calibration": found}) == (
        "Number 3: 40 panels, 412 ratings by 1 interviewer, over all roles on this scale"
    )
    assert calibration({"calibration": None, "stability": None}) == "None yet"
    assert calibration({"calibration": None}) == ""
