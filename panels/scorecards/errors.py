"""What submitting and writing a scorecard refuse, in words that a page shows as they are."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from panels.scorecards.completeness import Gap


class NotComplete(ValidationError):
    """The card cannot be submitted yet; `gaps` says what is missing."""

    def __init__(self, missing: list[Gap]) -> None:
        super().__init__([gap.sentence for gap in missing], code="incomplete")
        self.gaps = missing


class LostRace(ValidationError):
    """Somebody, most likely the same person in another tab, saved in between."""


class NoLongerYours(ValidationError):
    """The seat or the panel takes no scorecard any more."""
