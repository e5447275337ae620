"""What the cards say in words, read through `visible_to`: a report stores none of it, so what is erased is gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from interviews.accounts.models import User
from panels.scorecards.blinding import visible_to
from panels.scorecards.models import Standing, SubmittedVersion
from panels.seating.choices import SeatKind
from panels.seating.models import Panel


@dataclass(frozen=True)
class Said:
    """One card on one competency. `erased` when its text is gone; its level stands in the report all the same."""

    name: str
    level: int | None
    kind: str = ""
    question: str = ""
    evidence: str = ""
    erased: bool = False

    @property
    def has_text(self) -> bool:
        return bool(self.question or self.evidence)


def read_versions(panel: Panel, user: User) -> list[SubmittedVersion]:
    """Every version the reader may see, in the order of seats and submissions, each with its payload."""
    return list(
        visible_to(user)
        .filter(panel=panel)
        .select_related("payload", "author", "seat__interview", "seat__panel")
        .order_by("seat__interview__position", "seat_id", "number")
    )


def payload(version: SubmittedVersion) -> dict[str, Any] | None:
    """What the version says, None once it was erased."""
    found = getattr(version, "payload", None)
    return found.content if found else None


def by_competency(content: dict[str, Any] | None) -> dict[int, dict[str, Any]]:
    return {row["competency"]: row for row in content["ratings"]} if content else {}


@dataclass(frozen=True)
class Apart:
    """The versions that are shown and not counted, each in its own block."""

    late: list[SubmittedVersion]
    shadow: list[SubmittedVersion]
    informed: list[SubmittedVersion]
    amended: list[SubmittedVersion]


def set_apart(versions: Iterable[SubmittedVersion], receipts: set[str]) -> Apart:
    """Sort what this report does not count. Earlier versions of a counted card are superseded and stand nowhere."""
    found = Apart([], [], [], [])
    for version in versions:
        if version.receipt in receipts:
            continue
        if version.standing == Standing.INFORMED or version.seat.kind == SeatKind.INFORMED:
            _latest(found.informed, version)
        elif version.seat.kind == SeatKind.SHADOW:
            _latest(found.shadow, version)
        elif version.standing == Standing.LATE_BLIND:
            found.late.append(version)
        elif version.standing == Standing.AFTER:
            found.amended.append(version)
    return found


def _latest(block: list[SubmittedVersion], version: SubmittedVersion) -> None:
    if block and block[-1].scorecard_id == version.scorecard_id:
        block.pop()
    block.append(version)
