"""How far the scores that several raters gave one target on one item agree.

r_wg sets the variance of the scores against what answers at random would have; AD is a mean distance in levels of the
scale; a_wg sets the variance against the largest that is possible at the same mean. None where an index says nothing.

James, Demaree and Wolf (1984), Journal of Applied Psychology 69, 85-98, doi:10.1037/0021-9010.69.1.85 (r_wg);
Burke and Dunlap (2002), Organizational Research Methods 5, 159-172, doi:10.1177/1094428102005002002 (AD);
Brown and Hauenstein (2005), Organizational Research Methods 8, 165-184, doi:10.1177/1094428105275376 (a_wg);
LeBreton and Senter (2008), Organizational Research Methods 11, 815-852, doi:10.1177/1094428106296642 (the nulls).
"""

import statistics
from collections.abc import Callable, Sequence
from math import fsum

from panels.consensus.statistics.ratings import Scale

Scores = Sequence[float]

SLIGHTLY_SKEWED_NULL = {5: 1.34, 6: 1.85, 7: 2.90, 8: 3.47, 9: 5.66, 10: 6.30, 11: 7.31}
"""By number of levels A: the variance of answers that lean a little towards one end (LeBreton and Senter 2008)."""


def uniform_null(levels: float) -> float:
    """sigma_EU^2 = (A^2 - 1) / 12, the variance of answers spread evenly over A levels."""
    return (levels**2 - 1) / 12


def r_wg(scores: Scores, null: float) -> float | None:
    """1 - s^2 / sigma_E^2, zero where the scores vary more than that; `null` is sigma_E^2. Needs two scores."""
    if len(scores) < 2 or null <= 0:
        return None
    return max(0.0, 1 - _variance(scores) / null)


def r_wg_j(items: Sequence[Scores], null: float) -> float | None:
    """r_wg over J items, one list of scores each; zero where the mean variance reaches `null`. It grows with J."""
    if not items or null <= 0 or min(len(scores) for scores in items) < 2:
        return None
    j = len(items)
    ratio = min(1.0, statistics.fmean(_variance(scores) for scores in items) / null)
    return j * (1 - ratio) / (j * (1 - ratio) + ratio)


def ad_mean(scores: Scores) -> float | None:
    """AD_M, the mean distance from the mean, in levels."""
    return _average_deviation(scores, statistics.fmean(scores)) if scores else None


def ad_median(scores: Scores) -> float | None:
    """AD_Md, the mean distance from the median, in levels."""
    return _average_deviation(scores, statistics.median(scores)) if scores else None


def a_wg(scores: Scores, scale: Scale) -> float | None:
    """1 - 2 s^2 / (((H + L) m - m^2 - H L) k / (k - 1)), m being the mean of the k scores on a scale from L to H.

    1 where all are at one end of the scale. None where else the mean is nearer to an end than a single score at the
    other end would bring it: there the largest variance is not what the formula takes it for. May be negative.
    """
    k, high, low = len(scores), scale.high, scale.low
    if k < 2 or low == high:
        return None
    if min(scores) == max(scores) and scores[0] in (low, high):
        return 1.0
    total = fsum(scores)
    if not low * (k - 1) + high <= total <= high * (k - 1) + low:
        return None
    m = total / k
    return 1 - 2 * _variance(scores) / (((high + low) * m - m**2 - high * low) * k / (k - 1))


def over_items(index: Callable[[Scores], float | None], items: Sequence[Scores]) -> float | None:
    """The mean of an index over the items where it says something: a_wg(J), AD_M(J) and AD_Md(J)."""
    found = [value for value in map(index, items) if value is not None]
    return statistics.fmean(found) if found else None


def _variance(scores: Scores) -> float:
    """s^2, divided by k - 1."""
    mean = statistics.fmean(scores)
    return fsum((x - mean) ** 2 for x in scores) / (len(scores) - 1)


def _average_deviation(scores: Scores, middle: float) -> float:
    return statistics.fmean(abs(x - middle) for x in scores)
