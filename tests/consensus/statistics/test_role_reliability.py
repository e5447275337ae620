"""A role's reliability and its curve, against the formula written out and against the writing panel."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.consensus.statistics.panelmix.fit import Fit, fit
from panels.consensus.statistics.panelmix.prior import HOUSE
from panels.consensus.statistics.role_reliability import AIM, Plan, phi, reliability, usual_number
from panels.consensus.statistics.table import RatingTable

THETA = np.array([1.5, 0.4, 0.3, 0.2, 0.1])  # p, pc, pr, r, rc
PLAN = Plan(weights=(2.0, 1.0, 1.0), each=2.0, usual=3.0)


def fitted(table: RatingTable) -> Fit:
    found = fit(table, prior=HOUSE)
    assert isinstance(found, Fit)
    return found


def role(items: int, *, noise: float = 0.7, seed: int = 7) -> RatingTable:
    """16 candidates, 3 of 6 interviewers each, all items."""
    draw = np.random.default_rng(seed)
    p, r = draw.normal(0, 0.8, 16), draw.normal(0, 0.3, 6)
    rows = [
        (f"c{i}", f"r{j}", f"i{c}", 3 + p[i] + r[j] + draw.normal(0, noise))
        for i in range(16)
        for j in draw.permutation(6)[:3]
        for c in range(items)
    ]
    return RatingTable.from_rows(rows)


def test_phi_is_the_formula() -> None:
    true = 1.5 + 0.4 * (0.5**2 + 0.25**2 + 0.25**2)
    for k in (1, 2, 5):
        error = (0.2 + 0.3) / k + (0.1 + 1.0) / (k * 2.0)
        assert phi(THETA, np.array([float(k)]), PLAN)[0] == pytest.approx(true / (true + error), abs=1e-12)


def test_phi_of_many_ratios_at_once_is_that_of_each() -> None:
    k = np.array([1.0, 4.0])
    both = phi(np.stack([THETA, 2 * THETA]), k, PLAN)
    assert both.shape == (2, 2)
    assert both[1] == pytest.approx(phi(2 * THETA, k, PLAN), abs=1e-15)


@given(st.lists(st.floats(1e-3, 50), min_size=5, max_size=5), st.floats(1, 6))
def test_phi_rises_with_every_interviewer(theta: list[float], each: float) -> None:
    curve = phi(np.array(theta), np.arange(1.0, 9.0), Plan((1.0, 1.0), each, 3.0))
    assert ((curve > 0) & (curve < 1)).all()
    assert (np.diff(curve) >= 0).all()


def test_reliability_is_that_of_the_fit() -> None:
    found = fitted(role(3))
    plan = Plan((1.0, 1.0, 1.0), 3.0, 3.0)
    got = reliability(found, plan, seed=1)
    v = found.variances
    true, each = v.candidate + v.candidate_competency / 3, v.interviewer_competency + v.residual
    for k, value, sem in zip(got["d_study"]["k"], got["d_study"]["phi"], got["d_study"]["sem"], strict=True):
        error = (v.interviewer + v.candidate_interviewer) / k + each / (3 * k)
        assert value == pytest.approx(true / (true + error), rel=1e-9)
        assert sem == pytest.approx(math.sqrt(error), rel=1e-9)
    assert got["d_study"]["k"] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert got["icc"]["single"]["value"] == got["d_study"]["phi"][0]
    assert got["icc"]["average"] == {
        "value": pytest.approx(got["d_study"]["phi"][2]),
        "low": pytest.approx(got["d_study"]["low"][2]),
        "high": pytest.approx(got["d_study"]["high"][2]),
        "k": 3.0,
    }


def test_enough_is_the_first_number_that_reaches_the_aim() -> None:
    got = reliability(fitted(role(3)), Plan((1.0,) * 3, 3.0, 3.0), seed=1)["d_study"]
    reached = [k for k, value in zip(got["k"], got["phi"], strict=True) if value >= AIM]
    assert got["enough"] == {"target": 0.8, "k": reached[0]}
    assert reached[0] > 1


def test_enough_is_none_where_eight_do_not_reach_it() -> None:
    got = reliability(fitted(role(1, noise=6.0)), Plan((1.0,), 1.0, 3.0), seed=1)["d_study"]
    assert got["phi"][-1] < AIM
    assert got["enough"]["k"] is None


def test_interval_holds_the_value_and_is_seeded() -> None:
    found, plan = fitted(role(3)), Plan((1.0,) * 3, 3.0, 3.0)
    got = reliability(found, plan, seed=5)
    assert got == reliability(found, plan, seed=5)
    for low, value, high in zip(*(got["d_study"][name] for name in ("low", "phi", "high")), strict=True):
        assert low < value < high
    assert got["icc"]["single"]["high"] - got["icc"]["single"]["low"] > 0.1


def test_one_competency_has_no_parts_that_need_two() -> None:
    got = reliability(fitted(role(1)), Plan((1.0,), 1.0, 3.0), seed=1)
    without = {"candidate_competency", "candidate_interviewer", "interviewer_competency"}
    for kind in ("variance", "shares"):
        assert {name for name, value in got[kind].items() if value is None} == without
    assert sum(value for value in got["shares"].values() if value is not None) == pytest.approx(1.0)


def test_shares_are_of_the_whole() -> None:
    got = reliability(fitted(role(3)), Plan((1.0,) * 3, 3.0, 3.0), seed=1)
    total = sum(got["variance"].values())
    assert got["shares"] == {name: pytest.approx(value / total) for name, value in got["variance"].items()}


def test_usual_number_is_a_mean_in_tenths() -> None:
    assert usual_number([4, 4, 3]) == 3.7


def test_interval_is_the_middle_95_of_the_drawn_ratios() -> None:
    found, plan = fitted(role(3)), Plan((1.0,) * 3, 3.0, 3.0)
    got = reliability(found, plan, seed=5)["d_study"]
    covariance = 2.0 * np.linalg.inv(found.curvature)
    logs = np.random.default_rng(5).multivariate_normal(np.log(found.ratios.vector), covariance, 2000, method="eigh")
    curves = np.sort(phi(np.exp(logs), np.arange(1.0, 9.0), plan), axis=0)
    # 2.5 % of the way over 1999 gaps is 49.975
    assert got["low"] == pytest.approx(0.025 * curves[49] + 0.975 * curves[50], rel=1e-6)
    assert got["high"] == pytest.approx(0.975 * curves[1949] + 0.025 * curves[1950], rel=1e-6)
