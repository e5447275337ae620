"""Which parts of a rating a design can tell apart, and which tables get no joint model at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.panelmix.components import NAMES
from panels.consensus.statistics.panelmix.moments import Moments, moments
from panels.consensus.statistics.table import RatingTable

CELLS = 6000
"""The cells' matrix is dense: 6,000 of them take 0.3 GB a copy."""
PAIRS = 30_000_000
"""Pairs of ratings of one candidate, summed over candidates: 0.5 GB."""

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
    separable = found.separable
    if strict and not all(separable):
        return Refused(_not_separable([name for name, known in zip(NAMES, separable, strict=True) if not known]))
    one_item = len(table.items) < 2
    present = tuple(not (one_item and twin) for twin in WITH_ITEMS)
    return Parts(present=present, separable=separable, moments=found)


def _too_little(table: RatingTable, *, strict: bool) -> str:
    if not len(table):
        return "no ratings"
    if strict and len(table.items) < 2:
        return "below 2 items"
    return "fewer ratings than items" if len(table) <= len(table.items) else ""


def _too_much(table: RatingTable) -> str:
    cells = len(np.unique(table.rater * len(table.items) + table.item))
    if cells > CELLS:
        return f"more than {CELLS:,} rater x item cells"
    ratings = np.bincount(table.target)
    return "too many ratings of one target" if int((ratings * (ratings + 1) // 2).sum()) > PAIRS else ""


def _not_separable(names: list[str]) -> str:
    words = [WORDS[name] for name in names]
    listed = " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return f"{listed} {'is' if len(words) == 1 else 'are'} not separable"
