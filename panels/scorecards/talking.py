"""Asking to pause the loop: something that the recruiter and the hiring manager should hear before it goes on.

They learn that this interviewer asks to talk, and nothing else: what it is about is said, not written, so that it
stands nowhere for others to read.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.runtime.clock import transaction_time
from panels.scorecards.models import Scorecard
from panels.seating import mails
from panels.seating.actions.locks import locked
from panels.seating.querysets import ON_THE_PANEL

ASK_AGAIN = timedelta(days=1)


@transaction.atomic
def ask_to_talk(*, card: Scorecard, actor: User) -> None:
    """Mail both, at most once a day; the time stands on the own card, which is nobody else's to read.

    Raises ValidationError for somebody who is no longer on the panel. Whether scorecards are open makes no difference:
    not everybody who sits on it may know.
    """
    panel = locked(card.panel_id)
    card = Scorecard.objects.own(actor).select_for_update(of=("self",)).select_related("seat").get(pk=card.pk)
    if card.seat.state not in ON_THE_PANEL or panel.is_over:
        raise ValidationError("You are no longer on this panel.", code="gone")
    now = transaction_time()
    if card.talk_asked_at is not None and card.talk_asked_at > now - ASK_AGAIN:
        raise ValidationError("They have been told less than a day ago.", code="told")
    card.talk_asked_at = now
    card.save(update_fields=["talk_asked_at"])
    record("scorecard.talk_asked", actor_id=actor.pk, panel_id=panel.pk, subject=card.seat)
    mails.asked_to_talk(seat=card.seat, panel=panel)
