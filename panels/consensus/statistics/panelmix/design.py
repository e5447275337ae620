"""Who rated whom on what, laid out so that the same small matrix is inverted once and scattered by one addition.

Candidates whose ratings fall into the same cells (interviewer x item) form a composition. Compositions with the same
pattern (first, second, ... interviewer x item) have the same covariance of their ratings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panels.consensus.statistics.table import Codes, Floats, RatingTable


@dataclass(frozen=True)
class Block:
    """All N candidates with m ratings each: C compositions, P patterns.

    Candidates are ordered by composition, compositions by pattern. `entry` (C, m(m+1)/2) is the place of each pair of
    ratings in the flattened cell x cell matrix; a rating paired with itself counts half there, because what is
    scattered is added to its own transpose.
    """

    row: Codes  # (N, m), in the table
    composition: Codes  # (N,)
    cell: Codes  # (C, m)
    candidates: Floats  # (C,)
    pattern: Codes  # (C,)
    same_item: Floats  # (P, m, m)
    same_rater: Floats  # (P, m, m)
    pairs: tuple[Codes, Codes]
    half: Floats  # (m(m+1)/2,)
    entry: Codes

    @property
    def first(self) -> Codes:
        """(P + 1,): where each pattern's candidates begin in `row`."""
        return np.searchsorted(self.pattern[self.composition], np.arange(len(self.same_item) + 1))


@dataclass(frozen=True)
class Design:
    """The occupied cells in order of rater and item, and the ratings less their item's mean."""

    items: int
    rater: Codes  # (cells,)
    item: Codes  # (cells,)
    first: Codes  # (raters,): each rater's first cell
    size: Codes  # (raters,): how many cells a rater has
    cell: Codes  # (n,): each rating's cell
    centre: Floats  # (items,)
    y: Floats  # (n,)
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, table: RatingTable) -> Design:
        """`table` has ratings, and one for each of its raters, items and targets, as RatingTable.from_rows makes it."""
        occupied, cell = np.unique(table.rater * len(table.items) + table.item, return_inverse=True)
        rater, item = np.divmod(occupied, len(table.items))
        centre = np.bincount(table.item, table.level) / np.bincount(table.item)
        first = np.searchsorted(rater, np.arange(len(table.raters)))
        return cls(
            items=len(table.items),
            rater=rater,
            item=item,
            first=first,
            size=np.diff(np.append(first, len(rater))),
            cell=cell,
            centre=centre,
            y=table.level - centre[table.item],
            blocks=_blocks(table, cell, occupied),
        )

    def __len__(self) -> int:
        return len(self.y)

    @property
    def cells(self) -> int:
        return len(self.rater)

    @property
    def degrees(self) -> int:
        """n - q: ratings less fixed effects."""
        return len(self) - self.items

    @property
    def fixed(self) -> Floats:
        """B (cells, items): which item a cell belongs to."""
        return np.asarray(self.item[:, None] == np.arange(self.items), dtype=np.float64)

    def by_rater(self, values: Floats) -> Floats:
        """A'x: sums of `values` (cells, ...) over each rater's cells."""
        return np.asarray(np.add.reduceat(values, self.first, axis=0), dtype=np.float64)

    def by_cell(self, values: Floats) -> Floats:
        """Z'x: sums of `values` (n,) over each cell's ratings."""
        return np.asarray(np.bincount(self.cell, values, self.cells), dtype=np.float64)


def _blocks(table: RatingTable, cell: Codes, occupied: Codes) -> tuple[Block, ...]:
    order = np.lexsort((cell, table.target))
    ratings = np.bincount(table.target, minlength=len(table.targets))
    begin = np.cumsum(ratings) - ratings
    blocks = []
    for m in np.unique(ratings):
        row = order[begin[ratings == m][:, None] + np.arange(m)]
        blocks.append(_block(row, cell, occupied, len(table.items)))
    return tuple(blocks)


def _block(row: Codes, cell: Codes, occupied: Codes, items: int) -> Block:
    cells, of, count = _distinct(cell[row])
    rater, item = np.divmod(occupied[cells], items)
    rank = np.cumsum(np.diff(rater, axis=1, prepend=rater[:, :1]) != 0, axis=1)
    patterns, pattern, _ = _distinct(rank * items + item)
    ordered = np.argsort(pattern, kind="stable")
    place = np.argsort(ordered)
    by_composition = np.argsort(place[of], kind="stable")
    pairs = np.triu_indices(row.shape[1])
    cells = cells[ordered]
    return Block(
        row=row[by_composition],
        composition=place[of][by_composition],
        cell=cells,
        candidates=count[ordered].astype(np.float64),
        pattern=pattern[ordered],
        same_item=_alike(patterns % items),
        same_rater=_alike(patterns // items),
        pairs=pairs,
        half=np.where(pairs[0] == pairs[1], 0.5, 1.0),
        entry=cells[:, pairs[0]] * len(occupied) + cells[:, pairs[1]],
    )


def _distinct(rows: Codes) -> tuple[Codes, Codes, Codes]:
    found, which, count = np.unique(rows, axis=0, return_inverse=True, return_counts=True)
    return found, which.reshape(-1), count


def _alike(names: NDArray[np.intp]) -> Floats:
    return np.asarray(names[:, :, None] == names[:, None, :], dtype=np.float64)
