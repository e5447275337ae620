"""One candidate asked about, and the answer from the dense algebra of the whole table."""

from __future__ import annotations

import numpy as np

from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.table import Floats, RatingTable
from tests.consensus.statistics.panelmix.tables import Dense

WEIGHTS = {"c0": 2.0, "c1": 1.0, "c2": 3.0}


def ratings_of(table: RatingTable, target: str) -> list[tuple[str, str, float]]:
    rows = np.flatnonzero(table.target == table.targets.index(target))
    return [(table.raters[table.rater[k]], table.items[table.item[k]], float(table.level[k])) for k in rows]


def without(table: RatingTable, target: str) -> RatingTable:
    return table.only(table.target != table.targets.index(target))


def weights_of(table: RatingTable, target: str) -> Floats:
    """w_c / W over the items that the target was rated on (items,)."""
    rated = {item for _, item, _ in ratings_of(table, target)}
    w = np.array([WEIGHTS[item] if item in rated else 0.0 for item in table.items])
    return w / w.sum()


def overalls(table: RatingTable, ratios: Ratios, targets: list[str]) -> tuple[Floats, Floats]:
    """Means and covariance over v_e of sum_c w_c (beta_c + p + pc_c) / W, from V of all ratings and nothing else."""
    written = Dense.of(table, ratios)
    w = np.array([weights_of(table, target) for target in targets])
    code = np.array([table.targets.index(target) for target in targets])
    here = code[:, None] == table.target
    with_y = here * (ratios.candidate + ratios.candidate_competency * w[:, table.item])
    prior = np.diag(ratios.candidate + ratios.candidate_competency * (w**2).sum(axis=1))
    mean, change = written.predicted(with_y, w)
    return mean, prior + change
