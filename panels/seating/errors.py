"""What a roster change can be refused for; each carries the sentence that a person reads.

Validation errors, so that a view can hand them to the form that was sent.
"""

from django.core.exceptions import ValidationError


class SeatInUse(ValidationError):
    """The seat's interviewer has already begun to write."""


class TooFewScorecards(ValidationError):
    """A panel cannot be closed below two submitted scorecards."""
