"""What a change of people can be refused for; each carries the sentence that a person reads."""

from django.core.exceptions import ValidationError


class LastHrAdmin(ValidationError):
    """Nobody would be left to invite people and to keep the rubrics."""


class AlreadyJoined(ValidationError):
    """She has an own way in; a link made by somebody else would be a way into her account."""


class InvitationSpent(ValidationError):
    """Used, replaced by a newer one, past its time, or its person may no longer sign in."""


class AddressTaken(ValidationError):
    """Somebody with this address is known already."""
