"""What a rating is made of, and how much each part varies beside the rest.

y = beta_c + p + pc + r + rc + pr + e: what the competency is rated on average, the candidate, the candidate's profile,
the interviewer's severity, her severity on this competency, her impression of this candidate, and the rest.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Self

import numpy as np

from panels.consensus.statistics.table import Floats
from panels.consensus.statistics.variances import Variances

FLOOR = 1e-8
"""A ratio is never below this: it moves no criterion by 1e-4, and the square roots of the covariances stay regular."""
CEILING = 1e4
"""A ratio is never above this: beside it the residual is nothing that a scale of whole levels could show."""


@dataclass(frozen=True)
class Ratios:
    """theta_k = v_k / v_e for each part but the residual, in the order p, pc, pr, r, rc."""

    candidate: float
    candidate_competency: float
    candidate_interviewer: float
    interviewer: float
    interviewer_competency: float

    @classmethod
    def of(cls, values: Floats) -> Self:
        """`values` (5,), held between FLOOR and CEILING."""
        return cls(*np.clip(values, FLOOR, CEILING).tolist())

    @property
    def vector(self) -> Floats:
        """(5,)"""
        return np.array([getattr(self, name) for name in NAMES])

    def variances(self, residual: float) -> Variances:
        """v_k for v_e = `residual`; a ratio at its floor is a variance of 0."""
        return Variances(
            residual=residual,
            **{name: theta * residual if theta > FLOOR else 0.0 for name, theta in asdict(self).items()},
        )


NAMES = tuple(field.name for field in fields(Ratios))
