"""What goes in: the ratings of one panel, as plain values.

Everything here is ordered by the caller, and no result depends on that order.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Whole levels from `low` to `high`."""

    low: int
    high: int

    @property
    def span(self) -> int:
        return self.high - self.low


@dataclass(frozen=True)
class Rating:
    """What one seat said about one competency: a level, or the kind of its non-rating. `question` is what was asked."""

    seat: int
    level: int | None
    non_rating: str = ""
    question: str = ""


@dataclass(frozen=True)
class Competency:
    """`minimum` is given for must-haves only."""

    id: int
    weight: float
    minimum: int | None
    ratings: tuple[Rating, ...]

    @property
    def levels(self) -> tuple[int, ...]:
        """The scores; a non-rating is none, never a zero."""
        return tuple(rating.level for rating in self.ratings if rating.level is not None)


@dataclass(frozen=True)
class PanelRatings:
    """All that was counted. `recommendations` holds one word a card, empty where the seat was not asked for one."""

    scale: Scale
    hire_line: float | None
    competencies: tuple[Competency, ...]
    recommendations: tuple[str, ...]
