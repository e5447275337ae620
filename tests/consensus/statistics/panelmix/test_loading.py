import numpy as np
import pytest

from panels.consensus.statistics.panelmix.loading import Cells, loading
from panels.consensus.statistics.panelmix.posterior import Posterior, solve
from panels.consensus.statistics.table import RatingTable
from tests.consensus.statistics.panelmix.tables import MIXED


def posterior() -> Posterior:
    """u is beta of x, y, z; then r on x and y, s on z."""
    rows = [(t, "r", c, 3.0 + (t == "a")) for t in "ab" for c in "xy"] + [("a", "s", "z", 2.0), ("b", "s", "z", 5.0)]
    return solve(RatingTable.from_rows(rows), [(1.0, MIXED)])


def test_cells_number_strangers_on_behind() -> None:
    cells = Cells.of(posterior(), [("s", "y", 1.0), ("new", "x", 1.0), ("other", "z", 1.0), ("new", "z", 1.0)])
    assert (cells.rater.tolist(), cells.item.tolist()) == ([1, 2, 3, 2], [1, 0, 2, 2])
    assert cells.same_rater.tolist() == [[1, 0, 0, 0], [0, 1, 0, 1], [0, 0, 1, 0], [0, 1, 0, 1]]
    assert cells.same_item.tolist() == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]]


def test_an_occupied_cell_is_its_own() -> None:
    given = posterior()
    found = loading(given, given.nodes[0], np.array([2]), Cells.of(given, [("r", "y", 1.0), ("s", "z", 1.0)]))
    assert found.matrix.tolist() == [[0, 0, 1, 0, 0, 0], [0, 1, 0, 0, 1, 0], [0, 0, 1, 0, 0, 1]]
    assert found.noise.tolist() == np.zeros((3, 3)).tolist()


def test_an_unoccupied_cell_leans_on_the_raters_others() -> None:
    given = posterior()
    ratings = [("r", "z", 1.0), ("r", "z", 2.0), ("r", "x", 1.0), ("new", "x", 1.0), ("new", "y", 1.0)]
    found = loading(given, given.nodes[0], np.array([], dtype=int), Cells.of(given, ratings))
    r, rc = MIXED.interviewer, MIXED.interviewer_competency
    weight = r / (rc + 2 * r)
    assert found.matrix[0] == pytest.approx([0, 0, 1, weight, weight, 0])
    assert found.matrix[2].tolist() == [1, 0, 0, 1, 0, 0]
    assert found.matrix[3].tolist() == [1, 0, 0, 0, 0, 0]
    known = r * rc / (rc + 2 * r)
    expected = np.zeros((5, 5))
    expected[:2, :2] = known + rc
    expected[3:, 3:] = [[r + rc, r], [r, r + rc]]
    assert found.noise == pytest.approx(expected)
