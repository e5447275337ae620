import numpy as np
import pytest

from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.panelmix.derivatives import differentiate
from panels.consensus.statistics.panelmix.design import Design
from panels.consensus.statistics.panelmix.system import solve
from tests.consensus.statistics.panelmix.tables import EDGES, MIXED, Dense, drawn


@pytest.mark.parametrize("ratios", EDGES)
@pytest.mark.parametrize("seed", range(3))
def test_differentiate_is_the_formula_written_out(seed: int, ratios: Ratios) -> None:
    table = drawn(seed)
    found = differentiate(solve(Design.of(table), ratios))
    written = Dense.of(table, ratios)
    assert found.gradient == pytest.approx(written.gradient, rel=1e-5, abs=1e-5)
    assert found.information == pytest.approx(written.information, rel=1e-6, abs=1e-6)


def test_differentiate_counts_every_candidate_whom_the_same_people_rated() -> None:
    table = drawn(4, share=1.0, twice=0)
    found, written = differentiate(solve(Design.of(table), MIXED)), Dense.of(table, MIXED)
    assert found.gradient == pytest.approx(written.gradient, rel=1e-6, abs=1e-6)
    assert found.information == pytest.approx(written.information, rel=1e-6, abs=1e-6)


def test_gradient_is_the_difference_of_the_criterion() -> None:
    design = Design.of(drawn(9))
    gradient = differentiate(solve(design, MIXED)).gradient
    for part, slope in enumerate(gradient):
        step = np.where(np.arange(5) == part, 1e-5, 0.0)
        above, below = (solve(design, Ratios.of(MIXED.vector + sign * step)).criterion for sign in (1, -1))
        assert slope == pytest.approx((above - below) / 2e-5, rel=1e-5)


def test_information_has_no_negative_direction() -> None:
    for seed in range(20):
        found = differentiate(solve(Design.of(drawn(seed, share=0.3)), MIXED))
        assert np.linalg.eigvalsh(found.information).min() > -1e-9
