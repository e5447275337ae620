"""How rarely chance alone would go so far: the tails that the measures need.

A sum of squares of correlated normal numbers is nearly a chi-square that is stretched so that mean and variance are
right. With mean m and variance s^2 it has 2 m^2 / s^2 degrees of freedom. Satterthwaite (1946), Biometrics Bulletin 2,
110-114, doi:10.2307/3002019; Box (1954), Annals of Mathematical Statistics 25, 290-302, doi:10.1214/aoms/1177728786.
A simulation would say the same to within its own noise, and would have to be run for every interviewer every night.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any


@cache
def _special() -> Any:
    from scipy import special  # noqa: PLC0415 -- a worker pays for it at its first diagnosis, not at its start

    return special


@dataclass(frozen=True)
class SumOfSquares:
    """What was seen, beside the mean and the variance it has when nothing is out of the ordinary."""

    seen: float
    mean: float
    variance: float

    @property
    def can_be_tested(self) -> bool:
        return self.mean > 0 and self.variance > 0

    @property
    def ratio(self) -> float | None:
        """Seen over expected; None where nothing is expected."""
        return self.seen / self.mean if self.mean > 0 else None

    @property
    def ratio_of_sd(self) -> float | None:
        return None if self.ratio is None else math.sqrt(self.ratio)

    def p_as_large(self) -> float:
        return float(_special().chdtrc(self._df, self._chi_square))

    def p_as_small(self) -> float:
        return float(_special().chdtr(self._df, self._chi_square))

    @property
    def _df(self) -> float:
        return 2.0 * self.mean**2 / self.variance

    @property
    def _chi_square(self) -> float:
        return self._df * self.seen / self.mean


def normal_below(z: float) -> float:
    """P(Z <= z)."""
    return math.erfc(-z / math.sqrt(2.0)) / 2.0


def normal_beyond(z: float) -> float:
    """P(|Z| >= |z|)."""
    return math.erfc(abs(z) / math.sqrt(2.0))


def binomial_at_least(k: int, n: int, chance: float) -> float:
    """P(X >= k) of n trials."""
    return 1.0 if k <= 0 else float(_special().bdtrc(k - 1, n, chance))
