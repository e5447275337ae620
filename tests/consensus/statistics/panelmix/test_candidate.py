import numpy as np
import pytest

from panels.consensus.statistics.panelmix.candidate import Candidate, codes, own
from panels.consensus.statistics.panelmix.loading import Cells
from panels.consensus.statistics.panelmix.posterior import solve
from tests.consensus.statistics.panelmix.tables import MIXED, drawn

RATINGS = [("r0", "c2", 4.0), ("r0", "c0", 2.0), ("r1", "c0", 3.0), ("r1", "c1", 5.0)]


def test_a_candidate_counts_what_has_a_weight_and_was_rated() -> None:
    one = Candidate(RATINGS, {"c0": 3.0, "c1": 0.0, "c2": 1.0, "c9": 2.0})
    assert one.counted == ("c0", "c2")
    assert one.shares.tolist() == [0.75, 0.25]
    assert one.levels.tolist() == [4.0, 2.0, 3.0, 5.0]
    assert one.raw == pytest.approx(0.75 * 2.5 + 0.25 * 4.0)


def test_own_is_the_normal_regression_on_the_ratings() -> None:
    posterior = solve(drawn(1), [(1.0, MIXED)])
    cells, items = Cells.of(posterior, RATINGS), codes(posterior, ["c0", "c2"])
    assert items.tolist() == [0, 2]
    found = own(MIXED, cells, items)
    p, pc, pr = MIXED.candidate, MIXED.candidate_competency, MIXED.candidate_interviewer
    V = p + np.array(
        [
            [1 + pc + pr, pr, 0, 0],
            [pr, 1 + pc + pr, pc, 0],
            [0, pc, 1 + pc + pr, pr],
            [0, 0, pr, 1 + pc + pr],
        ]
    )
    F = p + pc * np.array([[0, 1, 1, 0], [1, 0, 0, 0]])
    assert pytest.approx(V) == found.V
    assert pytest.approx(F @ np.linalg.inv(V)) == found.D
    assert found.left == pytest.approx(p + pc * np.eye(2) - F @ np.linalg.inv(V) @ F.T)
