import numpy as np
import pytest

from panels.consensus.statistics import dense

MATRIX = np.array([[4.0, 2.0, 0.6], [2.0, 5.0, 1.0], [0.6, 1.0, 3.0]])
COLUMN = np.array([1.0, -2.0, 0.5])
COLUMNS = np.column_stack([COLUMN, [3.0, 0.0, 1.0]])
NOTHING = np.zeros((0, 0))


def test_factor_is_the_lower_triangle() -> None:
    lower = dense.factor(MATRIX)
    assert lower == pytest.approx(np.linalg.cholesky(MATRIX))
    assert lower[np.triu_indices(3, 1)].tolist() == [0.0, 0.0, 0.0]


def test_factor_leaves_the_matrix_alone() -> None:
    matrix = np.asfortranarray(MATRIX)
    dense.factor(matrix)
    assert np.array_equal(matrix, MATRIX)


@pytest.mark.parametrize("entry", [0.0, -3.0])
def test_factor_refuses_what_has_none(entry: float) -> None:
    matrix = MATRIX.copy()
    matrix[2, 2] = entry
    with pytest.raises(dense.NotPositiveDefinite):
        dense.factor(matrix)


@pytest.mark.parametrize("right", [COLUMN, COLUMNS])
def test_solve_and_half_solve(right: np.ndarray) -> None:
    lower = dense.factor(MATRIX)
    before = right.copy()
    assert dense.solve(lower, right) == pytest.approx(np.linalg.solve(MATRIX, right))
    half = dense.half_solve(lower, right)
    assert half == pytest.approx(np.linalg.solve(lower, right))
    assert half.T @ half == pytest.approx(right.T @ np.linalg.solve(MATRIX, right))
    assert np.array_equal(right, before)


def test_inverse_and_log_determinant() -> None:
    lower = dense.factor(MATRIX)
    found = dense.inverse(lower)
    assert found == pytest.approx(np.linalg.inv(MATRIX))
    assert np.array_equal(found, found.T)
    assert dense.log_determinant(lower) == pytest.approx(np.log(np.linalg.det(MATRIX)))


def test_nothing_solves_to_nothing() -> None:
    assert dense.solve(NOTHING, np.zeros((0, 2))).shape == (0, 2)
    assert dense.half_solve(NOTHING, np.zeros(0)).shape == (0,)
    assert dense.inverse(NOTHING).shape == (0, 0)
    assert dense.log_determinant(NOTHING) == 0.0
