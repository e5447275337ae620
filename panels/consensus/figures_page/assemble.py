"""An interviewer's own figures, and what HR sees: counts by role, and everybody's by name where that is on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from interviews.accounts.models import User
from interviews.roles.models import Role, Scale
from panels.consensus.figures_page import words
from panels.consensus.models import InterviewerFigures, Policy, RoleMeasures


@dataclass(frozen=True)
class Line:
    """One measure of one person. `state` is a state of the look with its word."""

    name: str
    question: str
    cannot: str
    said: str
    state: tuple[str, str]
    talk: bool


@dataclass(frozen=True)
class OnScale:
    """Figures on one scale; most organisations have one."""

    person: User
    scale: Scale
    rests_on: str
    lines: tuple[Line, ...]

    @property
    def to_talk_about(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.talk)


@dataclass(frozen=True)
class OfRole:
    role: Role
    said: list[str]


def own_figures(user: User) -> list[OnScale]:
    return [_on_scale(row) for row in _newest(InterviewerFigures.objects.own(user))]


def named_figures(user: User) -> list[OnScale]:
    """Everybody's, by name; nothing unless the organisation has switched it on."""
    named = Policy.objects.current().named_figures and user.is_hr_admin
    rows = _newest(InterviewerFigures.objects.visible_to(user, named=True)) if named else []
    return sorted((_on_scale(row) for row in rows), key=lambda one: (one.scale.name, one.person.name, one.person.pk))


def role_figures(user: User) -> list[OfRole]:
    rows = (
        RoleMeasures.objects.visible_to(user)
        .select_related("role")
        .order_by("role__name", "calibration__scale_id", "-calibration__number")
        .distinct("role__name", "calibration__scale_id")
    )
    return [OfRole(row.role, words.role_counts(row.content["interviewers"])) for row in rows]


def _newest(rows: Any) -> list[InterviewerFigures]:
    found = rows.select_related("interviewer", "calibration__scale").order_by(
        "interviewer_id", "calibration__scale_id", "-calibration__number"
    )
    return list(found.distinct("interviewer_id", "calibration__scale_id"))


def _on_scale(row: InterviewerFigures) -> OnScale:
    return OnScale(
        person=row.interviewer,
        scale=row.calibration.scale,
        rests_on=words.rests_on(row.content["n"]),
        lines=tuple(_line(name, row.content["measures"][name]) for name in words.KINDS),
    )


def _line(name: str, found: Mapping[str, Any]) -> Line:
    kind = words.KINDS[name]
    return Line(
        name=kind.name,
        question=kind.question,
        cannot=kind.cannot,
        said=words.figure(kind, found),
        state=words.STATES[found["state"]],
        talk=found["state"] == words.TALK,
    )
