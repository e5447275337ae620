"""Interviewers from outside the organisation: seated by name and address, let in by a link to that one seat."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from interviews.accounts.actions import person_outside
from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.roles.models import Competency
from interviews.runtime.clock import transaction_time
from panels.seating import mails
from panels.seating.actions.seats import add_seat
from panels.seating.links import digest_of
from panels.seating.models import Interview, Seat, SeatLink

PAUSE = timedelta(minutes=5)


@transaction.atomic
def seat_from_outside(
    *, interview: Interview, actor: User, name: str, email: str, competencies: Collection[Competency] = ()
) -> Seat:
    """Seat somebody who has no sign-in. Never sees another scorecard, also after they open.

    Raises AddressTaken when the address belongs to somebody of the house, and what `add_seat` raises.
    """
    interviewer = person_outside(by=actor, email=email, name=name)
    return add_seat(interview=interview, actor=actor, interviewer=interviewer, competencies=competencies, external=True)


@transaction.atomic
def come_in(*, token: str) -> Seat | None:
    """The seat that the link opens now, noted in the audit; None for a link that opens nothing."""
    link = SeatLink.objects.opening().filter(digest=digest_of(token)).select_related("seat__interviewer").first()
    if link is None:
        return None
    seat: Seat = link.seat
    record("seat.opened_by_link", actor_id=seat.interviewer_id, panel_id=seat.panel_id, subject=seat)
    return seat


@transaction.atomic
def ask_new_link(*, token: str) -> None:
    """Mail a new link to the address that this one was made for. Says nothing, whatever the token is.

    Not within five minutes of the one before: whoever holds an old link cannot fill a mailbox with it.
    """
    old = SeatLink.objects.of_a_standing_seat().filter(digest=digest_of(token)).select_related("seat").first()
    if old is None or SeatLink.objects.filter(seat=old.seat, sent_at__gt=transaction_time() - PAUSE).exists():
        return
    _send(old.seat, actor_id=None)


@transaction.atomic
def send_new_link(*, seat: Seat, actor: User) -> None:
    """Recruiter or hiring manager send one. Refused for somebody who signs in, or before the panel was sent."""
    if not seat.interviewer.is_external or seat.panel.sent_at is None or seat.panel.ended_at is not None:
        raise ValidationError("Only an interviewer from outside, on a panel that was sent, has a link.", code="no_link")
    _send(seat, actor_id=actor.pk)


def _send(seat: Seat, *, actor_id: int | None) -> None:
    record("seat.link_sent", actor_id=actor_id, panel_id=seat.panel_id, subject=seat)
    mails.new_link(seat=seat, panel=seat.panel)
