"""Whether an interviewer gives the same level to every competency on nearly all her cards.

On a card with two ratings that is common, on one with five it is rare; so the chance is taken from the others' cards of
the same length, and her count must be beyond it. The binomial with the mean chance is cautious for unequal chances:
Hoeffding (1956), Annals of Mathematical Statistics 27, 713-721, doi:10.1214/aoms/1177728178.
Limits as in docs/measures.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.diagnostics.measure import Figures, Finding
from panels.consensus.statistics.diagnostics.tails import binomial_at_least
from panels.consensus.statistics.table import RatingTable

NEEDED = 8
"""Cards with two ratings or more."""
NEARLY_ALL = 0.8


@dataclass(frozen=True)
class StraightLining:
    """`same` of `n` cards bear one level; `chance` is how often others' cards of the same lengths do."""

    n: int
    same: int
    chance: float
    needed: int = NEEDED

    @property
    def share(self) -> float | None:
        return self.same / self.n if self.n else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        if self.share is None:
            return ()
        return (Finding(binomial_at_least(self.same, self.n, self.chance), self.share >= NEARLY_ALL),)

    def figures(self, q: float | None) -> Figures:  # noqa: ARG002 -- a share says it by itself
        return {"share": self.share}


def straight_lining(table: RatingTable) -> tuple[StraightLining, ...]:
    """In the order of `table.raters`."""
    rater, length, same = _cards(table)
    shape = (len(table.raters), int(length.max(initial=0)) + 1)
    cards, alike = (np.zeros(shape), np.zeros(shape))
    np.add.at(cards, (rater, length), 1.0)
    np.add.at(alike, (rater, length), same)
    # One more card of each kind: no chance is 0 or 1 for want of others to compare with.
    chance = (alike.sum(axis=0) - alike + 1.0) / (cards.sum(axis=0) - cards + 2.0)
    n = cards.sum(axis=1)
    mean_chance = (cards * chance).sum(axis=1) / np.maximum(n, 1.0)
    return tuple(
        StraightLining(int(of), int(count), float(by_chance))
        for of, count, by_chance in zip(n, alike.sum(axis=1), mean_chance, strict=True)
    )


def _cards(table: RatingTable) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rater, number of ratings and whether all bear one level, of each card with two ratings or more."""
    order = np.lexsort((table.target, table.rater))
    rater, target, level = table.rater[order], table.target[order], table.level[order]
    starts = np.flatnonzero((np.diff(rater, prepend=-1) != 0) | (np.diff(target, prepend=-1) != 0))
    length = np.diff(np.append(starts, len(order)))
    if not len(starts):
        return starts, length, starts
    same = np.minimum.reduceat(level, starts) == np.maximum.reduceat(level, starts)
    many = length > 1
    return rater[starts][many], length[many], same[many]
