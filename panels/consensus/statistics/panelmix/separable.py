"""Which parts of a rating a design can tell apart, and which tables get no joint model at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.panelmix.components import NAMES
from panels.consensus.statistics.panelmix.moments import Moments, moments
from panels.consensus.statistics.table import Codes, RatingTable

CELLS = 6000
"""The cells' matrix is dense: 6,000 of them take 0.3 GB a copy."""
PAIRS = 15_000_000
"""Pairs of ratings of one candidate, summed over the candidates whose cells differ: a million ratings, twenty each."""

WORDS = dict(zip(NAMES, ("target", "target x item", "target x rater", "rater", "rater x item"), strict=True))
WITH_ITEMS = (False, True, True, False, True)
"""The parts that are other parts' twins where there is one item: pc is p, rc is r, pr is the residual."""


@dataclass(frozen=True)
class Refused:
    """Why there is no joint model, in words."""

    reason: str


@dataclass(frozen=True)
class Parts:
    """Which of the five parts are in the model, which of them the ratings alone could separate."""

    present: tuple[bool, ...]
    separable: tuple[bool, ...]
    moments: Moments


def parts_of(table: RatingTable, *, strict: bool) -> Parts | Refused:
    """`strict` refuses what a prior would have to decide: a part that is not separable, or a single item."""
    refused = _too_little(table, strict=strict) or _too_much(table)
    if refused:
        return Refused(refused)
    found = moments(table)
    if found.observed[5] <= 1e-12 * max(float(table.level @ table.level), 1.0):
        return Refused("no variation")
    one_item = len(table.items) < 2
    present = tuple(not (one_item and twin) for twin in WITH_ITEMS)
    separable = found.separable(present)
    if strict and not all(separable):
        return Refused(_not_separable([name for name, known in zip(NAMES, separable, strict=True) if not known]))
    return Parts(present=present, separable=separable, moments=found)


def _too_little(table: RatingTable, *, strict: bool) -> str:
    if not len(table):
        return "no ratings"
    if strict and len(table.items) < 2:
        return "below 2 items"
    return "fewer ratings than items" if len(table) <= len(table.items) else ""


def _too_much(table: RatingTable) -> str:
    cell = table.rater * len(table.items) + table.item
    if len(np.unique(cell)) > CELLS:
        return f"more than {CELLS:,} rater x item cells"
    return "too many ratings of one target" if _pairs(table.target, cell) > PAIRS else ""


def _pairs(target: Codes, cell: Codes) -> int:
    """Who was rated in the same cells as another costs nothing more; it is looked up only where it matters."""
    ratings = np.bincount(target)
    if (ratings * (ratings + 1) // 2).sum() > PAIRS:
        of_target = np.split(cell[np.lexsort((cell, target))], np.cumsum(ratings)[:-1])
        ratings = np.array([len(one) for one in {cells.tobytes(): cells for cells in of_target}.values()])
    return int((ratings * (ratings + 1) // 2).sum())


def _not_separable(names: list[str]) -> str:
    words = [WORDS[name] for name in names]
    listed = " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return f"{listed} {'is' if len(words) == 1 else 'are'} not separable"
