"""Which ratios a calibration is averaged over, and with which weights.

With few candidates the ratios are uncertain, and an interval that takes the best ones for the truth is too narrow. The
two that govern a candidate's interval, the candidates' and the interviewers', are laid on a grid along the axes of
their posterior; the others follow at their mode for these two, as the curvature has it. From 100 candidates one node is
enough.
"""

from __future__ import annotations

import numpy as np

from panels.consensus.statistics.dense import NotPositiveDefinite
from panels.consensus.statistics.panelmix.components import NAMES, Ratios
from panels.consensus.statistics.panelmix.design import Design
from panels.consensus.statistics.panelmix.fit import Fit
from panels.consensus.statistics.panelmix.prior import Prior
from panels.consensus.statistics.panelmix.system import solve
from panels.consensus.statistics.table import Floats, RatingTable

MANY_TARGETS = 100
MANY_CELLS = 600
"""Where there are more, there are so many interviewers that their ratio is known well; the nodes would be large."""
LEFT_OUT = 1e-3
"""Nodes with less than this share of the mass are left out."""
STEPS = np.linspace(-2.2, 2.2, 5)
"""In posterior standard deviations along each axis: as good as 9 x 8 from -3 to 3, at a third of the nodes."""
GOVERNING = [NAMES.index("candidate"), NAMES.index("interviewer")]


def grid(table: RatingTable, fit: Fit, prior: Prior) -> tuple[tuple[float, Ratios], ...]:
    """Weights that add up to 1, and ratios; `fit` is that of `table` under `prior`."""
    design = Design.of(table)
    if len(table.targets) >= MANY_TARGETS or design.cells > MANY_CELLS:
        return ((1.0, fit.ratios),)
    present = np.array(fit.present)
    nodes = [Ratios.of(theta) for theta in np.exp(_points(fit))]
    criteria = np.array([_criterion(design, ratios, prior, present) for ratios in nodes])
    mass = np.exp(-0.5 * (criteria - criteria.min()))
    mass /= mass.sum()
    kept = mass >= LEFT_OUT
    mass = np.where(kept, mass, 0.0) / mass[kept].sum()
    return tuple((float(weight), ratios) for weight, ratios in zip(mass, nodes, strict=True) if weight)


def _points(fit: Fit) -> Floats:
    """Logarithms of the ratios (nodes, 5)."""
    present = np.array(fit.present)
    covariance = np.zeros((5, 5))
    covariance[np.ix_(present, present)] = 2.0 * np.linalg.inv(fit.curvature[np.ix_(present, present)])
    two = covariance[np.ix_(GOVERNING, GOVERNING)]
    values, vectors = np.linalg.eigh(two)
    first, second = np.meshgrid(STEPS, STEPS, indexing="ij")
    away = np.column_stack([first.ravel(), second.ravel()]) @ (vectors * np.sqrt(values)).T
    follow = np.linalg.solve(two, covariance[GOVERNING])
    return np.asarray(np.log(fit.ratios.vector) + away @ follow)


def _criterion(design: Design, ratios: Ratios, prior: Prior, present: Floats) -> float:
    try:
        return solve(design, ratios).criterion + prior.criterion(ratios, present.astype(bool))
    except NotPositiveDefinite:
        return np.inf
