"""How the criterion changes with the ratios: its gradient, and the average of its observed and expected curvature.

d' = tr(P V_k) - y'P V_k P y / v_e. The average information y'P V_k P V_l P y / v_e needs one more solution for each
part and no trace of a product: Gilmour, Thompson & Cullis (1995), doi:10.2307/2533274. v_e is profiled out of both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics import dense
from panels.consensus.statistics.panelmix.design import Block, Design
from panels.consensus.statistics.panelmix.nested import times
from panels.consensus.statistics.panelmix.system import System
from panels.consensus.statistics.table import Floats


@dataclass(frozen=True)
class Derivatives:
    """Of the criterion by the five ratios: `gradient` (5,) and `information` (5, 5), positive semi-definite."""

    gradient: Floats
    information: Floats


def differentiate(system: System) -> Derivatives:
    design, v = system.design, system.residual
    u = _weighted_residuals(system)
    W = _parts(design, u)
    quadratic = W.T @ u
    C = system.M_inverse
    E = design.fixed + system.slope
    T = system.shrunk + E @ C @ E.T
    gradient = _traces(system, T) - quadratic / v
    information = _inner(system, W, T) / v - np.outer(quadratic, quadratic) / (v * system.rss)
    return Derivatives(gradient=gradient, information=information)


def _weighted_residuals(system: System) -> Floats:
    """u = P y (n,)."""
    design = system.design
    fitted = (system.t + system.beta[design.item])[design.cell]
    return times(design, system.nested.inverses, (design.y - fitted)[:, None])[:, 0]


def _parts(design: Design, u: Floats) -> Floats:
    """V_k u for the five parts (n, 5)."""
    column = u[:, None]
    everyone = tuple(np.ones_like(block.same_item) for block in design.blocks)
    cells = design.by_cell(u)
    return np.column_stack(
        [
            times(design, everyone, column),
            times(design, tuple(block.same_item for block in design.blocks), column),
            times(design, tuple(block.same_rater for block in design.blocks), column),
            design.by_rater(cells)[design.rater][design.cell],
            cells[design.cell],
        ]
    )


def _inner(system: System, W: Floats, T: Floats) -> Floats:
    """W'P W (5, 5), where P = V_0^-1 - V_0^-1 Z T Z'V_0^-1."""
    design = system.design
    VW = times(design, system.nested.inverses, W)
    ZVW = np.column_stack([design.by_cell(column) for column in VW.T])
    return np.asarray(W.T @ VW - ZVW.T @ T @ ZVW)


def _traces(system: System, T: Floats) -> Floats:
    """tr(P V_k) (5,)."""
    nested = np.zeros(3)
    for block, inverse in zip(system.design.blocks, system.nested.inverses, strict=True):
        nested += _nested_traces(block, inverse, T)
    F = dense.solve(system.S, system.LGB)
    LQL = np.eye(len(T)) - system.S_inverse - F @ system.M_inverse @ F.T
    return np.append(nested, system.root.undone(LQL))


def _nested_traces(block: Block, inverse: Floats, T: Floats) -> Floats:
    """tr(V_i^-1 V_k) - tr(T Z'V_i^-1 V_k V_i^-1 Z), summed over the block's candidates, for p, pc, pr."""
    starts = np.searchsorted(block.pattern, np.arange(len(inverse)))
    gathered = T.ravel()[block.entry] * block.candidates[:, None]
    by_pattern = 2.0 * block.half * np.add.reduceat(gathered, starts, axis=0)
    candidates = np.add.reduceat(block.candidates, starts)
    traces = np.empty(3)
    for k, V in enumerate((np.ones_like(inverse), block.same_item, block.same_rater)):
        product = inverse @ V
        D = (product @ inverse)[:, block.pairs[0], block.pairs[1]]
        traces[k] = candidates @ np.trace(product, axis1=1, axis2=2) - float((by_pattern * D).sum())
    return traces
