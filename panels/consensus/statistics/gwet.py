"""Gwet's AC1 and AC2: agreement beyond chance that does not collapse where nearly all ratings are the same.

AC2 gives near misses partial credit. "Ordinal" weights are Gwet's own; they are not Krippendorff's ordinal metric.

Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48, doi:10.1348/000711006X126600 (AC1 and
its variance); Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition (AC2, missing ratings).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from panels.consensus.statistics.table import Floats, RatingTable
from panels.consensus.statistics.units import Units, in_proportion

Weights: TypeAlias = Literal["identity", "linear", "quadratic", "ordinal"]

MOST_VALUES = 128

TOO_FEW, NO_VARIATION, TOO_MANY_VALUES = "too_few", "no_variation", "too_many_values"


@dataclass(frozen=True)
class Coefficient:
    """`n` units have two ratings or more. Without a value `reason` says why; a single unit gives no standard error."""

    value: float | None
    se: float | None
    n: int
    reason: str = ""


def ac1(table: RatingTable, categories: Sequence[float] | None = None) -> Coefficient:
    """The unit is (target, item); `categories` are all levels of the scale, by default the ratings that occur."""
    return coefficient(Units.of(table, categories), "identity")


def ac2(table: RatingTable, weights: Weights = "quadratic", categories: Sequence[float] | None = None) -> Coefficient:
    """As `ac1`, with partial credit. Categories that nobody used count in what chance would do."""
    return coefficient(Units.of(table, categories), weights)


def coefficient(units: Units, weights: Weights) -> Coefficient:
    """(p_a - p_e) / (1 - p_e); "no_variation" where only one category was used at all."""
    q = len(units.values)
    r = units.ratings
    n = int((r >= 2).sum())
    if n == 0:
        return Coefficient(None, None, n, TOO_FEW)
    if len(np.unique(units.value)) < 2:
        return Coefficient(None, None, n, NO_VARIATION)
    if q > MOST_VALUES:
        return Coefficient(None, None, n, TOO_MANY_VALUES)
    w = weight_matrix(units.values, weights)
    pi = _use(units, r)
    p_a, p_e = _per_unit(units, r, w, pi)
    pa = float(p_a.sum() / n)
    pe = float(w.sum() / (q * (q - 1)) * (pi * (1 - pi)).sum())
    value = (pa - pe) / (1 - pe)
    return Coefficient(value, _standard_error(p_a, p_e, r, pe, value), n)


def weight_matrix(values: Floats, weights: Weights) -> Floats:
    """w_kl (q, q), 1 for the same category down to 0 for the two ends; values ascend, q >= 2."""
    if weights == "identity":
        return np.eye(len(values))
    if weights == "ordinal":
        steps = np.abs(np.subtract.outer(np.arange(len(values)), np.arange(len(values))))
        m = steps * (steps + 1) / 2
        return np.asarray(1 - m / m.max())
    x = in_proportion(values)
    apart = np.abs(np.subtract.outer(x, x)) / (x[-1] - x[0])
    return np.asarray(1 - (apart if weights == "linear" else apart**2))


def _use(units: Units, r: Floats) -> Floats:
    """pi_k (q,): the mean over all units, also those with one rating, of r_ik / r_i."""
    share = units.count / r[units.unit]
    return np.bincount(units.value, weights=share, minlength=len(units.values)) / len(units)


def _per_unit(units: Units, r: Floats, w: Floats, pi: Floats) -> tuple[Floats, Floats]:
    """Each unit's p_a|i = sum_k r_ik (sum_l w_kl r_il - 1) / (r_i (r_i - 1)), zero with one rating, and its p_e|i."""
    q = len(units.values)
    p_a, p_e = np.zeros(len(units)), np.zeros(len(units))
    for block, r_ik in units.blocks():
        r_i = r[block]
        p_a[block] = (r_ik * (r_ik @ w - 1)).sum(axis=1) / np.maximum(r_i * (r_i - 1), 1)
        p_e[block] = w.sum() / (q * (q - 1)) * (r_ik @ (1 - pi)) / r_i
    return p_a, p_e


def _standard_error(p_a: Floats, p_e: Floats, r: Floats, pe: float, value: float) -> float | None:
    """The root of sum (g_i - g)^2 / (N (N - 1)) over all N units, with

    g_i = (N / n) (p_a|i - p_e [r_i >= 2]) / (1 - p_e) - 2 (1 - g) (p_e|i - p_e) / (1 - p_e).
    """
    units, n = len(r), int((r >= 2).sum())
    if units < 2:
        return None
    linear = units / n * (p_a - pe * (r >= 2)) / (1 - pe)
    g_i = linear - 2 * (1 - value) * (p_e - pe) / (1 - pe)
    return float(np.sqrt(((g_i - value) ** 2).sum() / (units * (units - 1))))
