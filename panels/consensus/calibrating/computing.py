"""Fitting a calibration on settled panels, and all that it says. Knows no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from interviews.audit.canonical import digest
from panels.consensus.calibrating.fitting import Fitted, fit_anew, fit_kept, is_too_large
from panels.consensus.calibrating.measuring import by_role, compare_candidates, describe_people, measure_role
from panels.consensus.calibrating.reading import Settled, table_of
from panels.consensus.rounding import rounded
from panels.consensus.statistics.diagnostics.diagnose import diagnose
from panels.consensus.statistics.panelmix.stored import to_bytes

METHOD = "panelmix 1"
PANELS, RATINGS, INTERVIEWERS = 5, 30, 3
GROWTH = 1.05


@dataclass(frozen=True)
class Kept:
    """The newest calibration, and the whole fit whose ratios of variances it carries on."""

    digest: str
    receipts: str
    base: int
    base_digest: str
    base_ratings: int
    base_content: dict[str, Any]
    method: str
    is_whole: bool
    posterior: bytes


@dataclass(frozen=True)
class Plan:
    """What is to be computed. `carries` is the calibration whose ratios are kept; None asks for a whole fit."""

    settled: tuple[Settled, ...]
    levels: range
    receipts: str
    carries: Kept | None
    digest: str


@dataclass(frozen=True)
class Computed:
    """What is to be stored. `roles` by role id, `interviewers` by person; `based_on` is None for a whole fit."""

    digest: str
    based_on: int | None
    content: dict[str, Any]
    posterior: bytes
    roles: dict[int, dict[str, Any]]
    interviewers: dict[str, dict[str, Any]]


def is_enough(settled: Sequence[Settled]) -> bool:
    """Five panels with two interviewers each, three interviewers, thirty ratings: less says nothing of variances."""
    met = [one for one in settled if len(one.interviewers) > 1]
    people = {person for one in met for person in one.interviewers}
    return len(met) >= PANELS and len(people) >= INTERVIEWERS and sum(len(one.ratings) for one in settled) >= RATINGS


def plan(settled: tuple[Settled, ...], *, levels: range, kept: Kept | None, whole: bool) -> Plan | None:
    """None while there is too little. The digest is that of the newest calibration where nothing would differ."""
    if not is_enough(settled):
        return None
    receipts = digest([[one.panel, list(one.receipts)] for one in settled])
    if kept and kept.method == METHOD and kept.receipts == receipts and (kept.is_whole or not whole):
        return Plan(settled, levels, receipts, None, kept.digest)
    carries = kept if kept and not whole and _carries_on(settled, kept) else None
    base = carries.base_digest if carries else None
    return Plan(settled, levels, receipts, carries, digest({"method": METHOD, "base": base, "receipts": receipts}))


def _carries_on(settled: Sequence[Settled], kept: Kept) -> bool:
    """Whether ratings have grown too little to ask anew how much each part varies."""
    ratings = sum(len(one.ratings) for one in settled)
    return (
        kept.method == METHOD
        and bool(kept.posterior)
        and kept.base_ratings <= ratings < GROWTH * kept.base_ratings
        and not is_too_large(settled)
    )


def compute(given: Plan) -> Computed | None:
    """Fit, or solve once at the ratios that are carried on. None where the ratings do not vary at all."""
    kept = given.carries
    fitted = fit_kept(given.settled, kept.posterior, kept.base_content) if kept else fit_anew(given.settled)
    if fitted is None:
        return None
    people = diagnose(table_of(given.settled), fitted.posterior)
    return Computed(
        digest=given.digest,
        based_on=kept.base if kept else None,
        content=rounded({"receipts": given.receipts, **_content(given, fitted)}),
        posterior=b"" if fitted.posterior is None else to_bytes(fitted.posterior),
        roles={role: rounded(_role(panels, given, fitted, people)) for role, panels in by_role(given.settled).items()},
        interviewers={person: rounded(content) for person, content in people.items()},
    )


def _content(given: Plan, fitted: Fitted) -> dict[str, Any]:
    table = table_of(given.settled)
    return {
        "n": {
            "ratings": len(table),
            "panels": len(table.targets),
            "interviewers": len(table.raters),
            "items": len(table.items),
            "cells": len({(rater, item) for one in given.settled for rater, item, _ in one.ratings}),
        },
        "variance": fitted.variance,
        "separable": fitted.separable,
        "components": fitted.components.count,
        "largest_component": fitted.components.targets[0],
        "roles": {
            str(role): {"panels": len(panels), "ratings": sum(len(one.ratings) for one in panels)}
            for role, panels in by_role(given.settled).items()
        },
        "sampled": fitted.sampled,
    }


def _role(panels: Sequence[Settled], given: Plan, fitted: Fitted, people: dict[str, Any]) -> dict[str, Any]:
    seed = int(given.receipts[:8], 16)
    return {
        **measure_role(panels, levels=given.levels, seed=seed),
        "board": compare_candidates(panels, fitted),
        "interviewers": describe_people(panels, people),
    }
