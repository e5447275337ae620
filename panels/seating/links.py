"""The links of interviewers from outside: made with every mail to them, kept as digests."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db.models.functions import Now

from interviews.accounts.mail import full_url
from interviews.runtime.clock import transaction_time
from panels.seating.models import Seat, SeatLink

LASTS = timedelta(days=14)
AFTER_DUE = timedelta(days=7)


def card_url(seat: Seat) -> str:
    """The way to kit and scorecard, for somebody who signs in."""
    return full_url("scorecards:card", seat.uuid)


def new_link(seat: Seat) -> str:
    """An address that opens this seat; the one before works no more. Lasts 14 days, and a week past the due time."""
    token = secrets.token_urlsafe(32)
    until = transaction_time() + LASTS
    if seat.interview.due_at is not None:
        until = max(until, seat.interview.due_at + AFTER_DUE)
    SeatLink.objects.filter(seat=seat, replaced_at=None).update(replaced_at=Now())
    SeatLink.objects.create(seat=seat, digest=digest_of(token), expires_at=until)
    return full_url("seating:open_seat", token)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
