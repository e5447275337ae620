"""The ratios that fit best: Newton steps with the average information, halved while they make things worse.

With a prior the steps are in the logarithms of the ratios, where the prior keeps the curvature positive. Without one
they are in the ratios themselves, where the average information has no negative direction, and a ratio may end at zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.dense import NotPositiveDefinite
from panels.consensus.statistics.panelmix.components import CEILING, FLOOR, NAMES, Ratios
from panels.consensus.statistics.panelmix.derivatives import differentiate
from panels.consensus.statistics.panelmix.design import Design
from panels.consensus.statistics.panelmix.prior import Prior
from panels.consensus.statistics.panelmix.separable import Parts, Refused, parts_of
from panels.consensus.statistics.panelmix.system import System, solve
from panels.consensus.statistics.table import Floats, RatingTable
from panels.consensus.statistics.variances import Variances

STEPS = 60
HALVINGS = 20
ENOUGH = 1e-7
"""A step that promises to lower the criterion by less ends the search: it would move no ratio by a thousandth."""
LONGEST = 2.0
"""No logarithm of a ratio moves further in one step."""
FLAT = 1e-9
"""Where the criterion falls without curving, as where all agree, LONGEST limits the step and no division by 0."""
TINY = 1e-12

Progress = Callable[[], None]


@dataclass(frozen=True)
class Fit:
    """`criterion` is REML's without the prior; `beta` holds the mean of each item of the table, in its order.

    `separable` says of each part whether the ratings alone could tell it from the others, `present` whether it is in
    the model. `curvature` (5, 5) is that of criterion and prior in the logarithms of the ratios; 0 for a part not
    present.
    """

    variances: Variances
    ratios: Ratios
    criterion: float
    beta: Floats
    separable: dict[str, bool]
    present: tuple[bool, ...]
    curvature: Floats
    evaluations: int


def fit(
    table: RatingTable, *, prior: Prior | None, start: Ratios | None = None, progress: Progress | None = None
) -> Fit | Refused:
    """REML's variances of `table`, or the posterior mode under `prior`, or why there are none.

    `start` is a guess, as of an earlier calibration. `progress` is called after each evaluation of the criterion.
    """
    parts = parts_of(table, strict=prior is None)
    if isinstance(parts, Refused):
        return parts
    search = _Search(Design.of(table), parts, prior, progress or (lambda: None))
    try:
        found = search.run(start or guess(parts, prior))
    except NotPositiveDefinite:
        return Refused("the ratings leave no residual")
    if prior is None and found.ratios.vector.max() >= CEILING:
        return Refused("the ratings leave no residual")
    return found


def guess(parts: Parts, prior: Prior | None) -> Ratios:
    """From the moments; with a prior no further than a factor of ten from its centres."""
    variances = parts.moments.variances
    theta = variances[:5] / max(variances[5], 0.05 * float(np.abs(variances).sum()))
    if prior is not None:
        centre = prior.centre.vector
        theta = np.where(parts.separable, np.clip(theta, centre / 10.0, centre * 10.0), centre)
    return Ratios.of(np.maximum(theta, 0.01))


class _Search:
    """Minimises criterion and prior from one start."""

    def __init__(self, design: Design, parts: Parts, prior: Prior | None, progress: Progress) -> None:
        self.design = design
        self.parts = parts
        self.present = np.array(parts.present)
        self.prior = prior
        self.progress = progress
        self.evaluations = 0

    def run(self, start: Ratios) -> Fit:
        at = self.system(start.vector)
        gradient, curvature = self.slopes(at)
        for _ in range(STEPS):
            step, promise = self.step(at, gradient, curvature)
            lower = None if promise < ENOUGH else self.lower(at, step)
            if lower is None:
                break
            at = lower
            gradient, curvature = self.slopes(at)
        return self.fitted(at, curvature)

    def system(self, theta: Floats) -> System:
        self.evaluations += 1
        found = solve(self.design, Ratios.of(np.where(self.present, theta, 0.0)))
        self.progress()
        return found

    def objective(self, at: System) -> float:
        if at.rss <= 0.0:
            raise NotPositiveDefinite
        return at.criterion + (self.prior.criterion(at.ratios, self.present) if self.prior else 0.0)

    def slopes(self, at: System) -> tuple[Floats, Floats]:
        """Gradient and curvature in the coordinates of the steps."""
        found = differentiate(at)
        if self.prior is None:
            return found.gradient, found.information
        theta = at.ratios.vector
        gradient = theta * found.gradient + self.prior.gradient(at.ratios)
        return gradient, found.information * np.outer(theta, theta) + self.prior.curvature * np.eye(5)

    def step(self, at: System, gradient: Floats, curvature: Floats) -> tuple[Floats, float]:
        """The step, and by how much it should lower the objective; a ratio at a bound stays where it is pushed over."""
        theta = at.ratios.vector
        free = self.present & ~((theta <= FLOOR) & (gradient > 0.0)) & ~((theta >= CEILING) & (gradient < 0.0))
        step = np.zeros(5)
        inner = curvature[np.ix_(free, free)]
        ridge = FLAT * gradient[free] ** 2 + TINY
        step[free] = -np.linalg.solve(inner + np.diag(ridge), gradient[free])
        longest = LONGEST if self.prior else LONGEST * (1.0 + float(theta.max()))
        promise = -float(gradient @ step)
        return step * min(1.0, longest / max(float(np.abs(step).max(initial=0.0)), 1e-300)), promise

    def lower(self, at: System, step: Floats) -> System | None:
        """Where `step` or a part of it leads to less; None where nothing does, which is as low as numbers can tell."""
        theta, here = at.ratios.vector, self.objective(at)
        for halving in range(HALVINGS):
            part = step * 0.5**halving
            try:
                there = self.system(theta + part if self.prior is None else theta * np.exp(part))
                if self.objective(there) < here:
                    return there
            except NotPositiveDefinite:
                continue
        return None

    def fitted(self, at: System, curvature: Floats) -> Fit:
        theta = at.ratios.vector
        both = np.outer(self.present, self.present)
        return Fit(
            variances=at.ratios.variances(at.residual),
            ratios=at.ratios,
            criterion=at.criterion,
            beta=at.beta + self.design.centre,
            separable=dict(zip(NAMES, self.parts.separable, strict=True)),
            present=self.parts.present,
            curvature=np.where(both, curvature * (1.0 if self.prior else np.outer(theta, theta)), 0.0),
            evaluations=self.evaluations,
        )
