"""Asking that a candidate be erased, and taking it back in time. `panels/overview/erasing` carries it out."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.runtime.clock import transaction_time
from panels.seating.choices import Ground
from panels.seating.models import Candidate, Panel

GRACE = timedelta(days=3)


@transaction.atomic
def ask_to_erase(*, candidate: Candidate, actor: User, ground: str) -> Candidate:
    """Have everything that was written about her erased in three days; until then it can be taken back.

    Asked twice is once. Raises ValidationError for an unknown ground, and while a panel of hers is under way.
    """
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    if ground not in Ground.values:
        raise ValidationError({"ground": "Choose why the record is erased."}, code="no_ground")
    if candidate.erase_at is not None:
        return candidate
    if under_way(candidate):
        raise ValidationError(
            "A panel of this candidate is under way. Record the withdrawal, or end or decide the panel, first.",
            code="under_way",
        )
    candidate.erase_at, candidate.erase_asked_by = transaction_time() + GRACE, actor
    candidate.save(update_fields=["erase_at", "erase_asked_by"])
    record("candidate.erasure_asked", actor_id=actor.pk, subject=candidate, ground=ground)
    return candidate


@transaction.atomic
def keep_after_all(*, candidate: Candidate, actor: User) -> None:
    """Take it back. Raises ValidationError once she is erased: nothing can be brought back then."""
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    if candidate.erased_at is not None:
        raise ValidationError("This candidate is erased already.", code="erased")
    if candidate.erase_at is None:
        return
    candidate.erase_at = candidate.erase_asked_by = None
    candidate.save(update_fields=["erase_at", "erase_asked_by"])
    record("candidate.erasure_taken_back", actor_id=actor.pk, subject=candidate)


def under_way(candidate: Candidate) -> bool:
    """Whether somebody may still write about her, or has to decide."""
    settled = Q(ended_at__isnull=False) | Q(decided_at__isnull=False)
    return Panel.objects.filter(candidate=candidate).exclude(settled).exists()
