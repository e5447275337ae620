"""How candidates who are rated already would stand under another rubric on the same scale.

Nothing is rated anew: the ratings are those that were given, and a competency that nobody was rated on counts for
nobody. What other words for a level would have changed in the ratings, no arithmetic can tell.
"""

from __future__ import annotations

import statistics
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from panels.consensus.statistics import hire_line, must_haves
from panels.consensus.statistics.precision import differs
from panels.consensus.statistics.totals import Part, totals


@dataclass(frozen=True)
class Rule:
    """What a rubric makes of ratings: by competency its weight and, where it is a must-have, its minimum."""

    weights: Mapping[Hashable, float]
    minimums: Mapping[Hashable, int]
    hire_line: float | None


@dataclass(frozen=True)
class Stand:
    """One candidate under one rule; None where it cannot be said."""

    overall: float | None
    must_haves_met: bool | None
    above: bool | None


@dataclass(frozen=True)
class Effect:
    """How many of `candidates` the other rule would have touched, and in what."""

    candidates: int
    re_ordered: int
    other_side: int
    other_must_haves: int


Scores = Mapping[Hashable, Sequence[int]]


def stand(scores: Scores, rule: Rule) -> Stand:
    """`scores` are the counted levels by competency."""
    rated = {key: scores.get(key, ()) for key in rule.weights}
    parts = [
        Part(rule.weights[key], statistics.fmean(levels), statistics.median(levels))
        for key, levels in rated.items()
        if levels
    ]
    mean = totals(parts).mean
    met = must_haves.all_met([must_haves.about_minimum(rated[key], low) for key, low in rule.minimums.items()])
    above = met if rule.hire_line is None else hire_line.judge(rule.hire_line, mean, met).above
    return Stand(mean, met, above)


def effect(candidates: Sequence[Scores], before: Rule, after: Rule) -> Effect:
    """`before` and `after` name the same candidates' ratings. A place changes when a pair would have changed sides."""
    old = [stand(scores, before) for scores in candidates]
    new = [stand(scores, after) for scores in candidates]
    return Effect(
        candidates=len(candidates),
        re_ordered=len(_turned(old, new)),
        other_side=sum(a.above != b.above for a, b in zip(old, new, strict=True)),
        other_must_haves=sum(a.must_haves_met != b.must_haves_met for a, b in zip(old, new, strict=True)),
    )


def _turned(old: Sequence[Stand], new: Sequence[Stand]) -> set[int]:
    """Who stands otherwise towards somebody: above who was above, or level with who was not."""
    return {
        place
        for i, j in combinations(range(len(old)), 2)
        if _towards(old[i], old[j]) != _towards(new[i], new[j])
        for place in (i, j)
    }


def _towards(one: Stand, other: Stand) -> int | None:
    """1 above, -1 below, 0 level; None where one of them has no overall."""
    if one.overall is None or other.overall is None:
        return None
    if not differs(one.overall, other.overall):
        return 0
    return 1 if one.overall > other.overall else -1
