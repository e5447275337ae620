"""What a change of a role or its rubric can be refused for; each carries the sentence that a person reads.

Validation errors, so that a view can hand them to the form that was sent.
"""

from django.core.exceptions import ValidationError


class RubricFrozen(ValidationError):
    """The rubric version is published or superseded."""


class NotReady(ValidationError):
    """Something is missing that publishing needs; one message for each."""


class StageInUse(ValidationError):
    """Panels have met candidates at this stage."""


class KickoffOver(ValidationError):
    """The answers are open to read, or the rubric was published: nobody can answer any more."""


class NotYetOpen(ValidationError):
    """The answers of a kickoff cannot be opened now, or not by this person."""
