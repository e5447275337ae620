import pytest

from panels.consensus.statistics.panelmix.mixture import Estimate, mixed


def test_one_node_is_itself() -> None:
    assert mixed([1.0], [3.0], [0.25]) == Estimate(3.0, 0.5)
    assert (Estimate(3.0, 0.5).low, Estimate(3.0, 0.5).high) == pytest.approx((2.020018, 3.979982), abs=1e-6)


def test_nodes_that_differ_add_to_the_deviation() -> None:
    assert mixed([0.25, 0.75], [1.0, 3.0], [0.5, 1.0]) == Estimate(2.5, pytest.approx((0.875 + 0.75) ** 0.5))


def test_a_negative_variance_is_rounding() -> None:
    assert mixed([1.0], [3.0], [-1e-18]) == Estimate(3.0, 0.0)
