"""The short form of `make simulate`: the same generator and the same question, a few organisations of each size."""

import numpy as np
import pytest

from tests.consensus.statistics.simulation import CELLS, WEIGHTS, Outcome, draw, pooled, scored, simulate


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return [simulate(cell, 8 if cell.candidates < 30 else 3) for cell in CELLS]


def test_the_intervals_hold_the_truth_about_as_often_as_they_say(outcomes: list[Outcome]) -> None:
    assert 0.89 <= pooled(outcomes) <= 0.98
    assert min(one.covered for one in outcomes) >= 0.8


def test_the_adjusted_score_is_no_further_from_the_truth_than_the_raw_one(outcomes: list[Outcome]) -> None:
    assert float(np.mean([one.adjusted - one.raw for one in outcomes])) < -0.02
    assert all(one.adjusted <= one.raw + 0.02 for one in outcomes)
    assert all(0.7 < one.width < 1.4 for one in outcomes)


def test_panels_are_drawn_as_the_cell_says() -> None:
    cell = CELLS[5]
    panels = draw(cell, np.random.default_rng(1))
    table = panels.table
    assert (len(table.targets), len(table.raters), len(table.items)) == (30, 20, 4)
    assert set(table.level) <= {1.0, 2.0, 3.0, 4.0, 5.0}
    pairs = {(int(t), int(j)) for t, j in zip(table.target, table.rater, strict=True)}
    each = np.bincount([t for t, _ in pairs])
    assert (each.min(), each.max()) == (2, 8)
    assert len(table) == 4 * len(pairs)
    raw, _ = scored(panels)
    assert float(np.corrcoef(raw, panels.truth)[0, 1]) > 0.8
    assert sum(WEIGHTS.values()) == 5.0
    assert draw(cell, np.random.default_rng(1)).truth.tolist() == panels.truth.tolist()
