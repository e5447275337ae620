"""Krippendorff's alpha: 1 - D_o / D_e, the disagreement within units beside that between any two ratings.

Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania;
Hayes and Krippendorff (2007), Communication Methods and Measures 1, 77-89, doi:10.1080/19312450709336664.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from panels.consensus.statistics import krippendorff_sums
from panels.consensus.statistics.table import Floats, RatingTable
from panels.consensus.statistics.units import Units, in_proportion

Metric: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]
METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval", "ratio")

MOST_VALUES = 128
"""With more distinct values the coincidence matrix is not made, and ratio alpha is refused."""

TOO_FEW, NO_VARIATION, NEGATIVE, TOO_MANY_VALUES = "too_few", "no_variation", "negative", "too_many_values"


@dataclass(frozen=True)
class Alpha:
    """`value` is None where there is none, and `reason` then says why.

    "too_few": no unit has two ratings; "no_variation": all of them are equal (0/0, which is no perfect agreement);
    "negative": a ratio of numbers below zero; "too_many_values": more than MOST_VALUES, ratio only.
    """

    value: float | None
    reason: str = ""


def alphas(table: RatingTable) -> dict[Metric, Alpha]:
    """Alpha in all four metrics; the unit is (target, item), units with one rating do not count."""
    return alphas_of(Units.of(table).pairable())


def alphas_of(units: Units) -> dict[Metric, Alpha]:
    """Alpha in all four metrics of pairable units."""
    if len(units.values) < 2:
        return dict.fromkeys(METRICS, Alpha(None, NO_VARIATION if len(units) else TOO_FEW))
    if len(units.values) > MOST_VALUES:
        found = {metric: Alpha(alpha(units)) for metric, alpha in krippendorff_sums.ALPHAS.items()}
        return {metric: found.get(metric, Alpha(None, TOO_MANY_VALUES)) for metric in METRICS}
    o = coincidences(units)
    return {metric: _from_matrix(o, units.values, metric) for metric in METRICS}


def _from_matrix(o: Floats, values: Floats, metric: Metric) -> Alpha:
    if metric == "ratio" and values.min() < 0:
        return Alpha(None, NEGATIVE)
    return Alpha(float(alpha(o, values, metric)))


def coincidences(units: Units) -> Floats:
    """(V, V): o_ck = sum over units of n_uc (n_uk - [c = k]) / (m_u - 1). The units are pairable."""
    m = units.ratings
    total = np.zeros((len(units.values), len(units.values)))
    for block, n in units.blocks():
        share = n / (m[block, None] - 1)
        total += share.T @ n - np.diag(share.sum(axis=0))
    return total


def coincidences_by_target(units: Units) -> Floats:
    """(T, V, V): the same, target by target; their sum over targets is `coincidences`.

    Takes U V^2 floats of memory, so it is for few values and many candidates, not for both many.
    """
    v = len(units.values)
    m = units.ratings
    each = np.zeros((len(units), v, v))
    for block, n in units.blocks():
        share = n / (m[block, None] - 1)
        each[block] = share[:, :, None] * n[:, None, :] - share[:, :, None] * np.eye(v)
    starts = np.searchsorted(units.target, np.arange(units.targets))
    return np.add.reduceat(each, starts, axis=0) if len(units) else each


def alpha(o: Floats, values: Floats, metric: Metric) -> Floats:
    """Alpha of one coincidence matrix (V, V), or of many (..., V, V) at once; NaN where nothing varies.

    With n_c = sum_k o_ck and n = sum_c n_c, D_o = sum o_ck d_ck^2 / n and D_e = sum n_c n_k d_ck^2 / (n (n - 1)).
    """
    n_c = o.sum(axis=-1)
    n = n_c.sum(axis=-1)
    d2 = _squared_difference(n_c, values, metric)
    d_o = (o * d2).sum(axis=(-2, -1)) / n
    d_e = (n_c[..., :, None] * n_c[..., None, :] * d2).sum(axis=(-2, -1)) / (n * (n - 1))
    varies = d_e > 0
    return np.where(varies, 1 - d_o / np.where(varies, d_e, 1.0), np.nan)


def draws(by_target: Floats, values: Floats, metric: Metric, weights: Iterable[Floats]) -> Floats:
    """Alpha of each draw: `weights` come in blocks (b, T), how often each target was drawn."""
    flat = by_target.reshape(len(by_target), -1)
    blocks = [alpha((block @ flat).reshape(-1, *by_target.shape[1:]), values, metric) for block in weights]
    return np.concatenate(blocks)


def _squared_difference(n_c: Floats, values: Floats, metric: Metric) -> Floats:
    """d_ck^2 of all pairs of values, (V, V) or for the ordinal metric (..., V, V), as it depends on n_c."""
    match metric:
        case "nominal":
            return 1.0 - np.eye(len(values))
        case "ordinal":
            # (sum of n_g for g from c to k, less (n_c + n_k) / 2) is the difference of two middle ranks
            rank = n_c.cumsum(axis=-1) - n_c / 2
            return (rank[..., :, None] - rank[..., None, :]) ** 2
        case "interval":
            c = in_proportion(values)
            return (c[:, None] - c[None, :]) ** 2
        case "ratio":
            c = in_proportion(values)
            total = c[:, None] + c[None, :]
            return ((c[:, None] - c[None, :]) / np.where(total == 0, 1.0, total)) ** 2
