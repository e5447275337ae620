"""Whether an interviewer's levels on one card differ less from competency to competency than the panel's.

Her sum of squares within each card, beside the one expected of an interviewer like all others on the same candidates
and competencies: the differences that colleagues foretell, plus what nobody can foretell, plus the severities (rc) that
any interviewer has. Halo as in Saal, Downey & Lahey (1980), Psychological Bulletin 88, 413-428,
doi:10.1037/0033-2909.88.2.413; limits as in docs/measures.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.diagnostics.colleagues import Seen
from panels.consensus.statistics.diagnostics.measure import Figures, Finding
from panels.consensus.statistics.diagnostics.tails import SumOfSquares
from panels.consensus.statistics.table import Floats
from panels.consensus.statistics.variances import Variances

NEEDED = 8
"""Cards with two ratings or more."""
TOO_ALIKE = 0.5


@dataclass(frozen=True)
class Halo:
    n: int
    squares: SumOfSquares
    needed: int = NEEDED

    @property
    def findings(self) -> tuple[Finding, ...]:
        ratio = self.squares.ratio_of_sd
        if ratio is None or not self.squares.can_be_tested:
            return ()
        return (Finding(self.squares.p_as_small(), ratio < TOO_ALIKE),)

    def figures(self, q: float | None) -> Figures:
        return {"ratio": self.squares.ratio_of_sd, "q": q}


def halo(seen: Seen, variances: Variances) -> Halo:
    """With C = I - 11'/m within a card, R = S + Z v_rc Z': mean m'm + tr(C R), variance 2 tr((C R)^2) + 4 m'R m."""
    z, s, v_rc = seen.item, seen.covariance, variances.interviewer_competency
    c = _centring(seen)
    m = np.einsum("ijk,ik->ij", c, seen.foretold)
    csc, zcz = c @ s @ c, np.einsum("ija,ijk,ikb->ab", z, c, z)
    zcscz = np.einsum("ija,ijk,ikb->ab", z, csc, z)
    mz = np.einsum("ijc,ij->c", z, m)
    mean = (m**2).sum() + np.trace(csc, axis1=1, axis2=2).sum() + v_rc * np.trace(zcz)
    crcr = (csc**2).sum() + 2.0 * v_rc * np.trace(zcscz) + v_rc**2 * (zcz**2).sum()
    mrm = np.einsum("ij,ijk,ik->", m, s, m) + v_rc * mz @ mz
    return Halo(
        n=int((seen.rated.sum(axis=1) > 1).sum()),
        squares=SumOfSquares(
            float((np.einsum("ijk,ik->ij", c, seen.level) ** 2).sum()), float(mean), float(2.0 * crcr + 4.0 * mrm)
        ),
    )


def _centring(seen: Seen) -> Floats:
    """C (n, m, m) of each card, 0 in the padding and for a card with one rating."""
    rated = seen.rated
    m = rated.sum(axis=1)
    both = rated[:, :, None] * rated[:, None, :]
    return np.asarray(both * np.eye(rated.shape[1]) - both / m[:, None, None])
