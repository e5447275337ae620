"""The same criterion written down directly, with matrices as large as there are ratings: for small tables."""

import numpy as np

from panels.consensus.statistics.table import Floats, RatingTable


def criterion(table: RatingTable, theta_target: float, theta_rater: float, *, item_effect: bool = True) -> float:
    n = len(table)
    x = np.eye(len(table.items))[table.item] if item_effect else np.ones((n, 1))
    z_t, z_r = np.eye(len(table.targets))[table.target], np.eye(len(table.raters))[table.rater]
    h = np.eye(n) + theta_target * z_t @ z_t.T + theta_rater * z_r @ z_r.T
    p, within = projection(h, x)
    df = n - x.shape[1]
    v_e = float(table.level @ p @ table.level) / df
    return float(np.linalg.slogdet(h)[1] + np.linalg.slogdet(within)[1] + df * (1 + np.log(2 * np.pi * v_e)))


def projection(h: Floats, x: Floats) -> tuple[Floats, Floats]:
    """P and X' H^-1 X."""
    inverse = np.linalg.inv(h)
    within = x.T @ inverse @ x
    return inverse - inverse @ x @ np.linalg.inv(within) @ x.T @ inverse, within


def sparse_table(seed: int, targets: int = 9, raters: int = 6, items: int = 2, share: float = 0.6) -> RatingTable:
    """Random levels 1 to 5 in a random share of the cells."""
    draw = np.random.default_rng(seed)
    return RatingTable.from_rows(
        (f"t{t}", f"r{r}", f"i{i}", float(draw.integers(1, 6)))
        for t in range(targets)
        for r in range(raters)
        for i in range(items)
        if draw.random() < share
    )
