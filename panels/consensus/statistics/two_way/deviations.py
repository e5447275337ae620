"""How far each effect may still be off: the conditional standard deviations that lme4 calls condVar.

They take the variances and the item means for known. With D = I + theta_a N_a, C = Z_a' Z_b and
K = (I / theta_b + Z_b' (I + theta_a Z_a Z_a')^-1 Z_b)^-1,
    var(b | y) = v_e K,    var(a | y) = v_e (theta_a D^-1 + theta_a^2 D^-1 C K C' D^-1)
(D. Bates et al., 2015, doi:10.18637/jss.v067.i01, section 3.5).
"""

from __future__ import annotations

import numpy as np

from panels.consensus.statistics import dense
from panels.consensus.statistics.table import Floats
from panels.consensus.statistics.two_way.fitting import TwoWay

ROWS = 2_000  # levels of a at a time, so that the product with K stays small


def deviations(model: TwoWay) -> tuple[Floats, Floats]:
    """Of targets (in the order of the table's names) and of raters, on the rating scale."""
    design, (theta_a, theta_b) = model.design, model.theta
    levels_b = design.levels_b
    cross = design.cross[:, :levels_b]
    weight = theta_a / (1 + theta_a * design.n_a)
    scaled = -theta_b * (design.cross_t[:levels_b] @ (cross * weight[:, None])).toarray()
    diagonal = np.arange(levels_b)
    scaled[diagonal, diagonal] += 1 + theta_b * np.diag(design.kept)[:levels_b]
    k = theta_b * dense.inverse(dense.factor(scaled))
    through_b = np.concatenate([_quadratic(cross[at : at + ROWS], k) for at in range(0, len(weight), ROWS)])
    sd_a = np.sqrt(model.v_e * (weight + weight**2 * through_b))
    sd_b = np.sqrt(model.v_e * np.diag(k))
    return (sd_a, sd_b) if design.targets_eliminated else (sd_b, sd_a)


def _quadratic(cross: object, k: Floats) -> Floats:
    """c K c' of each row c of the sparse `cross`."""
    return np.asarray((cross * (cross @ k)).sum(axis=1)).ravel()  # type: ignore[operator]
