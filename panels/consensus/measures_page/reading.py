"""What the pages of a role are made of: stored measures, and the panels and reports that their reader may see."""

from __future__ import annotations

from dataclasses import dataclass

from interviews.accounts.models import User
from interviews.roles.models import Role
from panels.consensus.models import Report, RoleMeasures
from panels.scorecards.blinding import panels_open_to
from panels.seating.models import Panel


@dataclass(frozen=True)
class Readable:
    """A panel that the reader may read; `report` is None while it is being built."""

    panel: Panel
    report: Report | None


def measures_of(role: Role, reader: User) -> list[RoleMeasures]:
    """What the newest calibration of each scale says about the role; none before the first."""
    return list(
        RoleMeasures.objects.visible_to(reader)
        .filter(role=role)
        .select_related("calibration__scale")
        .order_by("calibration__scale_id", "-calibration__number")
        .distinct("calibration__scale_id")
    )


def readable(role: Role, reader: User) -> list[Readable]:
    """By stage, newest rubric first, then by name. The report is the one that calibrations read: with late cards."""
    panels = panels_open_to(reader).filter(role=role).select_related("candidate", "stage", "rubric__scale")
    reports = (
        Report.objects.visible_to(reader)
        .filter(panel__role=role)
        .order_by("panel_id", "-with_late", "-pk")
        .distinct("panel_id")
    )
    of_panel = {report.panel_id: report for report in reports}
    found = [Readable(panel, of_panel.get(panel.pk)) for panel in panels]
    return sorted(found, key=lambda one: (one.panel.stage.position, -one.panel.rubric.number, *by_name(one.panel)))


def by_name(panel: Panel) -> tuple[str, int]:
    return panel.candidate.name.casefold(), panel.pk
