"""How reliable one role's panels are, and how much another interviewer would add.

Generalizability theory, absolute decisions: Brennan (2001), Generalizability Theory, doi:10.1007/978-1-4757-3456-0.
Competencies are fixed (the rubric's), interviewers random, and each of k interviewers rates m of the competencies:

    true(k)  = v_p + v_pc sum w_c^2                      the weights w of the rubric, summing to 1
    error(k) = (v_r + v_pr) / k + (v_rc + v_e) / (k m)
    Phi(k)   = true / (true + error(k))

Phi(1) is the reliability of one interviewer's overall, the ICC(A,1) of sparse data; Phi at the usual number is that
of a panel's mean, ICC(A,k).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from panels.consensus.statistics.panelmix.components import CEILING, FLOOR, NAMES
from panels.consensus.statistics.panelmix.fit import Fit
from panels.consensus.statistics.table import Floats

MOST = 8
AIM = 0.8
DRAWS = 2000
MIDDLE = (2.5, 97.5)


@dataclass(frozen=True)
class Plan:
    """How the role's panels are made: weights of its competencies, mean number that one interviewer rates, mean number
    of interviewers a panel.
    """

    weights: tuple[float, ...]
    each: float
    usual: float

    @property
    def spread(self) -> float:
        """sum w_c^2 with weights that sum to 1."""
        w = np.asarray(self.weights) / sum(self.weights)
        return float(w @ w)


def phi(theta: Floats, k: Floats, plan: Plan) -> Floats:
    """Phi(k) for ratios theta_k = v_k / v_e (..., 5) in the order of `components.NAMES`; shape (..., len(k))."""
    p, pc, pr, r, rc = (theta[..., place, None] for place in range(len(NAMES)))
    true = p + pc * plan.spread
    return np.asarray(true / (true + error(pr, r, rc, k, plan)))


def error(pr: Floats, r: Floats, rc: Floats, k: Floats, plan: Plan) -> Floats:
    """The error variance of a mean over k interviewers, in units of v_e."""
    return np.asarray((r + pr) / k + (rc + 1.0) / (k * plan.each))


def reliability(fit: Fit, plan: Plan, seed: int) -> dict[str, Any]:
    """`icc`, `variance`, `shares` and `d_study` as role measures keep them; plain values.

    Intervals are those of `DRAWS` seeded draws of the ratios from the normal approximation of their logarithms.
    """
    k = np.arange(1.0, MOST + 1.0)
    drawn = _draws(fit, seed)
    curve, spread = phi(fit.ratios.vector, k, plan), np.percentile(phi(drawn, k, plan), MIDDLE, axis=0)
    usual = np.array([plan.usual])
    average, around = phi(fit.ratios.vector, usual, plan)[0], np.percentile(phi(drawn, usual, plan), MIDDLE)
    enough = [int(number) for number, value in zip(k, curve, strict=True) if value >= AIM]
    return {
        "icc": {
            "single": {"value": float(curve[0]), "low": float(spread[0, 0]), "high": float(spread[1, 0])},
            "average": {"value": float(average), "low": float(around[0]), "high": float(around[1]), "k": plan.usual},
        },
        **_parts(fit),
        "d_study": {
            "k": k.astype(int).tolist(),
            "phi": curve.tolist(),
            "low": spread[0].tolist(),
            "high": spread[1].tolist(),
            "sem": _sem(fit, k, plan).tolist(),
            "usual": plan.usual,
            "each": plan.each,
            "enough": {"target": AIM, "k": enough[0] if enough else None},
        },
    }


def _sem(fit: Fit, k: Floats, plan: Plan) -> Floats:
    """The standard error of measurement of a mean over k interviewers, in levels."""
    ratios = fit.ratios
    of_unit = error(
        np.array(ratios.candidate_interviewer),
        np.array(ratios.interviewer),
        np.array(ratios.interviewer_competency),
        k,
        plan,
    )
    return np.sqrt(of_unit * fit.variances.residual)


def _parts(fit: Fit) -> dict[str, Any]:
    """The six variances and their shares; None for a part that this role's ratings cannot have."""
    present = dict(zip(NAMES, _present(fit), strict=True)) | {"residual": True}
    found = {name: getattr(fit.variances, name) for name in (*NAMES, "residual")}
    total = sum(found.values())
    return {
        "variance": {name: value if present[name] else None for name, value in found.items()},
        "shares": {name: value / total if present[name] and total else None for name, value in found.items()},
    }


def _present(fit: Fit) -> NDArray[np.bool_]:
    """Which parts the model has; under the prior none of them is at the floor."""
    return np.asarray(fit.ratios.vector > FLOOR)


def _draws(fit: Fit, seed: int) -> Floats:
    """(DRAWS, 5) ratios. The criterion is -2 log density, so the covariance of the logarithms is 2 curvature^-1."""
    present = _present(fit)
    theta = np.tile(fit.ratios.vector, (DRAWS, 1))
    covariance = 2.0 * np.linalg.pinv(fit.curvature[np.ix_(present, present)], hermitian=True)
    logs = np.random.default_rng(seed).multivariate_normal(np.log(theta[0, present]), covariance, DRAWS, method="eigh")
    theta[:, present] = np.exp(logs)
    return np.clip(theta, 0.0, CEILING)


def usual_number(sizes: Sequence[int]) -> float:
    """The mean number of interviewers a panel, in tenths: 3.8."""
    return round(sum(sizes) / len(sizes), 1)
