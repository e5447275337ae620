"""How far a panel's mean may lie from what all interviewers together would say of this candidate.

The standard error of measurement for absolute decisions, at the panel's own number of ratings, with the variances of a
calibration. Competencies are fixed: the rubric asks for these and no others, so v_pc is no error.

Brennan, R. L. (2001). Generalizability Theory. Springer. doi:10.1007/978-1-4757-3456-0. Absolute error variance, here
for a design in which every interviewer covers some of the competencies.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from panels.consensus.statistics.ratings import Competency
from panels.consensus.statistics.variances import Variances

Z = 1.96


@dataclass(frozen=True)
class Interval:
    """mean +- 1.96 SEM, in levels. It may reach beyond the scale: pages cut it there, data never."""

    low: float
    high: float
    sem: float


def interval(mean: float, sem: float) -> Interval:
    return Interval(low=mean - Z * sem, high=mean + Z * sem, sem=sem)


def of_competency(n: int, v: Variances) -> float:
    """SEM of the mean of n >= 1 ratings of one competency: SEM^2 = (v_r + v_rc + v_pr + v_e) / n."""
    return sqrt(v.of_one_rating / n)


def of_overall(competencies: Sequence[Competency], v: Variances) -> float | None:
    """SEM of the weighted mean over competencies; None when nothing was rated.

    SEM^2 = (v_r + v_pr) sum_j A_j^2 + v_rc sum_jc A_jc^2 + v_e sum_k a_k^2, where a_k = w_c / (W n_c) is what rating k
    weighs in the overall, W the weights present, and A_j, A_jc are the sums of a_k over interviewer j and over her
    ratings of competency c. What one interviewer brings to all of her ratings does not average out over competencies.
    """
    rated = [one for one in competencies if one.levels]
    if not rated:
        return None
    W = fsum(one.weight for one in rated)
    a: list[float] = []
    A_jc: dict[tuple[int, int], list[float]] = defaultdict(list)
    A_j: dict[int, list[float]] = defaultdict(list)
    for c in rated:
        a_k = c.weight / (W * len(c.levels))
        for rating in c.ratings:
            if rating.level is not None:
                a.append(a_k)
                A_j[rating.seat].append(a_k)
                A_jc[rating.seat, c.id].append(a_k)
    return sqrt(
        (v.interviewer + v.candidate_interviewer) * _squares(A_j.values())
        + v.interviewer_competency * _squares(A_jc.values())
        + v.residual * fsum(a_k**2 for a_k in a)
    )


def _squares(groups: Iterable[list[float]]) -> float:
    return fsum(fsum(group) ** 2 for group in groups)
