"""The square root of the covariance of the interviewers' cells.

A rater's m cells share her severity: K_j = theta_rc I + theta_r 11'. The symmetric root L_j = a I + b 11' has
a = sqrt(theta_rc) and a + m b = sqrt(theta_rc + m theta_r), so that multiplying by it takes one pass.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.panelmix.design import Design
from panels.consensus.statistics.table import Floats


@dataclass(frozen=True)
class Root:
    """L of all cells; `whole` (raters,) is theta_rc + m theta_r, the eigenvalue of K_j along 1."""

    design: Design
    a: float
    b: Floats
    whole: Floats

    @classmethod
    def of(cls, design: Design, ratios: Ratios) -> Root:
        whole = np.asarray(ratios.interviewer_competency + design.size * ratios.interviewer, dtype=np.float64)
        a = float(np.sqrt(ratios.interviewer_competency))
        return cls(design=design, a=a, b=(np.sqrt(whole) - a) / design.size, whole=whole)

    def times(self, values: Floats) -> Floats:
        """L x for `values` (cells,) or (cells, k)."""
        share = (self.b * self.design.by_rater(values).T).T
        return self.a * values + share[self.design.rater]

    def both_sides(self, matrix: Floats) -> Floats:
        """L M L for a symmetric `matrix` (cells, cells)."""
        return self.times(self.times(matrix).T)

    def undone(self, matrix: Floats) -> tuple[float, float]:
        """tr(A'QA) and tr(Q) for the Q with L Q L = `matrix`, where A' sums over each rater's cells."""
        ones = self._within(matrix)
        trace = self.design.by_rater(np.diagonal(matrix))
        along = ones / self.whole
        across = (trace - ones / self.design.size) / self.a**2
        return float(along.sum()), float((across + along / self.design.size).sum())

    def _within(self, matrix: Floats) -> Floats:
        """1'M_jj 1 of each rater's diagonal block."""
        ends = zip(self.design.first, self.design.first + self.design.size, strict=True)
        return np.array([matrix[begin:end, begin:end].sum() for begin, end in ends])
