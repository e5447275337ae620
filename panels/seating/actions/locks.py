"""The panel's lock, and what a panel no longer takes once it is held."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from interviews.accounts.models import User
from panels.seating.choices import InterviewState
from panels.seating.models import Candidate, Interview, Panel, Seat
from panels.seating.signals import seats_changed


def locked(panel_id: int) -> Panel:
    """The panel as it is now; nobody else changes, submits or opens it until the transaction ends."""
    rows = Panel.objects.select_for_update(of=("self",)).select_related("candidate", "role", "stage", "lead")
    return rows.get(pk=panel_id)


def refuse_if_settled(panel: Panel) -> None:
    """The roster stands once scorecards are open or the panel has ended."""
    if panel.is_over:
        raise ValidationError("This panel has ended: nothing about it changes any more.", code="ended")
    if panel.revealed_at is not None:
        raise ValidationError("Scorecards are open: who was on the panel can no longer change.", code="revealed")


def refuse_unless_sent(panel: Panel) -> None:
    refuse_if_settled(panel)
    if panel.sent_at is None:
        raise ValidationError("This panel has not been sent yet: change its plan instead.", code="not_sent")


def refuse_as_panellist(candidate: Candidate, user: User, *, what: str) -> None:
    """A person who has left, is the candidate or stepped back neither leads a panel nor sits on it."""
    if candidate.user_id == user.pk:
        raise ValidationError(f"{user} is the candidate. Choose another {what}.", code="is_the_candidate")
    if candidate.recusals.filter(user=user).exists():
        raise ValidationError(f"{user} stepped back from this candidate. Choose another {what}.", code="stepped_back")
    if not user.is_active:
        raise ValidationError(f"{user} may no longer sign in. Choose another {what}.", code="inactive")


def refuse_cancelled(interview: Interview) -> None:
    if interview.state == InterviewState.CANCELLED:
        raise ValidationError("This interview was cancelled.", code="cancelled")


def tell_roster(panel: Panel, actor: User, *, touched: Iterable[Seat] = ()) -> None:
    """Let scorecards follow a change of a sent panel's roster; a draft has no cards yet."""
    if panel.sent_at is not None:
        seats_changed.send(sender=Panel, panel=panel, actor_id=actor.pk, touched=list(touched))


def reason_given(reason: str) -> str:
    """The reason without blanks around it. Raises ValidationError when nothing is left."""
    if not reason.strip():
        raise ValidationError({"reason": "Say why."}, code="no_reason")
    return reason.strip()
