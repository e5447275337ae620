import numpy as np
import pytest

from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.panelmix.design import Design
from panels.consensus.statistics.panelmix.system import solve
from tests.consensus.statistics.panelmix.tables import EDGES, Dense, drawn


@pytest.mark.parametrize("ratios", EDGES)
@pytest.mark.parametrize("seed", range(3))
def test_solve_is_the_model_written_out(seed: int, ratios: Ratios) -> None:
    table = drawn(seed)
    design = Design.of(table)
    found = solve(design, ratios)
    written = Dense.of(table, ratios)
    assert found.residual == pytest.approx(written.residual)
    assert found.criterion == pytest.approx(written.criterion)
    W = np.linalg.inv(written.V)
    information = written.X.T @ W @ written.X
    beta = np.linalg.solve(information, written.X.T @ W @ table.level)
    assert found.beta + design.centre == pytest.approx(beta)
    assert found.M_inverse == pytest.approx(np.linalg.inv(information))
    Z = (design.cell[:, None] == np.arange(design.cells)).astype(float)
    same = design.rater[:, None] == design.rater
    K = ratios.interviewer * same + ratios.interviewer_competency * np.eye(design.cells)
    assert found.t == pytest.approx(K @ Z.T @ W @ (table.level - written.X @ beta), abs=1e-9)
    assert found.slope == pytest.approx(-K @ Z.T @ W @ written.X, abs=1e-9)
    assert found.shrunk == pytest.approx(K - K @ Z.T @ W @ Z @ K, abs=1e-8)
