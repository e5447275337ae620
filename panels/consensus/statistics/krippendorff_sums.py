"""Krippendorff's alpha without a coincidence matrix, for ratings with many distinct values.

A sum of squared differences over all pairs is got from the sum of values and the sum of their squares, so each metric
that is a squared difference of something takes one pass over the ratings. Ratio is not, and has no such form.
Source as in krippendorff.py.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from panels.consensus.statistics.table import Floats
from panels.consensus.statistics.units import Units, in_proportion


def interval(units: Units) -> float:
    """The units are pairable and hold two different values at least."""
    return _alpha(units, in_proportion(units.values))


def ordinal(units: Units) -> float:
    """The interval form on middle ranks."""
    n_c = np.bincount(units.value, weights=units.count)
    return _alpha(units, n_c.cumsum() - n_c / 2)


def nominal(units: Units) -> float:
    """Equal pairs are counted instead: sum over c of n_uc (n_uc - 1)."""
    m, n_c = units.ratings, np.bincount(units.value, weights=units.count)
    n = m.sum()
    pairs = np.bincount(units.unit, weights=units.count * (units.count - 1))
    d_o = 1 - (pairs / (m - 1)).sum() / n
    d_e = 1 - (n_c * (n_c - 1)).sum() / (n * (n - 1))
    return float(1 - d_o / d_e)


def _alpha(units: Units, x: Floats) -> float:
    """1 - D_o / D_e with d_ck^2 = (x_c - x_k)^2; sum over pairs of (x_i - x_j)^2 = 2 m sum (x_i - mean)^2."""
    m, n_c = units.ratings, np.bincount(units.value, weights=units.count)
    n = m.sum()
    given = x[units.value]
    mean = np.bincount(units.unit, weights=units.count * given) / m
    within = np.bincount(units.unit, weights=units.count * (given - mean[units.unit]) ** 2)
    d_o = (2 * m * within / (m - 1)).sum() / n
    d_e = 2 * n * (n_c * (x - (n_c * x).sum() / n) ** 2).sum() / (n * (n - 1))
    return float(1 - d_o / d_e)


ALPHAS: dict[str, Callable[[Units], float]] = {
    "nominal": nominal,
    "ordinal": ordinal,
    "interval": interval,
}
