"""What the diagnostics take from the posterior of the whole organisation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.diagnostics.severity import chance
from panels.consensus.statistics.panelmix.mixture import Estimate, mixed
from panels.consensus.statistics.panelmix.posterior import Node, Posterior
from panels.consensus.statistics.table import Floats, RatingTable
from panels.consensus.statistics.variances import Variances


@dataclass(frozen=True)
class Fitted:
    """In levels and squared levels.

    `intercept` (n,) is beta of each rating's item; `own` (n,) the rater's r + (rc), posterior means, for each rating.
    `severity` is the posterior of each rater's r, negative for lower than colleagues; `severity_p` how often chance
    would take an interviewer like all others as far from them.
    """

    variances: Variances
    intercept: Floats
    own: Floats
    severity: tuple[Estimate, ...]
    severity_p: tuple[float, ...]


def fitted(table: RatingTable, posterior: Posterior) -> Fitted:
    """`posterior` is of this very table. What is uncertain in the ratios is averaged over, node by node."""
    raters = range(len(posterior.raters))
    weights = np.array([node.weight for node in posterior.nodes])
    mean = weights @ np.array([node.mean for node in posterior.nodes])
    beta, t = mean[: len(posterior.items)], mean[len(posterior.items) :]
    cells = posterior.rater * len(posterior.items) + posterior.item
    found = [_severities(posterior, node) for node in posterior.nodes]
    means, lefts, variances = (np.array([one[k] for one in found]) for k in range(3))
    p = np.array([[chance(*of) for of in zip(*one, strict=True)] for one in zip(means, lefts, variances, strict=True)])
    return Fitted(
        variances=posterior.variances,
        intercept=beta[table.item],
        own=t[np.searchsorted(cells, table.rater * len(table.items) + table.item)],
        severity=tuple(mixed(weights.tolist(), means[:, j].tolist(), lefts[:, j].tolist()) for j in raters),
        severity_p=tuple((weights @ p).tolist()),
    )


def not_fitted(table: RatingTable) -> Fitted:
    """Where there is no joint model: nothing is known of anybody, so that nothing is said."""
    n, raters = np.zeros(len(table)), len(table.raters)
    return Fitted(Variances(0.0, 0.0, 0.0, 0.0, 0.0, 0.0), n, n, (Estimate(0.0, 0.0),) * raters, (1.0,) * raters)


def _severities(posterior: Posterior, node: Node) -> tuple[Floats, Floats, Floats]:
    """Mean and variance of each r at one node, from the m cells t_j of the rater, and v_r.

    Given t_j, r_j has mean theta_r 1't_j / (theta_rc + m theta_r) and variance v_e theta_r theta_rc / the same.
    """
    theta, q = node.ratios, len(posterior.items)
    one = (posterior.rater == np.arange(len(posterior.raters))[:, None]).astype(np.float64)
    whole = theta.interviewer_competency + one.sum(axis=1) * theta.interviewer
    weight = theta.interviewer / whole
    left = weight * node.residual * theta.interviewer_competency
    known = weight**2 * np.einsum("ja,ab,jb->j", one, node.covariance[q:, q:], one, optimize=True)
    v_r = node.residual * theta.interviewer
    return weight * (one @ node.mean[q:]), left + known, np.full(len(one), v_r)
