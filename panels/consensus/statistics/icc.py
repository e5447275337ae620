"""Intraclass correlations: the share of the candidates in the variance of one rating (1), or of a mean of k (k).

Shrout and Fleiss (1979), Psychological Bulletin 86, 420-428, doi:10.1037/0033-2909.86.2.420 (the six, complete data);
McGraw and Wong (1996), Psychological Methods 1, 30-46, doi:10.1037/1082-989X.1.1.30 (A and C).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import Literal, TypeAlias

import numpy as np

from panels.consensus.statistics.table import Floats, RatingTable
from panels.consensus.statistics.units import in_proportion

Form: TypeAlias = Literal["1,1", "2,1", "3,1", "1,k", "2,k", "3,k"]
FORMS: tuple[Form, ...] = ("1,1", "2,1", "3,1", "1,k", "2,k", "3,k")

INCOMPLETE, TOO_FEW, NO_VARIATION = "incomplete", "too_few", "no_variation"

ROUNDING = 1e-13
"""A spread, or a sum of squares, below this share of the whole is what rounding leaves of zero."""


@dataclass(frozen=True)
class Correlations:
    """None for a form whose denominator is not positive. `reason` says why all of them are None, else it is empty."""

    values: dict[Form, float | None] = field(default_factory=lambda: dict.fromkeys(FORMS))
    reason: str = ""


@dataclass(frozen=True)
class FromComponents:
    """`one_way` takes raters as different for each candidate, so all but the candidate's variance is error.

    A is absolute agreement, C consistency (a rater's severity is no error); 1 is one rating, k the mean of k.
    """

    one_way: float | None
    agreement_single: float | None
    agreement_average: float | None
    consistency_single: float | None
    consistency_average: float | None
    reason: str = ""


def shrout_fleiss(table: RatingTable) -> Correlations:
    """The six of the means over items; "incomplete" unless every rater rated every target."""
    x = complete_matrix(table)
    return Correlations(reason=INCOMPLETE) if x is None else six(x)


def complete_matrix(table: RatingTable) -> Floats | None:
    """(targets, raters): means over items; None when a cell is empty."""
    n, k = len(table.targets), len(table.raters)
    if n * k > len(table):
        return None
    cell = table.target * k + table.rater
    count = np.bincount(cell, minlength=n * k)
    if not count.all():
        return None
    mean = np.bincount(cell, weights=table.level / count[cell], minlength=n * k)
    return np.asarray(mean.reshape(n, k), dtype=np.float64)


def six(x: Floats) -> Correlations:
    """Of a complete matrix (n targets, k raters). "too_few" below two of either, "no_variation" if all are equal."""
    n, k = x.shape
    if min(n, k) < 2:
        return Correlations(reason=TOO_FEW)
    if np.ptp(x / 2) <= ROUNDING * np.abs(x).max():
        return Correlations(reason=NO_VARIATION)
    msr, msc, mse, msw = mean_squares(in_proportion(x))
    least = ROUNDING * (msr + msc + mse + msw)
    return Correlations(
        {
            "1,1": _share(msr - msw, msr + (k - 1) * msw, least),
            "2,1": _share(msr - mse, msr + (k - 1) * mse + k * (msc - mse) / n, least),
            "3,1": _share(msr - mse, msr + (k - 1) * mse, least),
            "1,k": _share(msr - msw, msr, least),
            "2,k": _share(msr - mse, msr + (msc - mse) / n, least),
            "3,k": _share(msr - mse, msr, least),
        }
    )


def mean_squares(x: Floats) -> tuple[float, float, float, float]:
    """MSR between targets (rows), MSC between raters (columns), MSE the rest, MSW within targets."""
    n, k = x.shape
    centred = x - x.mean()
    rows, columns = centred.mean(axis=1), centred.mean(axis=0)
    total = float((centred**2).sum())
    ssr, ssc = k * float((rows**2).sum()), n * float((columns**2).sum())
    sse = float(((centred - rows[:, None] - columns[None, :]) ** 2).sum())
    ssw = float(((centred - rows[:, None]) ** 2).sum())
    ssr, ssc, sse, ssw = (square if square > ROUNDING * total else 0.0 for square in (ssr, ssc, sse, ssw))
    return ssr / (n - 1), ssc / (k - 1), sse / ((n - 1) * (k - 1)), ssw / (n * (k - 1))


def from_components(candidate: float, interviewer: float, residual: float, k: float) -> FromComponents:
    """From variances, which sparse data have too; below zero is taken as zero. `k` raters a candidate, on average.

    All None with "no_variation" where nothing varies, "too_few" for k below 1 or what is no number.
    """
    if not all(map(isfinite, (candidate, interviewer, residual, k))) or k < 1:
        return FromComponents(None, None, None, None, None, TOO_FEW)
    p, r, e = (max(0.0, variance) for variance in (candidate, interviewer, residual))
    if p + r + e == 0:
        return FromComponents(None, None, None, None, None, NO_VARIATION)
    return FromComponents(
        one_way=_share(p, p + (r + e)),
        agreement_single=_share(p, p + r + e),
        agreement_average=_share(p, p + (r + e) / k),
        consistency_single=_share(p, p + e),
        consistency_average=_share(p, p + e / k),
    )


def _share(part: float, whole: float, least: float = 0.0) -> float | None:
    return part / whole if whole > least else None
