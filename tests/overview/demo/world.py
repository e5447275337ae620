"""One demo organisation for all tests of this folder, and what its reports hold, read as the worker reads it."""

from __future__ import annotations

import statistics
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from interviews.runtime.actor import acting_as
from panels.consensus.models import Report
from panels.decisions.models import Decision
from panels.overview.demo import content
from panels.scorecards.models import SubmittedVersion
from panels.seating.models import Panel, Seat

BACKEND = "Senior Backend Engineer"


@dataclass(frozen=True)
class Rating:
    """One counted rating of an opened panel, with whose it is."""

    candidate: str
    role: str
    competency: str
    rater: str
    level: int


@dataclass(frozen=True)
class Demo:
    """`reports` by candidate, the first ones; everything read as the worker reads it."""

    reports: dict[str, dict[str, Any]]
    second: dict[str, dict[str, Any]]
    versions: list[SubmittedVersion]
    ratings: list[Rating]
    steps: int


def read(taken: int) -> Demo:
    reports = list(Report.objects.select_related("panel__candidate", "panel__role"))
    raters = dict(Seat.objects.values_list("pk", "interviewer__name"))
    first = [report for report in reports if not report.with_late]
    return Demo(
        reports={report.panel.candidate.name: report.content for report in first},
        second={report.panel.candidate.name: report.content for report in reports if report.with_late},
        versions=list(SubmittedVersion.objects.select_related("panel__candidate", "author", "payload", "seat")),
        ratings=[
            Rating(
                report.panel.candidate.name, report.panel.role.name, one["name"], raters[score["seat"]], score["level"]
            )
            for report in first
            for one in report.content["competencies"]
            for score in one["scores"]
        ],
        steps=taken,
    )


def panel_of(name: str) -> Panel:
    """Her first one: what follows it is `followed`."""
    return Panel.objects.get(candidate__name=name, follows=None)


def competencies(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in report["competencies"]}


def decision_on(name: str) -> Decision:
    panel = panel_of(name)
    with acting_as(panel.lead_id):
        return Decision.objects.filter(panel=panel).order_by("-number")[0]


def below_colleagues(ratings: list[Rating], rater: str) -> tuple[float, int]:
    """How far a rater's levels lie from the mean of the others on the same candidate and competency, over how many."""
    others = defaultdict(list)
    for one in ratings:
        if one.rater != rater:
            others[one.candidate, one.competency].append(one.level)
    own = [one for one in ratings if one.rater == rater and others[one.candidate, one.competency]]
    gaps = [one.level - statistics.fmean(others[one.candidate, one.competency]) for one in own]
    return statistics.fmean(gaps), len({one.candidate for one in own})


def about(name: str) -> dict[str, str]:
    """Gender and origin as the content has them, of a candidate or an interviewer."""
    everybody = [panel.candidate for role in content.roles() for panel in role.panels]
    everybody += [vars(person) for person in content.organisation().people.values()]
    return next({"gender": one["gender"], "origin": one["origin"]} for one in everybody if one["name"] == name)
