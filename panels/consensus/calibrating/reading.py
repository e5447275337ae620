"""What a calibration is fitted on: the counted ratings of settled panels, read from their stored reports.

A report holds levels without texts, so a card that was erased still counts here. Settled means that scorecards are open
and nobody of this panel can still submit blind: whoever reads an aggregate must not learn from it of a panel that is
closed to her.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from panels.consensus.models import Report
from panels.consensus.statistics.table import RatingTable
from panels.scorecards.models import SubmittedVersion
from panels.seating.choices import SeatKind, SeatState
from panels.seating.models import Seat


@dataclass(frozen=True)
class Settled:
    """One panel. `ratings` are (interviewer, item, level); `weights` and `names` are by item, over the whole rubric.

    An item is a competency of one role, "12:6f1c...": the same over the role's rubric versions.
    """

    panel: int
    role: int
    stage: int
    rubric: int
    receipts: tuple[str, ...]
    ratings: tuple[tuple[str, str, int], ...]
    weights: dict[str, float]
    names: dict[str, str]

    @property
    def target(self) -> str:
        return str(self.panel)

    @property
    def interviewers(self) -> set[str]:
        return {rater for rater, _, _ in self.ratings}


def read_settled(scale_id: int) -> tuple[Settled, ...]:
    """All settled panels of the scale, by id. Runs as the worker's database role, inside a transaction."""
    rows = (
        Report.objects.filter(panel__rubric__scale_id=scale_id)
        .order_by("panel_id", "-with_late", "-pk")
        .distinct("panel_id")
        .values_list(
            "panel_id",
            "panel__role_id",
            "panel__stage_id",
            "panel__rubric_id",
            "content__cards",
            "content__competencies",
        )
    )
    people, waiting = _people(scale_id), _waiting(scale_id)
    found = []
    for panel, role, stage, rubric, cards, competencies in rows.iterator():
        if panel not in waiting:
            found.append(
                Settled(
                    panel=panel,
                    role=role,
                    stage=stage,
                    rubric=rubric,
                    receipts=tuple(card["receipt"] for card in cards),
                    ratings=tuple(_ratings(role, competencies, people)),
                    weights={item_of(role, one["key"]): one["weight"] for one in competencies},
                    names={item_of(role, one["key"]): one["name"] for one in competencies},
                )
            )
    return tuple(one for one in found if one.ratings)


def table_of(settled: Iterable[Settled]) -> RatingTable:
    """Target is the panel, rater the interviewer, item the role's competency."""
    return RatingTable.from_rows(
        (one.target, rater, item, level) for one in settled for rater, item, level in one.ratings
    )


def item_of(role_id: int, key: UUID | str) -> str:
    return f"{role_id}:{key}"


def _ratings(role: int, competencies: list[Any], people: dict[int, str]) -> Iterator[tuple[str, str, int]]:
    for one in competencies:
        for score in one["scores"]:
            yield people[score["seat"]], item_of(role, one["key"]), score["level"]


def _people(scale_id: int) -> dict[int, str]:
    """Whose each seat is; as text, as the measures know people."""
    seats = Seat.objects.filter(panel__rubric__scale_id=scale_id, panel__revealed_at__isnull=False)
    return {pk: str(interviewer) for pk, interviewer in seats.values_list("pk", "interviewer_id")}


def _waiting(scale_id: int) -> set[int]:
    """Panels from which a card may still come blind: closed or opened without it, and it has not come since."""
    seats = Seat.objects.filter(
        panel__rubric__scale_id=scale_id,
        state=SeatState.MISSING,
        kind__in=[SeatKind.INDEPENDENT, SeatKind.SHADOW],
    )
    came = SubmittedVersion.objects.filter(seat=OuterRef("pk"))
    return set(seats.filter(~Exists(came)).values_list("panel_id", flat=True))
