import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.consensus.statistics.panelmix.ranking import among_best, better


def test_better_is_the_normal_of_the_difference() -> None:
    covariance = np.array([[0.5, 0.25], [0.25, 1.0]])
    found = better(np.array([4.0, 3.0]), covariance)
    assert found == pytest.approx(np.array([[0.5, 0.841344746], [0.158655254, 0.5]]))


def test_better_without_any_variance_is_certain() -> None:
    found = better(np.array([4.0, 3.0, 3.0]), np.zeros((3, 3)))
    assert found.tolist() == [[0.5, 1.0, 1.0], [0.0, 0.5, 0.5], [0.0, 0.5, 0.5]]


def test_better_of_two_who_share_their_whole_error_is_certain() -> None:
    assert better(np.array([4.0, 3.0]), np.ones((2, 2))).tolist() == [[0.5, 1.0], [0.0, 0.5]]


@given(st.lists(st.floats(1, 5), min_size=1, max_size=6), st.integers(0, 99))
def test_better_adds_up_to_one(means: list[float], seed: int) -> None:
    root = np.random.default_rng(seed).normal(size=(len(means), len(means)))
    found = better(np.array(means), root @ root.T)
    assert found + found.T == pytest.approx(np.ones_like(found))
    assert (found >= 0).all()


def test_among_best_of_two_is_better() -> None:
    mean, covariance = np.array([4.0, 3.0]), np.array([[0.5, 0.25], [0.25, 1.0]])
    found = among_best(mean, covariance, 1, seed=1, draws=40_000)
    assert found == pytest.approx([0.8413, 0.1587], abs=0.006)


def test_among_best_adds_up_to_the_places() -> None:
    mean = np.array([3.0, 3.5, 2.0, 4.0])
    found = among_best(mean, np.eye(4), 2, seed=3)
    assert found.sum() == pytest.approx(2)
    assert np.argsort(-found).tolist() == [3, 1, 0, 2]
    assert among_best(mean, np.eye(4), 9, seed=3).tolist() == [1, 1, 1, 1]
    for none in (0, -1):
        assert among_best(mean, np.eye(4), none, seed=3).tolist() == [0, 0, 0, 0]
    assert among_best(np.zeros(0), np.zeros((0, 0)), 2, seed=3).tolist() == []


def test_among_best_of_those_who_share_their_whole_error_is_certain() -> None:
    """The least eigenvalue of such a matrix is zero, or what rounding makes of it."""
    mean, covariance = np.array([3.0, 3.2, 2.5, 2.9, 3.1]), np.full((5, 5), 0.3)
    assert np.linalg.eigvalsh(covariance).min() < 0
    assert among_best(mean, covariance, 2, seed=3).tolist() == [0, 1, 0, 0, 1]


def test_among_best_is_the_same_for_the_same_seed() -> None:
    mean = np.array([3.0, 3.1])
    one, same, other = (among_best(mean, np.eye(2), 1, seed=seed).tolist() for seed in (1, 1, 2))
    assert one == same != other


def test_among_best_without_any_variance_draws_lots_only_for_equals() -> None:
    found = among_best(np.array([4.0, 3.0, 3.0]), np.zeros((3, 3)), 2, seed=1)
    assert found[0] == 1.0
    assert found[1:] == pytest.approx([0.5, 0.5], abs=0.03)
