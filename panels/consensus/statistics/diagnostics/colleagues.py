"""What an interviewer's colleagues on the same panels foretell of her ratings, herself left out.

With V the covariance of all ratings of one candidate, u the ratings less beta, r and rc, and W = V^-1, the ratings of
one interviewer B differ from what the others foretell by W_BB^-1 (W u)_B, with covariance W_BB^-1: leaving her out
needs no second fit. Dubrule (1983), Mathematical Geology 15, 687-699, doi:10.1007/BF01033232; for blocks Ginsbourger &
Schärer (2021), arXiv:2101.03108.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from panels.consensus.statistics.diagnostics.fitted import Fitted
from panels.consensus.statistics.table import Codes, Floats, RatingTable
from panels.consensus.statistics.variances import Variances

SMALLEST_RESIDUAL = 1e-9
"""Of all variance: keeps V invertible when people agree to the last digit."""


@dataclass(frozen=True)
class Seen:
    """One interviewer's n cards on panels with colleagues, each padded to m ratings over her C items.

    `level`, `foretold` and `own` (n, m); `covariance` S of level - foretold given her own severities, and its inverse
    `precision` (n, m, m); `item` (n, m, C) is 1 where the rating is of the item, so Z of the formulas. Padding is 0.
    """

    level: Floats
    foretold: Floats
    own: Floats
    covariance: Floats
    precision: Floats
    item: Floats

    def __len__(self) -> int:
        return len(self.level)

    @property
    def rated(self) -> Floats:
        """(n, m) 1 for a rating, 0 for padding."""
        return np.asarray(self.item.sum(axis=2))


@dataclass(frozen=True)
class _Card:
    rows: Codes
    covariance: Floats
    precision: Floats


def seen_by_each(table: RatingTable, fitted: Fitted) -> tuple[Seen, ...]:
    """In the order of `table.raters`. Without any variance nothing is foretold, and every Seen is empty."""
    cards: list[list[_Card]] = [[] for _ in table.raters]
    unexplained = table.level - fitted.intercept - fitted.own
    left_out = np.zeros(len(table))
    for pattern in _patterns(table) if _total(fitted.variances) > 0 else ():
        _leave_out(table, pattern, unexplained, fitted.variances, cards, left_out)
    foretold = table.level - fitted.own - left_out
    return tuple(_seen(found, table, fitted.own, foretold) for found in cards)


def _leave_out(
    table: RatingTable,
    rows: Codes,
    unexplained: Floats,
    variances: Variances,
    cards: list[list[_Card]],
    left_out: Floats,
) -> None:
    """For candidates that were rated in one pattern, `rows` (candidates, ratings): adds to `cards` and `left_out`."""
    raters, items = table.rater[rows[0]], table.item[rows[0]]
    w = _inverse(_covariance(raters, items, variances))
    wu = unexplained[rows] @ w
    starts = np.flatnonzero(np.r_[True, raters[1:] != raters[:-1], True])
    for start, end in pairwise(starts):
        precision = w[start:end, start:end]
        covariance = _inverse(precision)
        own_rows = rows[:, start:end]
        left_out[own_rows] = wu[:, start:end] @ covariance
        for card in own_rows:
            cards[table.rater[card[0]]].append(_Card(card, covariance, precision))


def _covariance(raters: Codes, items: Codes, v: Variances) -> Floats:
    """V of one candidate's ratings, severities known: v_p + v_pc [same item] + v_pr [same rater] + v_e I."""
    residual = max(v.residual, SMALLEST_RESIDUAL * _total(v))
    return np.asarray(
        v.candidate
        + v.candidate_competency * (items[:, None] == items)
        + v.candidate_interviewer * (raters[:, None] == raters)
        + residual * np.eye(len(items))
    )


def _inverse(matrix: Floats) -> Floats:
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)


def _total(v: Variances) -> float:
    return v.candidate + v.candidate_competency + v.candidate_interviewer + v.residual


def _patterns(table: RatingTable) -> Iterator[Codes]:
    """Rows (candidates, ratings) of candidates who were rated alike, by two people or more: V is the same for them."""
    order = np.lexsort((table.item, table.rater, table.target))
    starts = np.flatnonzero(np.diff(table.target[order], prepend=-1))
    alike: dict[bytes, list[Codes]] = {}
    for rows in np.split(order, starts[1:]) if len(order) else ():
        raters, rater_ranks = np.unique(table.rater[rows], return_inverse=True)
        item_ranks = np.unique(table.item[rows], return_inverse=True)[1]
        if len(raters) > 1:
            alike.setdefault(np.r_[rater_ranks, item_ranks].tobytes(), []).append(rows)
    for found in alike.values():
        yield np.asarray(found)


def _seen(cards: list[_Card], table: RatingTable, own: Floats, foretold: Floats) -> Seen:
    rows = [card.rows for card in cards]
    n, m = len(cards), max(map(len, rows), default=0)
    items = np.unique(table.item[np.concatenate(rows)]) if rows else np.empty(0, dtype=np.intp)
    seen = Seen(*(np.zeros(shape) for shape in [(n, m)] * 3 + [(n, m, m)] * 2 + [(n, m, len(items))]))
    for i, card in enumerate(cards):
        k = len(card.rows)
        seen.level[i, :k], seen.own[i, :k], seen.foretold[i, :k] = (x[card.rows] for x in (table.level, own, foretold))
        seen.covariance[i, :k, :k], seen.precision[i, :k, :k] = card.covariance, card.precision
        seen.item[i, np.arange(k), np.searchsorted(items, table.item[card.rows])] = 1.0
    return seen
