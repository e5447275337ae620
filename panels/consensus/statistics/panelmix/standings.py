"""Many candidates at once: their overalls and how the errors of these hang together.

Two candidates who met the same interviewer share her severity, so that their difference is known better than either of
them. Everything that compares candidates is read from a mean vector and a covariance matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.panelmix.candidate import Candidate, codes, own
from panels.consensus.statistics.panelmix.loading import Cells, loading
from panels.consensus.statistics.panelmix.posterior import Node, Posterior
from panels.consensus.statistics.table import Codes, Floats
from panels.consensus.statistics.variances import Variances


@dataclass(frozen=True)
class Standings:
    """`mean` (n,) in the order of the candidates, `covariance` (n, n) of truth less mean."""

    mean: Floats
    covariance: Floats


def adjusted(posterior: Posterior, candidates: Sequence[Candidate]) -> Standings:
    """Posterior of the overalls of candidates whose ratings are all in the calibration, mixed over its nodes.

    For others solve once with their ratings added (posterior.solve). Everybody was rated on an item with a weight.
    """
    places = [(Cells.of(posterior, one.ratings), codes(posterior, one.counted)) for one in candidates]
    weights = np.array([node.weight for node in posterior.nodes])
    found = [_at(posterior, node, candidates, places) for node in posterior.nodes]
    means = np.array([mean for mean, _ in found])
    mean = weights @ means
    between = (means - mean).T @ (weights[:, None] * (means - mean))
    within = sum((weight * one for weight, (_, one) in zip(weights, found, strict=True)), np.zeros_like(between))
    return Standings(mean, within + between)


def raw(variances: Variances, candidates: Sequence[Candidate]) -> Standings:
    """Weighted means of plain means, with the covariance of their errors r, rc, pr and e.

    With a_k the weight of rating k in its candidate's overall, two candidates share sum_j A_ij A_i'j v_r and
    sum_jc A_ijc A_i'jc v_rc, where A sums a_k over one rater and over one rater's one item.
    """
    severity, by_item = _sums(candidates, item=False), _sums(candidates, item=True)
    alone = variances.candidate_interviewer * (severity**2).sum(axis=1) + variances.residual * np.array(
        [float(_weights(one) @ _weights(one)) for one in candidates]
    )
    shared = variances.interviewer * severity @ severity.T + variances.interviewer_competency * by_item @ by_item.T
    return Standings(np.array([one.raw for one in candidates]), shared + np.diag(alone))


def _at(
    posterior: Posterior, node: Node, candidates: Sequence[Candidate], places: list[tuple[Cells, Codes]]
) -> tuple[Floats, Floats]:
    means, loadings, left = [], [], []
    for candidate, (cells, items) in zip(candidates, places, strict=True):
        mine = own(node.ratios, cells, items)
        shares = candidate.shares
        x = loading(posterior, node, items, cells).matrix
        loadings.append(np.concatenate([shares, -shares @ mine.D]) @ x)
        means.append(float(shares @ mine.D @ candidate.levels + loadings[-1] @ node.mean))
        left.append(node.residual * float(shares @ mine.left @ shares))
    matrix = np.array(loadings).reshape(len(candidates), len(node.mean))
    return np.array(means), matrix @ node.covariance @ matrix.T + np.diag(left)


def _weights(candidate: Candidate) -> Floats:
    """a_k of each rating: w_c / (W n_c), 0 where its item has no weight."""
    share = dict(zip(candidate.counted, candidate.shares, strict=True))
    rated = [item for _, item, _ in candidate.ratings]
    return np.array([share.get(item, 0.0) / rated.count(item) for item in rated])


def _sums(candidates: Sequence[Candidate], *, item: bool) -> Floats:
    """A (candidates, raters), or (candidates, raters' items)."""
    names = [[rating[:2] if item else rating[:1] for rating in one.ratings] for one in candidates]
    place = {name: code for code, name in enumerate(sorted({name for row in names for name in row}))}
    A = np.zeros((len(candidates), len(place)))
    for number, (row, candidate) in enumerate(zip(names, candidates, strict=True)):
        np.add.at(A[number], [place[name] for name in row], _weights(candidate))
    return A
