"""How severe each interviewer is, with its uncertainty: positive gives more than others would.

Given her cells t_j, r_j has mean k 1't_j and variance v_e k theta_rc, k = theta_r / (theta_rc + m theta_r); rc = t - r.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.panelmix.posterior import Node, Posterior
from panels.consensus.statistics.table import Floats


@dataclass(frozen=True)
class Severity:
    """`mean` and `sd` (raters,) of r; `by_item` and `by_item_sd` (cells,) of rc, in the order of the posterior."""

    mean: Floats
    sd: Floats
    by_item: Floats
    by_item_sd: Floats


def severity(posterior: Posterior) -> Severity:
    """Moments of the mixture over the posterior's nodes."""
    weight = np.array([node.weight for node in posterior.nodes])
    found = [_at(posterior, node) for node in posterior.nodes]
    means, variances = (np.array([one[kind] for one in found]) for kind in (0, 1))
    mean = weight @ means
    sd = np.sqrt(weight @ (np.maximum(variances, 0.0) + (means - mean) ** 2))
    raters = len(posterior.raters)
    return Severity(mean[:raters], sd[:raters], mean[raters:], sd[raters:])


def _at(posterior: Posterior, node: Node) -> tuple[Floats, Floats]:
    """Means and variances of (r, rc) (raters + cells,)."""
    items = len(posterior.items)
    t, covariance = node.mean[items:], node.covariance[items:, items:]
    hers = np.asarray(posterior.rater == np.arange(len(posterior.raters))[:, None], dtype=np.float64)
    theta = node.ratios
    k = theta.interviewer / (theta.interviewer_competency + hers.sum(axis=1) * theta.interviewer)
    A = k[:, None] * hers
    crossed = A @ covariance
    r = np.einsum("jc,jc->j", crossed, A)
    own = crossed[posterior.rater, np.arange(len(t))]
    noise = node.residual * k * theta.interviewer_competency
    rc = np.diag(covariance) - 2.0 * own + r[posterior.rater]
    means = A @ t
    return (
        np.concatenate([means, t - means[posterior.rater]]),
        np.concatenate([r + noise, rc + noise[posterior.rater]]),
    )
