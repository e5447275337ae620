"""Who is ahead of whom, and who is among the best: read from the joint mean and covariance of many candidates."""

from __future__ import annotations

import numpy as np

from panels.consensus.statistics.table import Floats

DRAWS = 4000


def better(mean: Floats, covariance: Floats) -> Floats:
    """P(i better than j) (n, n), closed form: Phi((m_i - m_j) / sd of the difference); 0.5 for equal ones without any.

    A candidate against herself is 0.5.
    """
    from scipy.special import ndtr  # noqa: PLC0415 -- a tenth of a second, paid at the first board

    difference = mean[:, None] - mean
    own = np.diag(covariance)
    variance = np.maximum(own[:, None] + own - covariance - covariance.T, 0.0)
    known = np.sqrt(variance)
    certain = 0.5 + 0.5 * np.sign(difference)
    return np.where(known > 0.0, ndtr(difference / np.where(known > 0.0, known, 1.0)), certain)


def among_best(mean: Floats, covariance: Floats, k: int, *, seed: int, draws: int = DRAWS) -> Floats:
    """P(in the top k) (n,), from `draws` seeded draws; who is level is put in an order by lot. Adds up to min(k, n)."""
    n = len(mean)
    generator = np.random.default_rng(seed)
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2.0)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    drawn = mean + generator.standard_normal((draws, n)) @ root.T
    order = np.lexsort((generator.random((draws, n)), -drawn), axis=1)
    return np.asarray(np.bincount(order[:, : max(k, 0)].ravel(), minlength=n) / draws)
