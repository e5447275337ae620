"""Mean, standard deviation and 95 % interval of a number that is normal at each node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

WIDTH = 1.959963984540054


@dataclass(frozen=True)
class Estimate:
    """The interval is mean +- 1.96 sd."""

    mean: float
    sd: float

    @property
    def low(self) -> float:
        return self.mean - WIDTH * self.sd

    @property
    def high(self) -> float:
        return self.mean + WIDTH * self.sd


def mixed(weights: Sequence[float], means: Sequence[float], variances: Sequence[float]) -> Estimate:
    """Moments of the mixture; `weights` add up to 1. A variance that rounding made negative counts as 0."""
    mean = sum(weight * one for weight, one in zip(weights, means, strict=True))
    parts = zip(weights, means, variances, strict=True)
    return Estimate(
        mean, sqrt(sum(weight * (max(variance, 0.0) + (one - mean) ** 2) for weight, one, variance in parts))
    )
