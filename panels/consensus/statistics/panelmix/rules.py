"""When an adjusted score may be shown at all, and when somebody has to look at it first.

A severity is estimated from how an interviewer rates candidates whom others rate too. Where that is little, the raw
mean with its interval is the honest answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panels.consensus.statistics.panelmix.posterior import Posterior

ROLE_CANDIDATES = 5
PRACTISED = 3
"""So many interviewers have met so many candidates each."""
MET_ON_AVERAGE = 2.0
REVIEW = 2.0

SAMPLED = "sampled"
FEW_CANDIDATES = "few_candidates"
FEW_INTERVIEWERS = "few_interviewers"
THIN_COMPONENT = "thin_component"
NOT_SEPARABLE = "not_separable"


@dataclass(frozen=True)
class Evidence:
    """What an adjustment would rest on.

    `role_candidates` counts the role's in the calibration; `practised` the organisation's interviewers with at least
    three candidates; `met` is how many candidates an interviewer of this candidate's component met on average;
    `separable` is the interviewers' part's; `sampled` says that the variances come from a sample of panels alone.
    """

    role_candidates: int
    practised: int
    met: float
    separable: bool
    sampled: bool


def evidence(
    posterior: Posterior, raters: Sequence[str], *, role_candidates: int, separable: bool, sampled: bool
) -> Evidence:
    """For a candidate whom `raters` rated. She may join components; a new interviewer has met nobody yet."""
    place = {name: code for code, name in enumerate(posterior.raters)}
    mine = set(raters)
    parts = {int(posterior.part[place[name]]) for name in mine if name in place}
    met = [int(count) for count, part in zip(posterior.met, posterior.part, strict=True) if int(part) in parts]
    interviewers = len(met) + len(mine - set(place))
    return Evidence(
        role_candidates=role_candidates,
        practised=int((posterior.met >= PRACTISED).sum()),
        met=sum(met) / interviewers if interviewers else 0.0,
        separable=separable,
        sampled=sampled,
    )


def may_adjust(found: Evidence) -> str:
    """The code of the first reason against it, or ""."""
    reasons = (
        (SAMPLED, found.sampled),
        (FEW_CANDIDATES, found.role_candidates < ROLE_CANDIDATES),
        (FEW_INTERVIEWERS, found.practised < PRACTISED),
        (THIN_COMPONENT, found.met < MET_ON_AVERAGE),
        (NOT_SEPARABLE, not found.separable),
    )
    return next((code for code, holds in reasons if holds), "")


def needs_review(shift: float, sd: float) -> bool:
    """The raw mean lies more than two posterior deviations from the adjusted one: a person looks first."""
    return abs(shift) > REVIEW * sd
