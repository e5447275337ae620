"""What the posterior says of the cells that one candidate's ratings come from, also of cells that it has never seen.

Given the severities t_j that a rater showed in her m cells, her severity r_j is normal with mean
theta_r 1't_j / (theta_rc + m theta_r) and variance v_e theta_r theta_rc / (theta_rc + m theta_r). An unoccupied cell of
hers is r_j and a new rc; with m = 0 this is a rater nobody has met: a draw from N(0, v_r).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.panelmix.posterior import Node, Posterior
from panels.consensus.statistics.table import Codes, Floats


@dataclass(frozen=True)
class Loading:
    """x = `matrix` u + noise with covariance `noise`, over v_e."""

    matrix: Floats
    noise: Floats


@dataclass(frozen=True)
class Cells:
    """The ratings' places: `rater` (m,) as a code of the posterior, strangers numbered on behind; `item` (m,)."""

    rater: Codes
    item: Codes

    @classmethod
    def of(cls, posterior: Posterior, ratings: Sequence[tuple[str, str, float]]) -> Cells:
        """Every item is known to the posterior."""
        known = {name: code for code, name in enumerate(posterior.raters)}
        items = {name: code for code, name in enumerate(posterior.items)}
        rater = [known.setdefault(rater, len(known)) for rater, _, _ in ratings]
        return cls(np.array(rater, dtype=np.intp), np.array([items[item] for _, item, _ in ratings], dtype=np.intp))

    @property
    def same_rater(self) -> Floats:
        return np.asarray(self.rater[:, None] == self.rater, dtype=np.float64)

    @property
    def same_item(self) -> Floats:
        return np.asarray(self.item[:, None] == self.item, dtype=np.float64)


def loading(posterior: Posterior, node: Node, items: Codes, cells: Cells) -> Loading:
    """Of beta at `items` (k,), followed by beta + t at `cells` (m,)."""
    k, m = len(items), len(cells.rater)
    matrix = np.zeros((k + m, len(node.mean)))
    noise = np.zeros((k + m, k + m))
    matrix[np.arange(k + m), np.concatenate([items, cells.item])] = 1.0
    known = posterior.rater == cells.rater[:, None]
    there = known & (posterior.item == cells.item[:, None])
    unseen = ~there.any(axis=1)
    seen = known.sum(axis=1)
    theta = node.ratios
    weight = theta.interviewer / (theta.interviewer_competency + seen * theta.interviewer)
    matrix[k:, len(posterior.items) :] = np.where(unseen[:, None], weight[:, None] * known, there)
    severity = theta.interviewer_competency * weight
    new = cells.same_rater * (severity + theta.interviewer_competency * cells.same_item)
    noise[k:, k:] = new * np.outer(unseen, unseen)
    return Loading(matrix, noise)
