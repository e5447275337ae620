"""Stepping back from a candidate, for those who could read by their mark. Interviewers ask to be excused instead."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from interviews.accounts.models import User
from interviews.audit.actions import record
from panels.seating.choices import Conflict
from panels.seating.models import Candidate, Panel, Recusal
from panels.seating.querysets import ON_THE_PANEL


@transaction.atomic
def step_back(*, candidate: Candidate, actor: User, conflict: str) -> None:
    """From now on neither the candidate nor her panels exist for the actor, until an HR admin lets her back.

    Twice is once. Raises ValidationError while she leads, runs or sits on a panel of this candidate: that has to be
    handed over first, or nobody would notice that it is nobody's.
    """
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    if conflict not in Conflict.values:
        raise ValidationError({"conflict": "Choose what it is."}, code="no_conflict")
    seated = Q(seats__interviewer=actor, seats__state__in=ON_THE_PANEL)
    panels = Panel.objects.filter(candidate=candidate, ended_at=None, decided_at=None)
    if panels.filter(Q(lead=actor) | Q(recruiter=actor) | seated).exists():
        raise ValidationError(
            "You lead a panel of this candidate, are its recruiter or sit on it. Hand that over first.",
            code="has_a_part",
        )
    _, made = Recusal.objects.get_or_create(candidate=candidate, user=actor, defaults={"conflict": conflict})
    if made:
        record("candidate.stepped_back", actor_id=actor.pk, subject=candidate, conflict=conflict)


@transaction.atomic
def let_back(*, recusal: Recusal, actor: User) -> None:
    """Nobody lets herself back: she does not find the candidate. The audit keeps that she had stepped back."""
    record("candidate.let_back", actor_id=actor.pk, subject=recusal.candidate, person=recusal.user_id)
    recusal.delete()
