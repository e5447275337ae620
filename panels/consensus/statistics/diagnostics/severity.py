"""Whether an interviewer scores lower or higher than colleagues on the same candidates.

From the posterior of r, in levels, negative for lower. Limits as in docs/measures.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from panels.consensus.statistics.diagnostics.measure import Figures, Finding
from panels.consensus.statistics.diagnostics.tails import normal_beyond
from panels.consensus.statistics.panelmix.mixture import Estimate

NEEDED = 8
"""Candidates, each rated by a colleague as well."""
NOTICEABLE = 0.25
"""Levels: less would not change how a card reads."""


@dataclass(frozen=True)
class Severity:
    """`r` is the posterior of r, `p` that of `chance`."""

    n: int
    r: Estimate
    p: float
    needed: int = NEEDED

    @property
    def findings(self) -> tuple[Finding, ...]:
        apart_from_zero = self.r.low > 0 or self.r.high < 0
        return (Finding(self.p, abs(self.r.mean) > NOTICEABLE and apart_from_zero),)

    def figures(self, q: float | None) -> Figures:  # noqa: ARG002 -- the interval says it better
        return {"mean": self.r.mean, "low": self.r.low, "high": self.r.high}


def chance(mean: float, variance: float, v_r: float) -> float:
    """How often an interviewer like all others would be as far from them; 1 where her ratings say nothing of her.

    The mean m is drawn toward zero by what is not known of her: m = rho d, with d what her ratings alone say and
    rho = 1 - s^2 / v_r their reliability. Were r = 0, d would have standard error s / sqrt(rho), and that is tested:
    the tail of a posterior is no p-value.
    """
    if not 0.0 < variance < v_r:
        return 1.0
    rho = 1.0 - variance / v_r
    return normal_beyond(mean / math.sqrt(rho * variance))
