"""Noting who looked at a role's candidates by a mark alone."""

from __future__ import annotations

from django.db import transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.audit.models import Entry
from interviews.roles.models import Role
from interviews.runtime.clock import transaction_time


@transaction.atomic
def note_board(*, role: Role, user: User) -> None:
    """Record that someone who does not lead the role read its board, which says what many reports say.

    Once a role and day by the database's clock, as with a single report.
    """
    if role.lead_id == user.pk:
        return
    today = transaction_time().replace(hour=0, minute=0, second=0, microsecond=0)
    looks = Entry.objects.chain(None).filter(
        verb="board.seen", actor_id=user.pk, subject="roles.role", subject_id=role.pk, at__gte=today
    )
    if not looks.exists():
        record("board.seen", actor_id=user.pk, subject=role)
