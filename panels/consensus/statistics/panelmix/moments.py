"""Sums of squares that tell which parts a design can separate, and where a fit may start.

With M the projection off the items' means, E[y'M V_k M y] = sum_l v_l tr(M V_k M V_l): one equation a part, linear in
the variances. Its matrix is regular exactly where the design separates the parts, whatever the ratings are; its
solution is MINQUE(0), unbiased and rough: Rao (1971), doi:10.1016/0047-259X(71)90001-7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from panels.consensus.statistics.table import Codes, Floats, RatingTable

TOLERANCE = 1e-8


@dataclass(frozen=True)
class Moments:
    """`expected` (6, 6) is tr(M V_k M V_l), `observed` (6,) is y'M V_k M y: p, pc, pr, r, rc, e."""

    expected: Floats
    observed: Floats

    def separable(self, present: Sequence[bool]) -> tuple[bool, ...]:
        """Of the five parts: is it in the model, and its matrix no combination of the others' that are?"""
        there = np.array([*present, True])
        return tuple(
            bool(present[k] and self._own(k, there) > TOLERANCE * max(self.expected[k, k], 1.0)) for k in range(5)
        )

    @property
    def variances(self) -> Floats:
        """(6,), negative where a part varies little; the shortest solution where some are not separable."""
        scale = 1.0 / np.sqrt(np.maximum(np.diag(self.expected), 1e-300))
        normal = self.expected * np.outer(scale, scale)
        return np.asarray(scale * np.linalg.lstsq(normal, scale * self.observed, rcond=TOLERANCE)[0])

    def _own(self, k: int, there: NDArray[np.bool_]) -> float:
        others = there & (np.arange(6) != k)
        shared = self.expected[others, k]
        explained = np.linalg.lstsq(self.expected[np.ix_(others, others)], shared, rcond=TOLERANCE)[0]
        return float(self.expected[k, k] - shared @ explained)


def moments(table: RatingTable) -> Moments:
    """At least one rating is there. The cost is that of sorting the ratings a few times."""
    level = table.level - (np.bincount(table.item, table.level) / np.bincount(table.item))[table.item]
    parts = _parts(table)
    item = _indicator(table.item)
    per_item = np.asarray(item.sum(axis=0), dtype=np.float64).ravel()
    on_item = [(item.T @ part).tocsr() for part in parts]
    expected = np.empty((6, 6))
    for k in range(6):
        for l in range(k, 6):  # noqa: E741 -- the paper's letter
            expected[k, l] = expected[l, k] = _trace(parts[k], parts[l], on_item[k], on_item[l], per_item)
    observed = np.array([float(np.sum((part.T @ level) ** 2)) for part in parts])
    return Moments(expected=expected, observed=observed)


def _trace(Z: Any, W: Any, XZ: Any, XW: Any, per_item: Floats) -> float:
    """|Z'M W|^2 with Z'M W = Z'W - Z'X D^-1 X'W, without the product that has no zeros."""
    both = (Z.T @ W).tocsr()
    crossed = (XZ @ both @ XW.T).diagonal() / per_item
    left, right = (XZ @ XZ.T).tocsr(), (XW @ XW.T).tocsr()
    weight = 1.0 / per_item
    squared = left.multiply(weight[:, None]).multiply(right.multiply(weight[None, :])).sum()
    return float((both.data**2).sum() - 2.0 * crossed.sum() + squared)


def _parts(table: RatingTable) -> list[Any]:
    items = len(table.items)
    return [
        _indicator(table.target),
        _indicator(table.target * items + table.item),
        _indicator(table.target * len(table.raters) + table.rater),
        _indicator(table.rater),
        _indicator(table.rater * items + table.item),
        _indicator(np.arange(len(table))),
    ]


def _indicator(codes: Codes) -> Any:
    """Z (n, levels), sparse: a 1 where a rating has the level."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 -- a fifth of a second, paid at the first fit

    levels, place = np.unique(codes, return_inverse=True)
    n = len(codes)
    return csr_matrix((np.ones(n), place, np.arange(n + 1)), shape=(n, len(levels)))
