"""Stored measures made by hand, with the rights of the worker, as the job stores them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from itertools import count
from typing import Any

from interviews.accounts.models import User
from interviews.roles.models import Role, Scale
from panels.consensus.actions.building import build_report
from panels.consensus.models import Calibration, RoleMeasures
from panels.seating.models import Panel
from tests.factories import make_candidate, make_panel, submit_card

AsRole = Callable[[], AbstractContextManager[None]]

SIX = (
    "candidate",
    "candidate_competency",
    "interviewer",
    "interviewer_competency",
    "candidate_interviewer",
    "residual",
)
VARIANCES = (0.4, 0.1, 0.1, 0.05, 0.15, 0.2)
_digests = count(1)


def opened(role: Role, name: str, levels: dict[str, Any], as_worker: AsRole, **fields: Any) -> Panel:
    """A panel of one candidate whose scorecards are open and whose report is built. `levels` by interviewer."""
    raters: dict[User, Any] = levels.pop("raters")
    panel = make_panel(role=role, lead=role.lead, raters=list(raters), candidate=make_candidate(name), **fields)
    for rater, given in raters.items():
        submit_card(panel, rater, given, **levels)
    with as_worker():
        build_report(panel_id=panel.pk, with_late=False)
    panel.refresh_from_db()
    return panel


def store(role: Role, content: dict[str, Any], as_worker: AsRole, *, scale: Scale | None = None) -> RoleMeasures:
    """A further calibration of the scale with these measures of the role."""
    scale = scale or role.rubrics.order_by("number").first().scale
    with as_worker():
        newest = Calibration.objects.newest_of(scale.pk)
        calibration = Calibration.objects.create(
            scale=scale,
            number=newest.number + 1 if newest else 1,
            method="measures 1",
            digest=f"{next(_digests):064d}",
            content={
                "n": {"ratings": 96, "panels": 8, "interviewers": 5, "items": 3, "cells": 15},
                "variance": dict(zip(SIX, VARIANCES, strict=True)),
            },
        )
        return RoleMeasures.objects.create(calibration=calibration, role=role, content=content)


def board(
    panels: Sequence[Panel],
    raw: Sequence[float],
    *,
    variance: float | Sequence[float] = 0.04,
    shared: float = 0.0,
    adjusted: Sequence[float] | None = None,
    component: Sequence[int] | None = None,
) -> dict[str, Any]:
    """One section; `shared` is every covariance between two candidates."""
    variances = [variance] * len(panels) if isinstance(variance, int | float) else variance
    matrix = [[variances[i] if i == j else shared for j in range(len(panels))] for i in range(len(panels))]
    return {
        "stage": panels[0].stage_id,
        "rubric": panels[0].rubric_id,
        "panels": [panel.pk for panel in panels],
        "raw": list(raw),
        "raw_covariance": matrix,
        "adjusted": None if adjusted is None else list(adjusted),
        "adjusted_covariance": None if adjusted is None else matrix,
        "component": list(component or [0] * len(panels)),
        "links": [],
    }


def measures(*boards: dict[str, Any], compared: int = 12, **fields: Any) -> dict[str, Any]:
    """The content of a row. `compared` candidates decide whether numbers are hidden, provisional or shown."""
    state = "hidden" if compared < 8 else "provisional" if compared < 20 else "shown"
    return {
        "n": {"panels": compared + 1, "compared": compared, "interviewers": 6, "ratings": 144, "competencies": 3},
        "state": state,
        "agreement": [] if compared < 8 else [coefficients("System design", 0.83), coefficients("Code quality", 0.71)],
        "icc": {
            "single": {"value": 0.441, "low": 0.3, "high": 0.6},
            "average": {"value": 0.703, "low": 0.56, "high": 0.82, "k": 3.4},
        },
        "icc_reason": "",
        "variance": dict(zip(SIX, VARIANCES, strict=True)),
        "shares": dict(zip(SIX, VARIANCES, strict=True)),
        "d_study": {
            "k": [1, 2, 3, 4, 5, 6, 7, 8],
            "phi": [0.441, 0.612, 0.703, 0.759, 0.798, 0.826, 0.847, 0.863],
            "low": [0.3, 0.46, 0.56, 0.63, 0.68, 0.72, 0.75, 0.77],
            "high": [0.6, 0.75, 0.82, 0.86, 0.88, 0.9, 0.91, 0.92],
            "sem": [0.71, 0.5, 0.41, 0.355, 0.32, 0.29, 0.27, 0.25],
            "usual": 3.4,
            "enough": {"target": 0.8, "k": 6},
        },
        "d_study_reason": "",
        "board": list(boards),
        "interviewers": {"n": 6, "enough": 3, "severity_sd": 0.3, "to_talk_about": None},
        **fields,
    }


def coefficients(name: str, ordinal: float | None, *, ac2: float = 0.9, **fields: Any) -> dict[str, Any]:
    """One competency: alpha with an interval of 0.3, the others a little lower."""
    around = [None if ordinal is None else round(ordinal - less, 3) for less in (0.1, 0.0, 0.02, 0.04)]
    return {
        "key": name.lower(),
        "name": name,
        "n": 12,
        "no_variation": False,
        "alpha": {
            kind: None if value is None else {"value": value, "low": value - 0.15, "high": value + 0.15}
            for kind, value in zip(("nominal", "ordinal", "interval", "ratio"), around, strict=True)
        },
        "ac1": {"value": ac2 - 0.1, "se": 0.05},
        "ac2": {"value": ac2, "se": 0.04},
        **fields,
    }
