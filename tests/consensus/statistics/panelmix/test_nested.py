import numpy as np
import pytest

from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.panelmix.design import Design
from panels.consensus.statistics.panelmix.nested import eliminate, times
from tests.consensus.statistics.panelmix.tables import EDGES, Dense, drawn


@pytest.mark.parametrize("ratios", EDGES)
@pytest.mark.parametrize("seed", range(3))
def test_eliminate_is_the_inverse_written_out(seed: int, ratios: Ratios) -> None:
    table = drawn(seed, twice=5)
    design = Design.of(table)
    found = eliminate(design, ratios)
    written = Dense.of(table, ratios)
    V0 = np.eye(len(table)) + np.tensordot(written.theta[:3], written.parts[:3], 1)
    Z = (design.cell[:, None] == np.arange(design.cells)).astype(float)
    W = np.linalg.inv(V0)
    assert pytest.approx(Z.T @ W @ Z, abs=1e-10) == found.G
    assert found.h == pytest.approx(Z.T @ W @ design.y, abs=1e-10)
    assert found.yy == pytest.approx(design.y @ W @ design.y)
    assert found.log_determinant == pytest.approx(np.linalg.slogdet(V0)[1])
    assert times(design, found.inverses, Z[:, :2]) == pytest.approx(W @ Z[:, :2], abs=1e-10)
