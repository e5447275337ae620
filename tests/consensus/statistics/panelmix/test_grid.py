import numpy as np
import pytest

from panels.consensus.statistics.panelmix import grid as module
from panels.consensus.statistics.panelmix.fit import Fit, fit
from panels.consensus.statistics.panelmix.grid import grid
from panels.consensus.statistics.panelmix.prior import HOUSE
from panels.consensus.statistics.table import RatingTable
from tests.consensus.statistics.panelmix.tables import Dense, drawn

EVERY = np.ones(5, dtype=bool)


def fitted(table: RatingTable) -> Fit:
    found = fit(table, prior=HOUSE)
    assert isinstance(found, Fit)
    return found


@pytest.mark.parametrize("left_out", [1e-3, 0.04])
def test_grid_weighs_criterion_and_prior(left_out: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEFT_OUT", left_out)
    table = drawn(1)
    nodes = grid(table, fitted(table), HOUSE)
    weights = np.array([weight for weight, _ in nodes])
    criteria = np.array([Dense.of(table, one).criterion + HOUSE.criterion(one, EVERY) for _, one in nodes])
    mass = np.exp(-0.5 * (criteria - criteria.min()))
    assert weights == pytest.approx(mass / mass.sum(), rel=1e-6)
    assert weights.min() >= left_out
    assert len(nodes) > 12 if left_out == 1e-3 else 5 < len(nodes) < 12
    assert module.STEPS.tolist() == pytest.approx([-2.2, -1.1, 0, 1.1, 2.2])


def test_grid_spans_the_posterior_of_the_two_ratios_that_govern() -> None:
    table = drawn(1)
    found = fitted(table)
    nodes = grid(table, found, HOUSE)
    weights = np.array([weight for weight, _ in nodes])
    logs = np.log([one.vector for _, one in nodes]) - np.log(found.ratios.vector)
    sd = np.sqrt(weights @ logs**2 - (weights @ logs) ** 2)
    expected = np.sqrt(np.diag(2.0 * np.linalg.inv(found.curvature)))
    assert sd[[0, 3]] == pytest.approx(expected[[0, 3]], rel=0.25)
    assert (sd[[1, 2, 4]] < 0.5 * expected[[1, 2, 4]]).all()
    follow = np.linalg.lstsq(logs[:, [0, 3]], logs, rcond=None)[0]
    assert logs == pytest.approx(logs[:, [0, 3]] @ follow)
    C = np.linalg.inv(found.curvature)
    assert follow == pytest.approx(np.linalg.solve(C[np.ix_([0, 3], [0, 3])], C[[0, 3]]))


def test_grid_steps_from_minus_to_plus_2_2_standard_deviations() -> None:
    """Along each axis the mean square of -2.2, -1.1, 0, 1.1 and 2.2 is 2.42."""
    found = fitted(drawn(1))
    away = module._points(found) - np.log(found.ratios.vector)
    assert away.shape == (25, 5)
    assert away.mean(axis=0) == pytest.approx(np.zeros(5), abs=1e-12)
    C = 2.0 * np.linalg.inv(found.curvature)
    assert (away.T @ away / 25)[np.ix_([0, 3], [0, 3])] == pytest.approx(2.42 * C[np.ix_([0, 3], [0, 3])])


def test_grid_of_a_single_item_leaves_the_twins_at_their_floor() -> None:
    table = drawn(1, items=1, share=0.8)
    found = fitted(table)
    nodes = grid(table, found, HOUSE)
    assert len(nodes) > 5
    assert {one.candidate_competency for _, one in nodes} == {found.ratios.candidate_competency}


def test_many_candidates_or_many_cells_are_one_node(monkeypatch: pytest.MonkeyPatch) -> None:
    table = drawn(1)
    found = fitted(table)
    assert (module.MANY_TARGETS, module.MANY_CELLS) == (100, 600)
    monkeypatch.setattr(module, "MANY_TARGETS", len(table.targets))
    assert grid(table, found, HOUSE) == ((1.0, found.ratios),)
    monkeypatch.setattr(module, "MANY_TARGETS", len(table.targets) + 1)
    assert len(grid(table, found, HOUSE)) > 1
    cells = len(set(zip(table.rater, table.item, strict=True)))
    monkeypatch.setattr(module, "MANY_CELLS", cells)
    assert len(grid(table, found, HOUSE)) > 1
    monkeypatch.setattr(module, "MANY_CELLS", cells - 1)
    assert grid(table, found, HOUSE) == ((1.0, found.ratios),)


def test_where_all_agree_the_grid_is_finite() -> None:
    table = RatingTable.from_rows(
        (f"t{t}", f"r{j}", c, float(t % 4)) for t in range(8) for j in range(3) for c in ("a", "b")
    )
    nodes = grid(table, fitted(table), HOUSE)
    assert sum(weight for weight, _ in nodes) == pytest.approx(1.0)
    assert np.isfinite([one.vector for _, one in nodes]).all()
