"""What a report rests on besides the scorecards: the newest calibration of its scale, and whether its role adjusts."""

from __future__ import annotations

from dataclasses import dataclass

from panels.consensus.models import AdjustedRole, Calibration, Policy, Report
from panels.seating.models import Panel


@dataclass(frozen=True)
class Basis:
    """`calibration` is None in a young organisation; `adjusted` is then of no effect but still part of the digest."""

    calibration: Calibration | None
    adjusted: bool

    @property
    def digest(self) -> str | None:
        return self.calibration.digest if self.calibration else None


def basis_of(panel: Panel) -> Basis:
    """As it stands now. A report that is built names it, and another one may be built when it has changed."""
    return Basis(
        calibration=Calibration.objects.newest_of(panel.rubric.scale_id), adjusted=role_is_adjusted(panel.role_id)
    )


def role_is_adjusted(role_id: int) -> bool:
    """The role's own switch, under the organisation's."""
    return Policy.objects.current().adjustment and AdjustedRole.objects.filter(role_id=role_id).exists()


def rests_on_newest(report: Report) -> bool:
    """Whether no newer calibration of its scale stands. Told to those alone who may build again: it tells of others."""
    newest = Calibration.objects.newest_of(report.panel.rubric.scale_id)
    return newest is None or newest.pk == report.calibration_id
