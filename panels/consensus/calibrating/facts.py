"""A stored calibration as the statistics take it."""

from __future__ import annotations

from panels.consensus.models import Calibration
from panels.consensus.statistics import variances


def facts_of(calibration: Calibration | None) -> variances.Calibration | None:
    """Its variances and how much they rest on. A component that its ratings could not have is none, which is 0."""
    if calibration is None:
        return None
    n, found = calibration.content["n"], calibration.content["variance"]
    return variances.Calibration(
        id=calibration.pk,
        number=calibration.number,
        digest=calibration.digest,
        panels=n["panels"],
        ratings=n["ratings"],
        interviewers=n["interviewers"],
        variances=variances.Variances(**{name: value or 0.0 for name, value in found.items()}),
    )
