"""One candidate's own values f_c = p + pc_c, given the ratings and what is known of competencies and interviewers.

At given ratios, and over v_e: y = a + noise with covariance V, a = beta + t of each rating's cell, cov(f, y) = F. So
E[f | a, y] = D (y - a) with D = F V^-1, and cov(f | a, y) = C - D F'.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.panelmix.loading import Cells
from panels.consensus.statistics.panelmix.posterior import Posterior
from panels.consensus.statistics.table import Codes, Floats


@dataclass(frozen=True)
class Candidate:
    """`ratings` are (rater, item, level); `weights` those of the items that make the overall."""

    ratings: Sequence[tuple[str, str, float]]
    weights: Mapping[str, float]

    @property
    def counted(self) -> tuple[str, ...]:
        """The items with a weight that somebody rated, sorted: a total is divided by the weights present."""
        rated = {item for _, item, _ in self.ratings}
        return tuple(sorted(item for item, weight in self.weights.items() if weight > 0 and item in rated))

    @property
    def shares(self) -> Floats:
        """w_c / W of `counted`."""
        weights = np.array([float(self.weights[item]) for item in self.counted])
        return np.asarray(weights / weights.sum())

    @property
    def levels(self) -> Floats:
        return np.array([float(level) for _, _, level in self.ratings])

    @property
    def raw(self) -> float:
        """The weighted mean of the items' plain means."""
        means = [np.mean([level for _, item, level in self.ratings if item == one]) for one in self.counted]
        return float(self.shares @ np.array(means))


@dataclass(frozen=True)
class Own:
    """V (m, m), D (k, m) and the covariance `left` (k, k) of f given a and y; all over v_e."""

    V: Floats
    D: Floats
    left: Floats


def own(ratios: Ratios, cells: Cells, items: Codes) -> Own:
    """Of f at `items` (k,)."""
    V = (
        np.eye(len(cells.item))
        + ratios.candidate
        + ratios.candidate_competency * cells.same_item
        + ratios.candidate_interviewer * cells.same_rater
    )
    F = ratios.candidate + ratios.candidate_competency * (items[:, None] == cells.item)
    C = ratios.candidate + ratios.candidate_competency * (items[:, None] == items)
    D = np.linalg.solve(V, F.T).T
    return Own(V=V, D=D, left=C - D @ F.T)


def codes(posterior: Posterior, items: Sequence[str]) -> Codes:
    """Where in beta the known `items` stand."""
    place = {name: code for code, name in enumerate(posterior.items)}
    return np.array([place[item] for item in items], dtype=np.intp)
