from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from panels.consensus.statistics.diagnostics.colleagues import Seen
from panels.consensus.statistics.diagnostics.range_use import NEEDED, SLOPE_NEEDED, RangeUse, range_use
from panels.consensus.statistics.diagnostics.tails import SumOfSquares, normal_below
from tests.consensus.statistics.diagnostics.dense import SEEN, dense, moments

NARROW = SumOfSquares(3.0, 10.0, 4.0)


def centring(z: np.ndarray) -> np.ndarray:
    return np.eye(len(z)) - z @ np.linalg.inv(z.T @ z) @ z.T


@pytest.mark.parametrize("seen", SEEN)
def test_range_use_has_the_moments_of_the_spread_about_own_means(seen: Seen) -> None:
    x = dense(seen)
    h = centring(x.z)
    mean, variance = moments(h, x.foretold, x.r)
    found = range_use(seen)
    assert found.n == len(seen)
    assert found.squares.seen == pytest.approx(x.level @ h @ x.level, abs=1e-12)
    assert found.squares.mean == pytest.approx(mean, abs=1e-12)
    assert found.squares.variance == pytest.approx(variance, abs=1e-12)


def test_range_use_slope_is_the_regression_on_what_colleagues_foretell() -> None:
    """With one mean an item, as least squares has it; its error from the covariance of the ratings."""
    x = dense(SEEN[0])
    design = np.c_[x.foretold, x.z]
    weights = np.linalg.pinv(design)[0]
    found = range_use(SEEN[0])
    assert found.slope == pytest.approx(weights @ x.level, abs=1e-12)
    assert found.slope_se == pytest.approx(np.sqrt(weights @ x.r @ weights), abs=1e-12)


def test_range_use_does_not_see_severity() -> None:
    shifted = replace(SEEN[0], level=SEEN[0].level + SEEN[0].item @ np.array([1.0, -2.0, 0.5]))
    one, other = range_use(SEEN[0]), range_use(shifted)
    assert other.squares.seen == pytest.approx(one.squares.seen, abs=1e-12)
    assert other.slope == pytest.approx(one.slope, abs=1e-12)


def test_range_use_has_no_slope_where_all_is_foretold_alike() -> None:
    same = replace(SEEN[0], foretold=3.0 * SEEN[0].rated)
    found = range_use(same)
    assert (found.slope, found.slope_se) == (None, None)
    assert [one.p for one in replace(found, n=30).findings] == [found.squares.p_as_small()]


def test_range_use_is_large_below_six_tenths() -> None:
    assert NEEDED == 15
    (found,) = RangeUse(15, SumOfSquares(3.5, 10.0, 4.0), 0.1, 0.2).findings
    assert found.large
    assert found.p == SumOfSquares(3.5, 10.0, 4.0).p_as_small()
    assert not RangeUse(15, SumOfSquares(3.6, 10.0, 4.0), 0.1, 0.2).findings[0].large


def test_range_use_asks_for_the_slope_from_twenty() -> None:
    assert SLOPE_NEEDED == 20
    assert len(RangeUse(19, NARROW, 0.4, 0.2).findings) == 1
    found = RangeUse(20, NARROW, 0.4, 0.2).findings[1]
    assert found.large
    assert found.p == pytest.approx(normal_below(-3.0), abs=1e-15)
    assert not RangeUse(20, NARROW, 0.5, 0.2).findings[1].large
    assert len(RangeUse(20, NARROW, 0.4, 0.0).findings) == 1


def test_range_use_shows_the_slope_from_twenty() -> None:
    shown = {"ratio": pytest.approx(0.3**0.5), "slope": None, "slope_needed": 20, "q": 0.02}
    assert RangeUse(19, NARROW, 0.4, 0.2).figures(0.02) == shown
    assert RangeUse(20, NARROW, 0.4, 0.2).figures(0.02) == {**shown, "slope": 0.4}


def test_range_use_of_nothing_is_not_tested() -> None:
    empty = Seen(*(np.zeros(shape) for shape in [(0, 0)] * 3 + [(0, 0, 0)] * 3))
    found = range_use(empty)
    assert (found.n, found.findings, found.slope) == (0, (), None)
    assert RangeUse(15, SumOfSquares(1.0, 10.0, 0.0), None, None).findings == ()
