"""What a role's lead and HR may know of its interviewers: how many, how far apart, how many worth a talk, never who."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Mapping
from typing import Any

from panels.consensus.statistics.diagnostics.judging import TALK, TOO_FEW
from panels.consensus.statistics.panelmix.mixture import WIDTH
from panels.consensus.statistics.precision import DECIMALS

FEWEST = 5
"""Interviewers: a count among fewer points at somebody."""
MEASURES = ("severity", "consistency", "range", "halo", "straight_lining")


def summarise(contents: Collection[Mapping[str, Any]]) -> dict[str, Any]:
    """From what `diagnose` said of each interviewer of the role; `enough` have the candidates for a severity.

    None where fewer than FEWEST interviewers have enough for the measure, and all of it where fewer are there at all.
    """
    known = {name: _known([one["measures"][name] for one in contents]) for name in MEASURES}
    return {
        "n": len(contents),
        "enough": len(known["severity"]),
        "severity_sd": _spread(known["severity"]),
        "to_talk_about": {name: _talks(of) for name, of in known.items()} if len(contents) >= FEWEST else None,
    }


def _known(measures: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [one for one in measures if one["state"] != TOO_FEW]


def _talks(measures: list[Mapping[str, Any]]) -> int | None:
    return sum(one["state"] == TALK for one in measures) if len(measures) >= FEWEST else None


def _spread(severities: list[Mapping[str, Any]]) -> float | None:
    """Their standard deviation: that of the means, which are drawn together, and what is not known of each."""
    if len(severities) < FEWEST:
        return None
    unknown = statistics.fmean(((one["high"] - one["low"]) / (2.0 * WIDTH)) ** 2 for one in severities)
    return float(round((statistics.variance(one["mean"] for one in severities) + unknown) ** 0.5, DECIMALS))
