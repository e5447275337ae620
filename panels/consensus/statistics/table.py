"""Many ratings in long form: one row for each, with targets, raters and items as codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Codes: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True)
class RatingTable:
    """Row k: rater `raters[rater[k]]` gave target `targets[target[k]]` on item `items[item[k]]` the `level[k]`.

    The names are sorted, so that the same rows in any order make the same codes. What was not rated has no row.
    """

    targets: tuple[str, ...]
    raters: tuple[str, ...]
    items: tuple[str, ...]
    target: Codes
    rater: Codes
    item: Codes
    level: Floats

    @classmethod
    def from_columns(
        cls, targets: Sequence[str], raters: Sequence[str], items: Sequence[str], levels: Sequence[float]
    ) -> RatingTable:
        """Four columns of equal length, one entry a rating. Raises ValueError for a level that is no finite number."""
        level = np.asarray(levels, dtype=np.float64)
        if not np.isfinite(level).all():
            raise ValueError("a level is not a finite number")
        codes = [_coded(names) for names in (targets, raters, items)]
        names = tuple(tuple(found) for found, _ in codes)
        return cls(names[0], names[1], names[2], codes[0][1], codes[1][1], codes[2][1], level)

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[str, str, str, float]]) -> RatingTable:
        """Rows of target, rater, item, level."""
        columns = tuple(zip(*rows, strict=True)) or ((), (), (), ())
        return cls.from_columns(*columns)

    def __len__(self) -> int:
        return len(self.level)

    def only(self, rows: NDArray[np.bool_]) -> RatingTable:
        """The rows where `rows` (n,) is true; names that no row bears any more are dropped."""
        return RatingTable.from_columns(
            [self.targets[code] for code in self.target[rows]],
            [self.raters[code] for code in self.rater[rows]],
            [self.items[code] for code in self.item[rows]],
            self.level[rows].tolist(),
        )


def _coded(names: Sequence[str]) -> tuple[list[str], Codes]:
    ordered = sorted(set(names))
    place = {name: code for code, name in enumerate(ordered)}
    return ordered, np.fromiter((place[name] for name in names), dtype=np.intp, count=len(names))
