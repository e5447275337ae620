"""What a scorecard says, as one value: what a form hands over, what a version keeps, what a lost race sets aside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from panels.scorecards.models import Rating, Scorecard


@dataclass(frozen=True)
class DraftRating:
    """One competency: a level or a typed non-rating (never both), the question asked, the evidence."""

    competency_id: int
    level: int | None = None
    non_rating: str = ""
    question: str = ""
    evidence: str = ""

    @property
    def is_given(self) -> bool:
        return self.level is not None or bool(self.non_rating)

    @property
    def is_blank(self) -> bool:
        return not (self.is_given or self.question or self.evidence)


@dataclass(frozen=True)
class Draft:
    """A whole card. `notes` are private and never leave the draft."""

    ratings: tuple[DraftRating, ...] = ()
    notes: str = ""
    recommendation: str = ""
    recommendation_reason: str = ""
    at_level: str = ""
    confidence: str = ""
    discussed: bool | None = None
    by_competency: dict[int, DraftRating] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_competency", {rating.competency_id: rating for rating in self.ratings})

    def as_json(self) -> dict[str, Any]:
        content = asdict(self)
        del content["by_competency"]
        return content

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Draft:
        ratings = tuple(DraftRating(**rating) for rating in content["ratings"])
        return cls(**{**content, "ratings": ratings})


SCALAR_FIELDS = ("notes", "recommendation", "recommendation_reason", "at_level", "confidence", "discussed")


def draft_of(card: Scorecard, ratings: Iterable[Rating] | None = None) -> Draft:
    """The card as it is stored now, ratings in the order of their competencies' ids."""
    rows = card.ratings.all() if ratings is None else ratings
    return Draft(
        ratings=tuple(
            DraftRating(row.competency_id, row.level, row.non_rating, row.question, row.evidence)
            for row in sorted(rows, key=lambda row: row.competency_id)
        ),
        **{name: getattr(card, name) for name in SCALAR_FIELDS},
    )
