"""Ratings counted by unit and value: what the coefficients of agreement over many targets start from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.table import Codes, Floats, RatingTable

BLOCK_CELLS = 2_000_000
"""How many cells of the units x values table stand in memory at once."""


@dataclass(frozen=True)
class Units:
    """A unit is one target on one item. `count[i]` of the ratings of `unit[i]` are `values[value[i]]`.

    `values` (V,) ascend. `target` (U,) is each unit's target as a code 0, 1, ... without gaps, ascending. The rows
    ascend by unit and value, so that nothing depends on the order in which ratings came.
    """

    values: Floats
    target: Codes
    unit: Codes
    value: Codes
    count: Codes

    @classmethod
    def of(cls, table: RatingTable, categories: Sequence[float] | None = None) -> Units:
        """`categories` are all values that could have been given, by default those that were.

        Raises ValueError for a rating that is none of them.
        """
        pair = table.target * len(table.items) + table.item
        units, unit = np.unique(pair, return_inverse=True)
        values, value = np.unique(table.level, return_inverse=True)
        if categories is not None:
            given, values = values, np.unique(np.asarray(categories, dtype=np.float64))
            if not np.isin(given, values).all():
                raise ValueError("a rating is none of the categories")
            value = np.searchsorted(values, given)[value]
        cells, count = np.unique(unit * len(values) + value, return_counts=True)
        return cls(
            values=values,
            target=np.unique(units // max(len(table.items), 1), return_inverse=True)[1],
            unit=cells // max(len(values), 1),
            value=cells % max(len(values), 1),
            count=count,
        )

    def __len__(self) -> int:
        return len(self.target)

    @property
    def targets(self) -> int:
        return int(self.target[-1]) + 1 if len(self) else 0

    @property
    def ratings(self) -> Floats:
        """(U,) how many ratings each unit has."""
        return np.asarray(np.bincount(self.unit, weights=self.count, minlength=len(self)), dtype=np.float64)

    def pairable(self) -> Units:
        """The units with two ratings or more, with the values that occur in them."""
        keep = self.ratings >= 2
        rows = keep[self.unit]
        used, value = np.unique(self.value[rows], return_inverse=True)
        return Units(
            values=self.values[used],
            target=np.unique(self.target[keep], return_inverse=True)[1],
            unit=(np.cumsum(keep) - 1)[self.unit[rows]],
            value=value,
            count=self.count[rows],
        )

    def blocks(self) -> Iterator[tuple[slice, Floats]]:
        """Consecutive units, and how often each of them (rows) got each value (columns)."""
        size = max(1, BLOCK_CELLS // max(len(self.values), 1))
        for start in range(0, len(self), size):
            block = slice(start, min(start + size, len(self)))
            rows = slice(*np.searchsorted(self.unit, (block.start, block.stop)))
            counts = np.zeros((block.stop - block.start, len(self.values)))
            counts[self.unit[rows] - start, self.value[rows]] = self.count[rows]
            yield block, counts


def in_proportion(values: Floats) -> Floats:
    """The values divided by a power of two, to lie in -1 to 1: exact, and no square of them overflows."""
    largest = np.abs(values).max(initial=0.0)
    return np.ldexp(values, -int(np.frexp(largest)[1]))
