"""What a calibration knows of competencies and interviewers, ready to be asked about any candidate.

u = (beta, t): the mean of each item, and for each occupied cell the interviewer's severity there. Given the ratios u is
normal; where the ratios are uncertain there are several nodes, each with its weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.connected import components
from panels.consensus.statistics.panelmix.components import NAMES, Ratios
from panels.consensus.statistics.panelmix.design import Design
from panels.consensus.statistics.panelmix.system import System
from panels.consensus.statistics.panelmix.system import solve as solve_system
from panels.consensus.statistics.table import Codes, Floats, RatingTable
from panels.consensus.statistics.variances import Variances


@dataclass(frozen=True)
class Node:
    """One set of ratios. `mean` (items + cells,) and `covariance` of u, in rating points.

    `residual` is the posterior mean of v_e, which knows that v_e is estimated: rss / (n - q - 2) where its prior is
    1 / v_e. Given the ratios u is then a Student t, and `covariance` is that t's.
    """

    weight: float
    ratios: Ratios
    residual: float
    mean: Floats
    covariance: Floats


@dataclass(frozen=True)
class Posterior:
    """`rater` and `item` (cells,) say whose cell is where in u, behind the items; `targets` are those rated in it.

    `met` (raters,) is how many targets a rater has met, `part` (raters,) her component: what the rules ask about.
    """

    targets: frozenset[str]
    raters: tuple[str, ...]
    items: tuple[str, ...]
    rater: Codes
    item: Codes
    met: Codes
    part: Codes
    nodes: tuple[Node, ...]

    @property
    def variances(self) -> Variances:
        """Posterior means over the nodes: what a raw mean's standard error of measurement is computed from."""
        every = [node.ratios.variances(node.residual) for node in self.nodes]
        names = (*NAMES, "residual")
        return Variances(
            **{
                name: sum(node.weight * getattr(one, name) for node, one in zip(self.nodes, every, strict=True))
                for name in names
            }
        )


def solve(table: RatingTable, ratios: Sequence[tuple[float, Ratios]]) -> Posterior:
    """One solution for each of `ratios` with its weight, v_e estimated anew: all that an incremental refit does.

    `table` has at least one rating more than items, and is no larger than a fit takes (separable.py).
    """
    design = Design.of(table)
    return Posterior(
        targets=frozenset(table.targets),
        raters=table.raters,
        items=table.items,
        rater=design.rater,
        item=design.item,
        met=_met(table),
        part=components(table).rater,
        nodes=tuple(_node(weight, solve_system(design, one)) for weight, one in ratios),
    )


def _met(table: RatingTable) -> Codes:
    pairs = np.unique(table.target * len(table.raters) + table.rater)
    return np.bincount(pairs % len(table.raters), minlength=len(table.raters))


def _node(weight: float, system: System) -> Node:
    beta = system.M_inverse
    both = system.slope @ beta
    residual = max(system.rss, 0.0) / max(system.design.degrees - 2, 1)
    return Node(
        weight=weight,
        ratios=system.ratios,
        residual=residual,
        mean=np.concatenate([system.beta + system.design.centre, system.t]),
        covariance=residual * np.block([[beta, both.T], [both, system.shrunk + both @ system.slope.T]]),
    )
