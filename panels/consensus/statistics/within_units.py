"""r_wg, a_wg and AD_M of every target at once, for files with more targets than a loop over people would bear.

The formulas and their sources stand in `within_group`, which one candidate's report uses; here they run over arrays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.table import Codes, Floats, RatingTable
from panels.consensus.statistics.within_group import uniform_null


@dataclass(frozen=True)
class Within:
    """(targets, items) each, NaN where a target has fewer than two ratings on the item or the index says nothing."""

    r_wg: Floats
    a_wg: Floats
    ad_mean: Floats
    r_wg_j: Floats  # (targets,), NaN unless every item has two ratings


def within(table: RatingTable, low: float, high: float) -> Within:
    """On a scale from `low` to `high` in steps of one; r_wg has no meaning where it has a single level."""
    shape = len(table.targets), len(table.items)
    unit = table.target * len(table.items) + table.item
    k, total = (_sums(unit, weights, shape) for weights in (None, table.level))
    with np.errstate(divide="ignore", invalid="ignore"):
        m = total / k
        off = table.level - m.ravel()[unit]
        s2 = np.where(k >= 2, _sums(unit, off**2, shape) / (k - 1), np.nan)
        null = uniform_null(high - low + 1)
        ratio = s2 / null if null else np.full(shape, np.nan)
        return Within(
            r_wg=np.maximum(0.0, 1 - ratio),
            a_wg=_a_wg(k, total, s2, low, high),
            ad_mean=np.where(k >= 2, _sums(unit, np.abs(off), shape) / k, np.nan),
            r_wg_j=_r_wg_j(ratio),
        )


def _sums(unit: Codes, weights: Floats | None, shape: tuple[int, int]) -> Floats:
    return np.bincount(unit, weights, shape[0] * shape[1]).astype(float).reshape(shape)


def _a_wg(k: Floats, total: Floats, s2: Floats, low: float, high: float) -> Floats:
    m = total / k
    largest = (high - m) * (m - low) * k / (k - 1)  # the same as (H + L) m - m^2 - H L, but good far from zero
    found = 1 - 2 * s2 / largest
    defined = (low * (k - 1) + high <= total) & (total <= high * (k - 1) + low) & (k >= 2)
    at_one_end = (s2 == 0) & ((total == low * k) | (total == high * k))
    found = np.where(at_one_end, 1.0, np.where(defined, found, np.nan))
    return found if high > low else np.full_like(found, np.nan)


def _r_wg_j(ratio: Floats) -> Floats:
    j = ratio.shape[1]
    mean = np.minimum(1.0, ratio.mean(axis=1)) if j else np.full(len(ratio), np.nan)
    return np.asarray(j * (1 - mean) / (j * (1 - mean) + mean))
