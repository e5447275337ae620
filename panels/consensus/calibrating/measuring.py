"""What a calibration says about one role: agreement, reliability, how its candidates compare, how its people rate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from panels.consensus.calibrating.fitting import Fitted
from panels.consensus.calibrating.reading import Settled, table_of
from panels.consensus.statistics.diagnostics.summary import summarise
from panels.consensus.statistics.panelmix.candidate import Candidate
from panels.consensus.statistics.panelmix.fit import Fit, fit
from panels.consensus.statistics.panelmix.prior import HOUSE
from panels.consensus.statistics.panelmix.standings import adjusted as adjusted_standings
from panels.consensus.statistics.panelmix.standings import raw as raw_standings
from panels.consensus.statistics.role_agreement import HIDDEN, compared, role_agreement, state
from panels.consensus.statistics.role_reliability import Plan, reliability, usual_number
from panels.consensus.statistics.table import RatingTable

MOST_COMPARED = 150
"""Candidates of one stage and rubric version beside each other, the latest; their covariances are stored whole."""
NO_RELIABILITY: dict[str, Any] = {"icc": None, "variance": {}, "shares": {}, "d_study": None}


def by_role(settled: Iterable[Settled]) -> dict[int, list[Settled]]:
    found: dict[int, list[Settled]] = defaultdict(list)
    for one in settled:
        found[one.role].append(one)
    return dict(found)


def measure_role(settled: Sequence[Settled], *, levels: range, seed: int) -> dict[str, Any]:
    """`settled` are one role's panels, by id; `levels` those of the scale. What the board compares comes beside it."""
    table = table_of(settled)
    newest = max(settled, key=lambda one: (one.rubric, one.panel))
    names = {item: name for one in settled for item, name in one.names.items()} | newest.names
    shown = state(compared(table))
    return {
        "n": {
            "panels": len(settled),
            "compared": compared(table),
            "interviewers": len(table.raters),
            "ratings": len(table),
            "competencies": len(table.items),
        },
        "state": shown,
        "agreement": role_agreement(table, names, seed, categories=list(levels)),
        **_reliability(table, settled, newest.weights, seed, hidden=shown == HIDDEN),
    }


def _reliability(
    table: RatingTable, settled: Sequence[Settled], weights: Mapping[str, float], seed: int, *, hidden: bool
) -> dict[str, Any]:
    """The role's own variances, steadied by the prior; the organisation's severities are not mixed into them."""
    if hidden:
        return _without("too_few")
    found = fit(table, prior=HOUSE)
    if not isinstance(found, Fit):
        return _without("no_variation")
    if not found.separable["interviewer"]:
        return _without("not_separable")
    sizes = [len(one.interviewers) for one in settled]
    plan = Plan(weights=tuple(weights.values()), each=len(table) / sum(sizes), usual=usual_number(sizes))
    return {**reliability(found, plan, seed), "icc_reason": "", "d_study_reason": ""}


def _without(reason: str) -> dict[str, Any]:
    return {**NO_RELIABILITY, "icc_reason": reason, "d_study_reason": reason}


def compare_candidates(settled: Sequence[Settled], fitted: Fitted) -> list[dict[str, Any]]:
    """For each stage and rubric version: raw overalls with the covariance of their errors, and the adjusted ones."""
    found: dict[tuple[int, int], list[Settled]] = defaultdict(list)
    for one in settled:
        found[one.stage, one.rubric].append(one)
    return [
        {"stage": stage, "rubric": rubric, **_compared(panels[-MOST_COMPARED:], fitted)}
        for (stage, rubric), panels in sorted(found.items())
    ]


def _compared(panels: Sequence[Settled], fitted: Fitted) -> dict[str, Any]:
    candidates = [Candidate(one.ratings, one.weights) for one in panels]
    raw = raw_standings(fitted.variances, candidates)
    adjusted = None if fitted.posterior is None else adjusted_standings(fitted.posterior, candidates)
    parts = [fitted.component_of[one.target] for one in panels]
    return {
        "panels": [one.panel for one in panels],
        "raw": raw.mean.tolist(),
        "raw_covariance": raw.covariance.tolist(),
        "adjusted": None if adjusted is None else adjusted.mean.tolist(),
        "adjusted_covariance": None if adjusted is None else adjusted.covariance.tolist(),
        "component": parts,
        "links": [
            {"component": seam.component, "candidates": seam.candidates, "interviewers": seam.interviewers}
            for seam in fitted.seams
            if seam.component in parts
        ],
    }


def describe_people(settled: Sequence[Settled], figures: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """How the role's interviewers rate, as counts without names."""
    people = {person for one in settled for person in one.interviewers}
    return summarise([figures[person] for person in sorted(people) if person in figures])
