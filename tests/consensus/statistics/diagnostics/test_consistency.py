from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from panels.consensus.statistics.diagnostics.colleagues import Seen
from panels.consensus.statistics.diagnostics.consistency import NEEDED, Consistency, consistency
from panels.consensus.statistics.diagnostics.tails import SumOfSquares
from tests.consensus.statistics.diagnostics.dense import SEEN, UNEVEN, dense, moments


def by_hand(seen: Seen) -> tuple[np.ndarray, np.ndarray]:
    """e and its covariance, her severities predicted from the same ratings: R V^-1 u, with V = R + Z T Z'."""
    x = dense(seen)
    t = UNEVEN.interviewer + UNEVEN.interviewer_competency * np.eye(x.z.shape[1])
    v = x.r + x.z @ t @ x.z.T
    return x.level - x.foretold - x.own, x.r @ np.linalg.inv(v) @ x.r


@pytest.mark.parametrize("seen", SEEN)
def test_consistency_has_the_moments_of_its_residuals(seen: Seen) -> None:
    found = consistency(seen, UNEVEN)
    e, covariance = by_hand(seen)
    mean, variance = moments(np.eye(len(e)), np.zeros(len(e)), covariance)
    assert found.n == len(seen)
    assert found.squares.seen == pytest.approx(e @ e, abs=1e-12)
    assert found.squares.mean == pytest.approx(mean, abs=1e-12)
    assert found.squares.variance == pytest.approx(variance, abs=1e-12)


@pytest.mark.parametrize("seen", SEEN)
def test_consistency_outfit_weighs_all_ratings_alike(seen: Seen) -> None:
    e, covariance = by_hand(seen)
    assert consistency(seen, UNEVEN).outfit == pytest.approx((e**2 / np.diag(covariance)).mean(), abs=1e-12)


def test_consistency_without_variance_of_interviewers_expects_what_colleagues_leave() -> None:
    alike = replace(UNEVEN, interviewer=0.0, interviewer_competency=0.0)
    assert consistency(SEEN[0], alike).squares.mean == pytest.approx(np.trace(dense(SEEN[0]).r), abs=1e-12)


def test_consistency_is_large_above_one_and_a_half() -> None:
    assert NEEDED == 15
    (found,) = Consistency(15, SumOfSquares(16.0, 10.0, 4.0), 1.6).findings
    assert found.large
    assert found.p == SumOfSquares(16.0, 10.0, 4.0).p_as_large()
    assert not Consistency(15, SumOfSquares(15.0, 10.0, 4.0), 1.5).findings[0].large


def test_consistency_shows_infit() -> None:
    assert Consistency(15, SumOfSquares(16.0, 10.0, 4.0), 1.2).figures(0.01) == {"ratio": 1.6, "q": 0.01}


def test_consistency_of_nothing_is_not_tested() -> None:
    empty = Seen(*(np.zeros(shape) for shape in [(0, 0)] * 3 + [(0, 0, 0)] * 3))
    found = consistency(empty, UNEVEN)
    assert (found.n, found.findings, found.outfit) == (0, (), None)
    assert found.figures(None) == {"ratio": None, "q": None}
    assert Consistency(15, SumOfSquares(1.0, 10.0, 0.0), 1.0).findings == ()
