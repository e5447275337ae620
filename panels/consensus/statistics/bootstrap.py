"""Percentile intervals from drawing candidates again, each with all their ratings.

Efron (1979), Annals of Statistics 7, 1-26, doi:10.1214/aos/1176344552.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.table import Floats

DRAWS = 1000
LEVEL = 0.95
BLOCK = 250


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`. `left_out` of the draws had no value, for nothing varied in them; `used` had one."""

    low: float
    high: float
    used: int
    left_out: int


def weights(n: int, seed: int, draws: int = DRAWS) -> Iterator[Floats]:
    """`draws` samples of n out of n with replacement, in blocks (b, n): how often each one was drawn."""
    rng = np.random.default_rng(seed)
    for start in range(0, draws, BLOCK):
        yield rng.multinomial(n, np.full(n, 1 / n), size=min(BLOCK, draws - start)).astype(np.float64)


def bootstrap(
    statistic: Callable[[Iterator[Floats]], Floats], n: int, seed: int, draws: int = DRAWS
) -> Interval | None:
    """`statistic` turns blocks of weights (b, n) into one value a draw, NaN where there is none.

    None with a single unit, which drawing again cannot vary, and where not even half of the draws have a value.
    """
    if n < 2:
        return None
    return percentile(statistic(weights(n, seed, draws)))


def percentile(found: Floats, level: float = LEVEL) -> Interval | None:
    """The middle `level` of the values that are finite."""
    there = found[np.isfinite(found)]
    if 2 * len(there) < len(found) or not len(there):
        return None
    low, high = np.quantile(there, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high), used=len(there), left_out=len(found) - len(there))
