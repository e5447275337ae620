"""Made-up organisations whose interviewers are known: random panels, halo, levels rounded to 1 to 5."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.table import Floats, RatingTable
from panels.consensus.statistics.variances import Variances

TYPICAL = Variances(
    candidate=0.45,
    candidate_competency=0.12,
    interviewer=0.1125,
    interviewer_competency=0.024,
    candidate_interviewer=0.12,
    residual=0.3,
)
"""v_e times the ratios at which the calibration's prior is centred."""
ROUNDED = Ratios(
    candidate=1.17, candidate_competency=0.31, candidate_interviewer=0.31, interviewer=0.08, interviewer_competency=0.06
)
"""The ratios of an organisation without severities, to the residual that rounding adds a twelfth to.

v_r is what one interviewer of twelve makes who is half a level lower.
"""
MIDDLE = 3.2
LOW, HIGH = 1, 5
Habit = Callable[[Floats, np.random.Generator], Floats]
"""What an interviewer does to her levels (candidates, competencies) before they are rounded."""


def lower(by: float) -> Habit:
    return lambda levels, _: levels - by


def noisy(times: float, v: Variances = TYPICAL) -> Habit:
    """The standard deviation of the residual is so many times what it is with others."""
    more = float(np.sqrt((times**2 - 1.0) * v.residual))
    return lambda levels, random: levels + random.normal(0.0, more, levels.shape)


def narrow(scale: float) -> Habit:
    """Everything is drawn to the middle."""
    return lambda levels, _: MIDDLE + scale * (levels - MIDDLE)


def one_impression(share: float) -> Habit:
    """So much of every level is the card's mean."""
    return lambda levels, _: share * levels.mean(axis=1, keepdims=True) + (1.0 - share) * levels


def organisation(
    seed: int,
    *,
    interviewers: int = 12,
    each: int = 15,
    panel: int = 4,
    competencies: int = 4,
    variances: Variances = TYPICAL,
    habits: dict[int, Habit] | None = None,
    severities: bool = True,
) -> RatingTable:
    """Panels of `panel` random interviewers until each has seen `each` candidates, levels rounded to 1 to 5."""
    random = np.random.default_rng(seed)
    seats = _seats(random, interviewers, each, panel)
    n, v = len(seats), variances
    r = random.normal(0.0, np.sqrt(v.interviewer), interviewers) * severities
    rc = random.normal(0.0, np.sqrt(v.interviewer_competency), (interviewers, competencies))
    p = random.normal(0.0, np.sqrt(v.candidate), (n, 1, 1))
    pc = random.normal(0.0, np.sqrt(v.candidate_competency), (n, 1, competencies))
    pr = random.normal(0.0, np.sqrt(v.candidate_interviewer), (n, panel, 1))
    e = random.normal(0.0, np.sqrt(v.residual), (n, panel, competencies))
    beta = np.linspace(-0.2, 0.2, competencies)
    level = MIDDLE + beta + p + pc + r[seats][:, :, None] + rc[seats] + pr + e
    for who, habit in (habits or {}).items():
        level[seats == who] = habit(level[seats == who], random)
    level = np.clip(np.rint(level), LOW, HIGH)
    return RatingTable.from_rows(
        (f"p{i:04}", f"r{seats[i, j]:02}", f"c{c}", float(level[i, j, c]))
        for i in range(n)
        for j in range(panel)
        for c in range(competencies)
    )


def _seats(random: np.random.Generator, interviewers: int, each: int, panel: int) -> np.ndarray:
    """(panels, panel) interviewers, nobody twice on one panel and everybody on `each` panels or one more."""
    left = np.full(interviewers, each)
    found = []
    while left.max() > 0:
        ranked = np.lexsort((random.random(interviewers), -left))
        found.append(ranked[:panel])
        left[ranked[:panel]] -= 1
    return np.asarray(found)
