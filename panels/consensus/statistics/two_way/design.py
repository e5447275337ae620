"""What the two-way model needs of the ratings: sums and counts, so that the cost follows the cells and not the rows.

The model is y = X beta + Z_a a + Z_b b + e, where a is the crossed factor (targets or raters) with more levels and b
the other. Effects of a touch each other only through b and X, so that a is eliminated level by level and all dense
algebra happens in [Z_b X], which is as wide as there are levels of b and items.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from panels.consensus.statistics.table import Codes, Floats, RatingTable


@dataclass(frozen=True)
class Design:
    """A levels of a, B of b, p items (1 where items have no effect), n ratings; kept = [Z_b X], B + p columns.

    X holds an indicator for each item: every column has a rating, and columns of different items never overlap, so X
    always has full rank. Turning indicators into treatment contrasts has determinant 1 and changes no criterion.
    """

    a: Codes  # (n,) level of the eliminated factor
    b: Codes  # (n,)
    item: Codes  # (n,)
    y: Floats  # (n,), less `shift`
    shift: float
    n_a: Floats  # (A,) ratings of each level of a
    cross: Any  # (A, B + p) sparse, Z_a' [Z_b X]
    cross_t: Any  # the same transposed, in rows
    kept: Floats  # (B + p, B + p), [Z_b X]' [Z_b X]
    y_a: Floats  # (A,), Z_a' y
    y_kept: Floats  # (B + p,), [Z_b X]' y
    levels_b: int  # B
    targets_eliminated: bool

    @property
    def n(self) -> int:
        return len(self.y)

    @property
    def p(self) -> int:
        return len(self.kept) - self.levels_b


def kept_size(table: RatingTable, item_effect: bool) -> int:
    """How many columns [Z_b X] will have."""
    return min(len(table.targets), len(table.raters)) + (len(table.items) if item_effect else 1)


def design(table: RatingTable, item_effect: bool) -> Design:
    """Repeated ratings of one target by one rater on one item count as often as they stand there."""
    targets_eliminated = len(table.targets) >= len(table.raters)
    a, b = (table.target, table.rater) if targets_eliminated else (table.rater, table.target)
    levels_a = max(len(table.targets), len(table.raters))
    levels_b = min(len(table.targets), len(table.raters))
    item = table.item if item_effect else np.zeros_like(table.item)
    p = len(table.items) if item_effect else 1
    shift = float(table.level.mean())
    y = table.level - shift
    cross = _counts(a, b, item, levels_a, levels_b, p)
    return Design(
        a=a,
        b=b,
        item=item,
        y=y,
        shift=shift,
        n_a=np.bincount(a, minlength=levels_a).astype(float),
        cross=cross,
        cross_t=cross.T.tocsr(),
        kept=_kept(b, item, levels_b, p),
        y_a=sums(a, y, levels_a),
        y_kept=np.concatenate([sums(b, y, levels_b), sums(item, y, p)]),
        levels_b=levels_b,
        targets_eliminated=targets_eliminated,
    )


def sums(codes: Codes, values: Floats, levels: int) -> Floats:
    """Of the `values` (n,) that each of the `levels` has."""
    return np.bincount(codes, values, levels).astype(np.float64, copy=False)


def _counts(a: Codes, b: Codes, item: Codes, levels_a: int, levels_b: int, p: int) -> Any:
    from scipy import sparse  # noqa: PLC0415 -- takes a tenth of a second, which only a fit has to pay

    ones = np.ones(len(a))
    with_b = sparse.coo_array((ones, (a, b)), shape=(levels_a, levels_b)).tocsr()
    with_x = sparse.coo_array((ones, (a, item)), shape=(levels_a, p)).tocsr()
    return sparse.hstack([with_b, with_x], format="csr")


def _kept(b: Codes, item: Codes, levels_b: int, p: int) -> Floats:
    kept = np.zeros((levels_b + p, levels_b + p))
    kept[np.arange(levels_b), np.arange(levels_b)] = np.bincount(b, minlength=levels_b)
    both = np.bincount(b * p + item, minlength=levels_b * p).reshape(levels_b, p)
    kept[:levels_b, levels_b:], kept[levels_b:, :levels_b] = both, both.T
    kept[levels_b:, levels_b:] = np.diag(np.bincount(item, minlength=p))
    return kept
