import math
from fractions import Fraction

import pytest

from panels.consensus.statistics.diagnostics.tails import (
    SumOfSquares,
    binomial_at_least,
    normal_below,
    normal_beyond,
)


def test_sum_of_squares_is_a_chi_square_where_it_is_one() -> None:
    """Two independent squares of variance 3: P(as large as x) = exp(-x / 6)."""
    squares = SumOfSquares(seen=7.0, mean=6.0, variance=36.0)
    assert squares.p_as_large() == pytest.approx(math.exp(-7 / 6), abs=1e-12)
    assert squares.p_as_small() == pytest.approx(1 - math.exp(-7 / 6), abs=1e-12)


def test_sum_of_squares_takes_its_degrees_of_freedom_from_the_variance() -> None:
    """Four degrees of freedom: P(as large as x) = exp(-x/2) (1 + x/2)."""
    squares = SumOfSquares(seen=5.0, mean=4.0, variance=8.0)
    assert squares.p_as_large() == pytest.approx(math.exp(-2.5) * 3.5, abs=1e-12)


def test_sum_of_squares_ratio() -> None:
    squares = SumOfSquares(seen=9.0, mean=4.0, variance=8.0)
    assert squares.ratio == 2.25
    assert squares.ratio_of_sd == 1.5
    assert SumOfSquares(0.0, 4.0, 8.0).ratio_of_sd == 0.0


@pytest.mark.parametrize(("mean", "variance", "can"), [(1, 1, True), (0, 1, False), (1, 0, False), (-1, 1, False)])
def test_sum_of_squares_can_be_tested_where_something_is_expected(mean: float, variance: float, can: bool) -> None:
    assert SumOfSquares(1.0, mean, variance).can_be_tested is can


def test_sum_of_squares_has_no_ratio_where_nothing_is_expected() -> None:
    assert SumOfSquares(1.0, 0.0, 0.0).ratio is None
    assert SumOfSquares(1.0, 0.0, 0.0).ratio_of_sd is None


def test_normal_tails() -> None:
    assert normal_below(0.0) == 0.5
    assert normal_below(-1.959963984540054) == pytest.approx(0.025, abs=1e-15)
    assert normal_below(1.0) == pytest.approx(0.8413447460685429, abs=1e-15)
    assert normal_beyond(1.959963984540054) == pytest.approx(0.05, abs=1e-15)
    assert normal_beyond(-1.959963984540054) == normal_beyond(1.959963984540054)
    assert normal_beyond(0.0) == 1.0


def test_binomial_at_least_is_exact() -> None:
    p = Fraction(1, 5)
    exact = sum(math.comb(10, k) * p**k * (1 - p) ** (10 - k) for k in (9, 10))
    assert binomial_at_least(9, 10, 0.2) == pytest.approx(float(exact), rel=1e-10)
    assert binomial_at_least(0, 10, 0.2) == 1.0
    assert binomial_at_least(1, 1, 0.2) == pytest.approx(0.2, abs=1e-15)
