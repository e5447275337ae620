"""One candidate's adjusted score: the stored calibration conditioned on the ratings at hand, and never fitted again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.panelmix.candidate import Candidate, codes, own
from panels.consensus.statistics.panelmix.loading import Cells, loading
from panels.consensus.statistics.panelmix.mixture import Estimate, mixed
from panels.consensus.statistics.panelmix.posterior import Node, Posterior
from panels.consensus.statistics.table import Codes, Floats

NO_RATINGS = "no_ratings"
NEW_COMPETENCY = "new_competency"


@dataclass(frozen=True)
class Unconditioned:
    """Why there is no adjusted score: a reason code."""

    code: str


@dataclass(frozen=True)
class Conditioned:
    """`overall` and `items` are what an average interviewer of this organisation would give, with its uncertainty.

    `shift` is adjusted less raw: minus what the raw mean is expected to be off. Given the ratings the raw mean is
    known, so that `shift_sd`, the posterior deviation of its error, is that of the overall.
    """

    overall: Estimate
    items: dict[str, Estimate]
    raw: float
    shift: float
    shift_sd: float


def condition(
    posterior: Posterior,
    ratings: Sequence[tuple[str, str, float]],
    weights: Mapping[str, float],
    target: str | None,
) -> Conditioned | Unconditioned:
    """The overall is over the items of `weights` that `ratings` hold, as the raw one is; so is `items`.

    `target` names the candidate in the calibration if these ratings are in it; else, or where it is None, they are new
    and are added first. An interviewer unknown to the calibration is taken for a draw from all interviewers.
    """
    candidate = Candidate(ratings, weights)
    if not candidate.counted:
        return Unconditioned(NO_RATINGS)
    if not {item for _, item, _ in ratings} <= set(posterior.items):
        return Unconditioned(NEW_COMPETENCY)
    cells, items = Cells.of(posterior, ratings), codes(posterior, candidate.counted)
    inside = target is not None and target in posterior.targets
    found = [_values(posterior, node, candidate, cells, items, inside=inside) for node in posterior.nodes]
    return _conditioned(candidate, [node.weight for node in posterior.nodes], found)


def _values(
    posterior: Posterior, node: Node, candidate: Candidate, cells: Cells, items: Codes, *, inside: bool
) -> tuple[Floats, Floats]:
    """Mean (k,) and covariance of beta + f at `items`."""
    x = loading(posterior, node, items, cells)
    mean = x.matrix @ node.mean
    covariance = x.matrix @ node.covariance @ x.matrix.T + node.residual * x.noise
    mine = own(node.ratios, cells, items)
    k = len(items)
    off = candidate.levels - mean[k:]
    if not inside:
        gain = np.linalg.lstsq(covariance[k:, k:] + node.residual * mine.V, covariance[k:], rcond=None)[0].T
        mean = mean + gain @ off
        covariance = covariance - gain @ covariance[k:]
    combined = np.hstack([np.eye(k), -mine.D])
    value = mean[:k] + mine.D @ (candidate.levels - mean[k:])
    return value, combined @ covariance @ combined.T + node.residual * mine.left


def _conditioned(candidate: Candidate, weights: list[float], found: list[tuple[Floats, Floats]]) -> Conditioned:
    shares = candidate.shares
    overall = mixed(
        weights,
        [float(shares @ mean) for mean, _ in found],
        [float(shares @ covariance @ shares) for _, covariance in found],
    )
    items = {
        item: mixed(
            weights,
            [float(mean[place]) for mean, _ in found],
            [float(covariance[place, place]) for _, covariance in found],
        )
        for place, item in enumerate(candidate.counted)
    }
    return Conditioned(
        overall=overall, items=items, raw=candidate.raw, shift=overall.mean - candidate.raw, shift_sd=overall.sd
    )
