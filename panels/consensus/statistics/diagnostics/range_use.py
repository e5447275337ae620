"""Whether an interviewer uses less of the scale than the candidates she saw would ask for.

Her sum of squares about her own mean on each competency, beside the one expected of an interviewer like all others on
the same candidates: theirs as colleagues foretell it, plus what nobody can foretell. And the slope of her ratings on
what colleagues foretell, which is 1 when she follows the differences between candidates (foretold values are shrunk, so
no allowance for their error is needed) and below it when she keeps to the middle.
Restriction of range as in Saal, Downey & Lahey (1980), Psychological Bulletin 88, 413-428,
doi:10.1037/0033-2909.88.2.413; limits as in docs/measures.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.diagnostics.colleagues import Seen
from panels.consensus.statistics.diagnostics.measure import Figures, Finding
from panels.consensus.statistics.diagnostics.tails import SumOfSquares, normal_below
from panels.consensus.statistics.table import Floats

NEEDED = 15
"""Candidates for the ratio of standard deviations."""
SLOPE_NEEDED = 20
"""Candidates for the slope."""
TOO_NARROW = 0.6
TOO_FLAT = 0.5


@dataclass(frozen=True)
class RangeUse:
    """`slope` and `slope_se` are None where colleagues foretell the same of every candidate."""

    n: int
    squares: SumOfSquares
    slope: float | None
    slope_se: float | None
    needed: int = NEEDED

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = []
        ratio = self.squares.ratio_of_sd
        if ratio is not None and self.squares.can_be_tested:
            found.append(Finding(self.squares.p_as_small(), ratio < TOO_NARROW))
        if self.n >= SLOPE_NEEDED and self.slope is not None and self.slope_se:
            found.append(Finding(normal_below((self.slope - 1.0) / self.slope_se), self.slope < TOO_FLAT))
        return tuple(found)

    def figures(self, q: float | None) -> Figures:
        return {
            "ratio": self.squares.ratio_of_sd,
            "slope": self.slope if self.n >= SLOPE_NEEDED else None,
            "slope_needed": SLOPE_NEEDED,
            "q": q,
        }


def range_use(seen: Seen) -> RangeUse:
    s = seen.covariance
    y, m = _about_own_means(seen, seen.level), _about_own_means(seen, seen.foretold)
    msm = float(np.einsum("ij,ijk,ik->", m, s, m))
    mm = float((m**2).sum())
    return RangeUse(
        n=len(seen),
        squares=_squares(seen, float((y**2).sum()), mm, msm),
        slope=float((m * y).sum()) / mm if mm > 0 else None,
        slope_se=math.sqrt(msm) / mm if mm > 0 else None,
    )


def _squares(seen: Seen, own: float, mm: float, msm: float) -> SumOfSquares:
    """With H = I - Z N^-1 Z': mean m'm + tr(H S), variance 2 tr((H S)^2) + 4 m'S m."""
    z, s = seen.item, seen.covariance
    n = z.sum(axis=(0, 1))
    zsz, zssz = (np.einsum("ija,ijk,ikb->ab", z, x, z) for x in (s, s @ s))
    mean = mm + np.trace(s, axis1=1, axis2=2).sum() - (np.diag(zsz) / n).sum()
    hshs = (s**2).sum() - 2.0 * (np.diag(zssz) / n).sum() + (zsz**2 / np.outer(n, n)).sum()
    return SumOfSquares(own, float(mean), float(2.0 * hshs + 4.0 * msm))


def _about_own_means(seen: Seen, values: Floats) -> Floats:
    """H x (n, m): less the interviewer's mean on each item."""
    z = seen.item
    means = np.einsum("ijc,ij->c", z, values) / z.sum(axis=(0, 1))
    return np.asarray(values - z @ means)
