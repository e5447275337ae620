import numpy as np
import pytest

from panels.consensus.statistics.panelmix.design import Design
from panels.consensus.statistics.panelmix.root import Root
from tests.consensus.statistics.panelmix.tables import MIXED, drawn


def covariance(design: Design) -> np.ndarray:
    same = design.rater[:, None] == design.rater
    return MIXED.interviewer * same + MIXED.interviewer_competency * np.eye(design.cells)


def test_root_times_itself_is_the_cells_covariance() -> None:
    design = Design.of(drawn(1, items=5, share=0.2))
    assert len(set(design.size)) > 1
    root = Root.of(design, MIXED)
    L = root.times(np.eye(design.cells))
    assert pytest.approx(covariance(design)) == L @ L
    assert pytest.approx(L.T) == L
    assert root.times(np.arange(design.cells)) == pytest.approx(L @ np.arange(design.cells))
    assert root.both_sides(covariance(design)) == pytest.approx(L @ covariance(design) @ L)


def test_undone_takes_the_root_off_again() -> None:
    design = Design.of(drawn(1, items=5, share=0.2))
    random = np.random.default_rng(2).normal(size=(design.cells, design.cells))
    Q = random @ random.T
    root = Root.of(design, MIXED)
    same = design.rater[:, None] == design.rater
    assert root.undone(root.both_sides(Q)) == pytest.approx((Q[same].sum(), np.trace(Q)))
