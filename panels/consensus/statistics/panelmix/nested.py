"""What belongs to one candidate alone, eliminated candidate by candidate.

V_i = I + theta_p 11' + theta_pc [same item] + theta_pr [same interviewer] is the covariance of one candidate's ratings
over v_e when the interviewers' severities are known. V_0 holds these matrices on its diagonal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.panelmix.design import Block, Design
from panels.consensus.statistics.table import Floats


@dataclass(frozen=True)
class Nested:
    """V_0^-1 at given ratios. G = Z'V_0^-1 Z (cells, cells), h = Z'V_0^-1 y (cells,), yy = y'V_0^-1 y."""

    inverses: tuple[Floats, ...]  # a block: (P, m, m)
    log_determinant: float
    G: Floats
    h: Floats
    yy: float


def eliminate(design: Design, ratios: Ratios) -> Nested:
    """At `ratios`. The cost is one small inverse a pattern and one addition a pair of ratings of one composition."""
    inverses: list[Floats] = []
    log_determinant = 0.0
    G = np.zeros(design.cells**2)
    for block in design.blocks:
        V = covariance(block, ratios)
        half_log = np.log(np.diagonal(np.linalg.cholesky(V), axis1=1, axis2=2)).sum(axis=1)
        inverse = np.asarray(np.linalg.inv(V), dtype=np.float64)
        log_determinant += 2.0 * float(half_log[block.pattern] @ block.candidates)
        G += _scatter(block, inverse, G.size)
        inverses.append(inverse)
    square = G.reshape(design.cells, design.cells)
    Vy = times(design, tuple(inverses), design.y[:, None])[:, 0]
    return Nested(
        inverses=tuple(inverses),
        log_determinant=log_determinant,
        G=square + square.T,
        h=design.by_cell(Vy),
        yy=float(design.y @ Vy),
    )


def covariance(block: Block, ratios: Ratios) -> Floats:
    """V_i of each pattern (P, m, m)."""
    return (
        np.eye(block.row.shape[1])
        + ratios.candidate
        + ratios.candidate_competency * block.same_item
        + ratios.candidate_interviewer * block.same_rater
    )


def times(design: Design, matrices: tuple[Floats, ...], values: Floats) -> Floats:
    """Each candidate's `values` (n, k) multiplied by the matrix of her pattern: one (P, m, m) a block."""
    product = np.empty_like(values)
    for block, matrix in zip(design.blocks, matrices, strict=True):
        first = block.first
        for pattern in range(len(matrix)):
            row = block.row[first[pattern] : first[pattern + 1]]
            product[row] = matrix[pattern] @ values[row]
    return product


def _scatter(block: Block, inverse: Floats, size: int) -> Floats:
    upper = inverse[:, block.pairs[0], block.pairs[1]] * block.half
    weight = upper[block.pattern] * block.candidates[:, None]
    return np.asarray(np.bincount(block.entry.ravel(), weight.ravel(), size), dtype=np.float64)
