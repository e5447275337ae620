"""Who may debrief and decide on a panel, and when."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from interviews.accounts.models import User
from panels.scorecards.blinding import panels_open_to
from panels.seating.models import Panel


def refuse_unless_open(panel: Panel, actor: User) -> None:
    """The lead's alone, once she may read the scorecards. Raises ValidationError with the reason as its code."""
    if panel.is_over:
        raise ValidationError("This panel has ended, so there is nothing left to decide.", code="ended")
    if panel.revealed_at is None:
        raise ValidationError("Scorecards are not open yet. The decision comes after them.", code="not_open")
    if actor.pk != panel.lead_id:
        raise ValidationError("The hiring manager of this panel decides.", code="not_the_lead")
    if not panels_open_to(actor).filter(pk=panel.pk).exists():
        raise ValidationError("You cannot read this panel's report, so you cannot decide on it.", code="cannot_read")
