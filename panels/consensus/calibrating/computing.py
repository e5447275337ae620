"""Fitting a calibration on settled panels, and all that it says. Knows no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from panels.consensus.calibrating.reading import Settled

PANELS, RATINGS, INTERVIEWERS = 5, 30, 3


@dataclass(frozen=True)
class Kept:
    """The newest calibration, and the whole fit whose ratios of variances it carries on."""

    digest: str
    base: int
    base_digest: str
    base_ratings: int
    method: str
    posterior: bytes


@dataclass(frozen=True)
class Computed:
    """What is to be stored. `roles` by role id, `interviewers` by person; `based_on` is None for a whole fit."""

    digest: str
    method: str
    based_on: int | None
    content: dict[str, Any]
    posterior: bytes
    roles: dict[int, dict[str, Any]] = field(default_factory=dict)
    interviewers: dict[str, dict[str, Any]] = field(default_factory=dict)


def is_enough(settled: Sequence[Settled]) -> bool:
    """Five panels with two interviewers each, three interviewers, thirty ratings: less says nothing of variances."""
    compared = [one for one in settled if len(one.interviewers) > 1]
    people = {person for one in compared for person in one.interviewers}
    return (
        len(compared) >= PANELS and len(people) >= INTERVIEWERS and sum(len(one.ratings) for one in settled) >= RATINGS
    )


def compute(settled: Sequence[Settled], *, kept: Kept | None, whole: bool) -> Computed | None:
    """None while there is too little."""
    if not is_enough(settled):
        return None
    raise ArithmeticError
