"""What the ratings of a whole organisation say about each interviewer: a reason for a conversation, never a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from panels.consensus.statistics.diagnostics.colleagues import seen_by_each
from panels.consensus.statistics.diagnostics.consistency import consistency
from panels.consensus.statistics.diagnostics.fitted import Fitted, fitted, not_fitted
from panels.consensus.statistics.diagnostics.halo import halo
from panels.consensus.statistics.diagnostics.judging import Judged, judge
from panels.consensus.statistics.diagnostics.measure import Measure
from panels.consensus.statistics.diagnostics.range_use import range_use
from panels.consensus.statistics.diagnostics.severity import Severity
from panels.consensus.statistics.diagnostics.straight_lining import straight_lining
from panels.consensus.statistics.panelmix.posterior import Posterior
from panels.consensus.statistics.table import RatingTable

Content: TypeAlias = dict[str, object]


def diagnose(table: RatingTable, posterior: Posterior | None) -> dict[str, Content]:
    """By rater, as it is stored. All are judged at once, which holds down the number of alarms in the organisation.

    `posterior` is of this very table; None where there is no joint model, and then only straight-lining is judged.
    """
    known = not_fitted(table) if posterior is None else fitted(table, posterior)
    judged = {name: judge(of_all) for name, of_all in measures(table, known).items()}
    return {
        rater: {"n": counts, "measures": _of_one(judged, code)}
        for code, (rater, counts) in enumerate(zip(table.raters, _counts(table), strict=True))
    }


def measures(table: RatingTable, known: Fitted) -> dict[str, Sequence[Measure]]:
    """Under each measure's name one of every interviewer, in the order of `table.raters`."""
    seen = seen_by_each(table, known)
    severities = zip(seen, known.severity, known.severity_p, strict=True)
    return {
        "severity": [Severity(len(one), estimate, p) for one, estimate, p in severities],
        "consistency": [consistency(one, known.variances) for one in seen],
        "range": [range_use(one) for one in seen],
        "halo": [halo(one, known.variances) for one in seen],
        "straight_lining": straight_lining(table),
    }


def _of_one(judged: dict[str, list[Judged]], code: int) -> Content:
    return {name: of_all[code].content for name, of_all in judged.items()}


def _counts(table: RatingTable) -> list[dict[str, int]]:
    """`cards` are those with two ratings or more, which halo and straight-lining rest on."""
    pairs, lengths = np.unique(np.c_[table.rater, table.target], axis=0, return_counts=True)
    number = len(table.raters)
    candidates = np.bincount(pairs[:, 0], minlength=number)
    cards = np.bincount(pairs[lengths > 1, 0], minlength=number)
    ratings = np.bincount(table.rater, minlength=number)
    return [
        {"candidates": int(of), "ratings": int(rated), "cards": int(many)}
        for of, rated, many in zip(candidates, ratings, cards, strict=True)
    ]
