"""Whether an interviewer's ratings are further than they should be from what colleagues' ratings foretell.

e is her rating less what her colleagues foretell and less her own r + (rc). Infit = sum e^2 / sum E(e^2), weighted by
information; outfit = mean of e^2 / E(e^2). Wright & Linacre (1994), Rasch Measurement Transactions 8:2, 350
(https://www.rasch.org/rmt/rmt82a.htm); Linacre (2002), Rasch Measurement Transactions 16:2, 878.
The usual bounds of .5 and 1.5 hold at many ratings only; here the excess must also be more than chance (see `tails`).

Her own severities are estimated from the same ratings, which takes the part Z P Z' out of the covariance of e, with
P = (T^-1 + Z'S^-1Z)^-1 and T = v_r 11' + v_rc I.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.diagnostics.colleagues import Seen
from panels.consensus.statistics.diagnostics.measure import Figures, Finding
from panels.consensus.statistics.diagnostics.tails import SumOfSquares
from panels.consensus.statistics.table import Floats
from panels.consensus.statistics.variances import Variances

NEEDED = 15
"""Candidates. Infit of an interviewer like all others still has a standard deviation of a fifth of its mean there."""
TOO_FAR = 1.5


@dataclass(frozen=True)
class Consistency:
    n: int
    squares: SumOfSquares
    outfit: float | None
    needed: int = NEEDED

    @property
    def findings(self) -> tuple[Finding, ...]:
        infit = self.squares.ratio
        if infit is None or not self.squares.can_be_tested:
            return ()
        return (Finding(self.squares.p_as_large(), infit > TOO_FAR),)

    def figures(self, q: float | None) -> Figures:
        return {"ratio": self.squares.ratio, "q": q}


def consistency(seen: Seen, variances: Variances) -> Consistency:
    z, s = seen.item, seen.covariance
    p = _left_unknown(seen, variances)
    n = np.diag(z.sum(axis=(0, 1)))
    e = seen.level - seen.foretold - seen.own
    expected = (np.einsum("ikk->ik", s) - z @ np.diag(p)) * seen.rated
    zsz = np.einsum("ija,ijk,ikb->ab", z, s, z)
    variance = 2.0 * ((s**2).sum() - 2.0 * (p * zsz).sum() + np.trace(p @ n @ p @ n))
    rated = expected > 0
    return Consistency(
        n=len(seen),
        squares=SumOfSquares(float((e**2).sum()), float(expected.sum()), float(variance)),
        outfit=float((e[rated] ** 2 / expected[rated]).mean()) if rated.any() else None,
    )


def _left_unknown(seen: Seen, variances: Variances) -> Floats:
    """P (C, C): the posterior covariance of her r + (rc), given everybody else's."""
    c = seen.item.shape[2]
    t = variances.interviewer + variances.interviewer_competency * np.eye(c)
    a = np.einsum("ija,ijk,ikb->ab", seen.item, seen.precision, seen.item)
    return np.linalg.solve(np.eye(c) + t @ a, t)
