"""How a panel is closed without the missing scorecards, and how it ends without a decision."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.runtime.clock import time_under_lock
from panels.seating import mails
from panels.seating.actions.locks import locked, reason_given, refuse_unless_sent, tell_roster
from panels.seating.choices import Ending
from panels.seating.models import Panel


@transaction.atomic
def close_panel(*, panel: Panel, actor: User, reason: str) -> None:
    """Open the scorecards that are in; the others are missing from then on.

    Raises TooFewScorecards below two, and leaves the panel as it was.
    """
    panel = locked(panel.pk)
    refuse_unless_sent(panel)
    panel.closed_at, panel.closed_by, panel.closing_reason = time_under_lock(), actor, reason_given(reason)
    panel.save(update_fields=["closed_at", "closed_by", "closing_reason"])
    record("panel.closed", actor_id=actor.pk, panel_id=panel.pk, subject=panel)
    tell_roster(panel, actor)


@transaction.atomic
def end_panel(*, panel: Panel, actor: User, ending: str, note: str = "") -> None:
    """End it without a decision: reminders stop at once, drafts stay private, and nothing opens afterwards.

    A candidate may withdraw at any time; the other endings are for panels that are not decided.
    """
    panel = locked(panel.pk)
    if ending not in Ending.values:
        raise ValidationError({"ending": "Choose how it ended."}, code="no_ending")
    if panel.erased_at is not None:
        raise ValidationError("The candidate was erased: nothing about this panel changes any more.", code="erased")
    if panel.ended_at is not None:
        raise ValidationError(f"This panel has ended already: {panel.get_ending_display()}.", code="ended")
    if panel.decided_at is not None and ending != Ending.WITHDREW:
        raise ValidationError("This panel is decided. Record a new decision instead.", code="decided")
    was_running = panel.is_running
    panel.ended_at, panel.ended_by = time_under_lock(), actor
    panel.ending, panel.ending_note = ending, note.strip()
    panel.save(update_fields=["ended_at", "ended_by", "ending", "ending_note"])
    panel.refresh_from_db(fields=["state"])
    record("panel.ended", actor_id=actor.pk, panel_id=panel.pk, subject=panel, ending=str(ending))
    for seat in panel.seats.active().select_related("interviewer") if was_running else ():
        mails.ended(seat=seat, panel=panel)
