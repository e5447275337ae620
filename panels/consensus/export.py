"""Stored reports as the plain data that `manage.py reports` prints."""

from __future__ import annotations

from typing import Any

from interviews.roles.models import Role
from panels.consensus.models import Report
from panels.consensus.page.words import Content


def reports_of(role: Role) -> dict[str, Any]:
    """The first report of each of the role's panels, by candidate's name and then in the order of opening.

    Reports that take in late cards stand beside the first and are left out. Needs an open transaction.
    """
    found = (
        Report.objects.filter(panel__role=role, with_late=False)
        .order_by("panel_id", "pk")
        .distinct("panel_id")
        .select_related("panel__candidate")
    )
    ordered = sorted(found, key=lambda report: (report.panel.candidate.name, report.panel_id))
    return {"role": role.name, "panels": [_panel(report) for report in ordered]}


def _panel(report: Report) -> dict[str, Any]:
    content = report.content
    return {
        "candidate": report.panel.candidate.name,
        "raters": len(content["cards"]),
        "overall": {name: content["overall"][name] for name in ("mean", "median")},
        "competencies": [_competency(one) for one in content["competencies"]],
        "digest": report.digest,
        "method": report.method,
    }


def _competency(one: Content) -> dict[str, Any]:
    figures = {name: one[name] for name in ("name", "n", "mean", "median", "sd", "range")}
    return {**figures, "scores": [score["level"] for score in one["scores"]]}
