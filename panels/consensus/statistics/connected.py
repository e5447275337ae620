"""Which candidates can be compared through the interviewers they share.

Candidates and interviewers are the two sides of a graph, a rating is an edge. Within a connected component a chain of
interviewers who met both sides of each step joins any two candidates; between components nothing but the assumption
that interviewers are alike does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.table import Codes, RatingTable


@dataclass(frozen=True)
class Components:
    """`target` (targets,) and `rater` (raters,) give the component of each; 0 is the one with the most targets.

    `targets` and `raters` give the sizes. Components of one size are in the order of their first target.
    """

    target: Codes
    rater: Codes
    targets: tuple[int, ...]
    raters: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.targets)


def components(table: RatingTable) -> Components:
    """The parts of `table` between which no chain of ratings runs."""
    targets, raters = len(table.targets), len(table.raters)
    edge = np.unique(table.target * max(raters, 1) + table.rater)
    root = _roots(targets + raters, edge // max(raters, 1), targets + edge % max(raters, 1))
    found, of_target = np.unique(root[:targets], return_inverse=True)
    by_size = np.argsort(-np.bincount(of_target, minlength=len(found)), kind="stable")
    number = np.empty(targets + raters, dtype=np.intp)
    number[found[by_size]] = np.arange(len(found))
    label = number[root]
    return Components(
        target=label[:targets],
        rater=label[targets:],
        targets=tuple(np.bincount(label[:targets], minlength=len(found)).tolist()),
        raters=tuple(np.bincount(label[targets:], minlength=len(found)).tolist()),
    )


def _roots(vertices: int, one: Codes, other: Codes) -> Codes:
    """The smallest vertex of each vertex's component.

    Every round hangs the larger of two touching roots under the smaller and then shortens all paths, which halves what
    is left: Shiloach & Vishkin (1982), doi:10.1016/0196-6774(82)90008-6.
    """
    root = np.arange(vertices)
    while True:
        left, right = root[one], root[other]
        apart = left != right
        if not apart.any():
            return root
        np.minimum.at(root, np.maximum(left, right)[apart], np.minimum(left, right)[apart])
        while (shorter := root[root]).tobytes() != root.tobytes():
            root = shorter
