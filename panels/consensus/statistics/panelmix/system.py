"""The equations of all effects that candidates share, solved at given ratios.

t = r + rc is one effect a cell with covariance v_e K, K = L L. With the candidates' own effects eliminated (nested.py)
S = I + L G L holds the cells, and its Schur complement M = B'GB - (L G B)'S^-1 (L G B) the fixed effects beta.
Henderson (1975), doi:10.2307/2529430; the criterion is lme4's, Bates et al. (2015), doi:10.18637/jss.v067.i01, eq. 42.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from panels.consensus.statistics import dense
from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.panelmix.design import Design
from panels.consensus.statistics.panelmix.nested import Nested, eliminate
from panels.consensus.statistics.panelmix.root import Root
from panels.consensus.statistics.table import Floats


@dataclass(frozen=True)
class System:
    """`S` and `M` are lower Cholesky factors, `LGB` (cells, items); rss = y'P y with P over v_e.

    `beta` (items,) is in rating points from the items' means (design.centre), `t` (cells,) in rating points.
    """

    design: Design
    ratios: Ratios
    nested: Nested
    root: Root
    S: Floats
    M: Floats
    LGB: Floats
    rss: float
    beta: Floats
    t: Floats

    @property
    def residual(self) -> float:
        """v_e that fits best at these ratios."""
        return self.rss / self.design.degrees

    @property
    def criterion(self) -> float:
        """-2 log restricted likelihood, v_e profiled out, on lme4's scale."""
        logs = self.nested.log_determinant + dense.log_determinant(self.S) + dense.log_determinant(self.M)
        return logs + self.design.degrees * (1.0 + float(np.log(2.0 * np.pi * self.residual)))

    @cached_property
    def S_inverse(self) -> Floats:
        return dense.inverse(self.S)

    @cached_property
    def M_inverse(self) -> Floats:
        """Covariance of beta over v_e."""
        return dense.inverse(self.M)

    @cached_property
    def shrunk(self) -> Floats:
        """L S^-1 L: covariance of t over v_e if beta were known."""
        return self.root.both_sides(self.S_inverse)

    @cached_property
    def slope(self) -> Floats:
        """(cells, items): how t moves with beta, -L S^-1 L G B."""
        return -self.root.times(dense.solve(self.S, self.LGB))


def solve(design: Design, ratios: Ratios) -> System:
    """Raises dense.NotPositiveDefinite where numbers this far apart leave no factor."""
    nested = eliminate(design, ratios)
    root = Root.of(design, ratios)
    B = design.fixed
    GB = nested.G @ B
    S = root.both_sides(nested.G)
    S[np.diag_indices_from(S)] += 1.0
    S = dense.factor(S)
    LGB = root.times(GB)
    F, f = dense.half_solve(S, LGB), dense.half_solve(S, root.times(nested.h))
    M = dense.factor(B.T @ GB - F.T @ F)
    right = B.T @ nested.h - F.T @ f
    z = dense.half_solve(M, right)
    beta = dense.solve(M, right)
    return System(
        design=design,
        ratios=ratios,
        nested=nested,
        root=root,
        S=S,
        M=M,
        LGB=LGB,
        rss=float(nested.yy - f @ f - z @ z),
        beta=beta,
        t=root.times(dense.solve(S, root.times(nested.h - GB @ beta))),
    )
