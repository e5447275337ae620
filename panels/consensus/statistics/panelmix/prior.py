"""What is known of the ratios before the first rating: that none of them is 0, and about how large they are.

A log-normal on each ratio, which keeps the few candidates of a young organisation from estimating that interviewers do
not differ at all: Chung, Rabe-Hesketh, Dorie, Gelman & Liu (2013), doi:10.1007/s11336-013-9328-2. The centres are those
of two published writing panels (tests/reference/ptam4_writing and sirt's data.ratings2) with v_r / v_p = 0.25.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.table import Floats


@dataclass(frozen=True)
class Prior:
    """log theta_k ~ N(log centre_k, sd^2)."""

    centre: Ratios
    sd: float

    def criterion(self, ratios: Ratios, present: NDArray[np.bool_]) -> float:
        """-2 log density of the logarithms of the parts `present` (5,), up to a constant: 0 at the centre."""
        z = self._z(ratios)[present]
        return float(z @ z)

    def gradient(self, ratios: Ratios) -> Floats:
        """(5,) of `criterion` with respect to log theta."""
        return 2.0 * self._z(ratios) / self.sd

    @property
    def curvature(self) -> float:
        """Of `criterion` with respect to each log theta."""
        return 2.0 / self.sd**2

    def _z(self, ratios: Ratios) -> Floats:
        return np.log(ratios.vector / self.centre.vector) / self.sd


HOUSE = Prior(
    centre=Ratios(
        candidate=1.5,
        candidate_competency=0.4,
        candidate_interviewer=0.4,
        interviewer=0.375,
        interviewer_competency=0.08,
    ),
    sd=1.2,
)
