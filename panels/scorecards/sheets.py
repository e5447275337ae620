"""What a card asks: its seat's competencies in the rubric's order, the scale, the kit, and how many of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects

from interviews.accounts.models import User
from interviews.roles.models import Competency, Scale
from panels.scorecards.kits import kit_shown
from panels.scorecards.models import NonRating, Scorecard
from panels.seating.models import Panel, Seat

NOT_RATED = "Not rated yet"
MANY = 4


@dataclass(frozen=True)
class Sheet:
    """A seat and what its card asks; everything is read once, however many competencies there are."""

    seat: Seat
    competencies: list[Competency]

    @property
    def scale(self) -> Scale:
        return self.seat.panel.rubric.scale

    @property
    def asks_too_many(self) -> bool:
        return len(self.competencies) > MANY


@dataclass(frozen=True)
class OwnSheet(Sheet):
    """The same with the card of the person who asks."""

    card: Scorecard

    @cached_property
    def kit(self) -> Mapping[str, Any]:
        """What the card pinned at its first save, until then the stage's kit of now."""
        pinned: Mapping[str, Any] | None = self.card.kit
        return pinned or kit_shown(self.seat, self.competencies)


def own_card(user: User, seat: UUID) -> Scorecard | None:
    """The person's own card for that seat, with everything that its pages name; never one about herself.

    Two queries: PostgreSQL plans one join of all these tables for 60 ms, and two shorter ones for 2.
    """
    panels = Panel.objects.select_related("candidate", "role", "stage", "rubric__scale", "rubric__kickoff")
    return (
        Scorecard.objects.own(user)
        .filter(seat__uuid=seat, seat__in=Seat.objects.of(user))
        .select_related("seat__interview")
        .prefetch_related(Prefetch("seat__panel", panels))
        .first()
    )


def sheet_of(card: Scorecard, *, anchors: bool = True) -> OwnSheet:
    """`anchors=False` for those who only store what was typed."""
    return OwnSheet(card.seat, _asked(card.seat, anchors=anchors), card)


def sheet_for_reading(seat: Seat) -> Sheet:
    return Sheet(seat, _asked(seat, anchors=True))


def _asked(seat: Seat, *, anchors: bool) -> list[Competency]:
    asked = list(seat.competencies.order_by("position"))
    if anchors:
        prefetch_related_objects(asked, "anchors")
        prefetch_related_objects([seat.panel.rubric.scale], "levels")
    return asked


def level_words(level: int | None, non_rating: str, names: Mapping[int, str]) -> str:
    """A rating in words: "4 Above", "Not asked", "Not rated yet"."""
    if level is not None:
        return f"{level} {names.get(level, '')}".strip()
    return str(NonRating(non_rating).label) if non_rating in NonRating else NOT_RATED


def level_names(scale: Scale) -> dict[int, str]:
    return {level.value: level.name for level in scale.levels.all()}
