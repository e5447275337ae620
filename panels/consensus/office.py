"""What HR sees of the measures: how each scale is calibrated, which roles have numbers, which switches stand how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interviews.accounts.models import User
from interviews.roles.models import Role, Scale
from panels.consensus.actions.policies import roles_under_way
from panels.consensus.models import AdjustedRole, Calibration, CalibrationDue, RoleMeasures
from panels.consensus.querysets import roles_measured_for

STATES = {
    "hidden": ("not_started", "Too few for numbers"),
    "provisional": ("started", "Provisional"),
    "shown": ("done", "Numbers stand"),
}


@dataclass(frozen=True)
class ScaleLine:
    """One scale that published rubrics use. `failure` is said only while the newest attempt has failed."""

    scale: Scale
    calibration: Calibration | None
    failure: str

    @property
    def basis(self) -> Mapping[str, int]:
        assert self.calibration is not None
        found: Mapping[str, int] = self.calibration.content["n"]
        return found


@dataclass(frozen=True)
class RoleLine:
    """One role. `compared` counts its panels with two or more interviewers; None before any calibration has it.

    `state` is a state of the look with its word.
    """

    role: Role
    compared: int | None
    state: tuple[str, str]
    adjusted: bool
    under_way: bool


def scale_lines() -> list[ScaleLine]:
    newest = {one.scale_id: one for one in Calibration.objects.newest()}
    failures = dict(CalibrationDue.objects.exclude(failure="").values_list("scale_id", "failure"))
    scales = Scale.objects.filter(rubrics__published_at__isnull=False).distinct().order_by("name")
    return [ScaleLine(scale, newest.get(scale.pk), failures.get(scale.pk, "")) for scale in scales]


def role_lines(user: User) -> list[RoleLine]:
    """The roles whose aggregates the person may read, by name."""
    measures = {
        role: (compared, state)
        for role, compared, state in RoleMeasures.objects.visible_to(user).values_list(
            "role_id", "content__n__compared", "content__state"
        )
    }
    adjusted = set(AdjustedRole.objects.values_list("role_id", flat=True))
    under_way = set(roles_under_way().values_list("pk", flat=True))
    roles = roles_measured_for(user).current().filter(rubrics__published_at__isnull=False).distinct().order_by("name")
    return [
        RoleLine(
            role=role,
            compared=measures[role.pk][0] if role.pk in measures else None,
            state=STATES[measures[role.pk][1]] if role.pk in measures else ("waiting", "Not calibrated yet"),
            adjusted=role.pk in adjusted,
            under_way=role.pk in under_way,
        )
        for role in roles
    ]
