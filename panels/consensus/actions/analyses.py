"""Asking for the analysis of a file, again in another way, and doing away with it. The worker does the computing."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models.functions import Now

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.runtime.sender import wake
from panels.consensus.models import Analysis

TASK = "consensus.analyse"


@transaction.atomic
def ask_analysis(*, owner: User, name: str, content: bytes, scale: str, item_effect: bool) -> Analysis:
    """Keep the file with how it is to be analysed, and wake the worker once that is committed."""
    longest = Analysis._meta.get_field("name").max_length
    analysis = Analysis.objects.create(
        owner=owner, name=name[:longest], content=content, scale=scale, item_effect=item_effect
    )
    record("analysis.asked", actor_id=owner.pk, subject=analysis)
    transaction.on_commit(partial(wake, TASK, analysis.pk))
    return analysis


@transaction.atomic
def ask_again(*, analysis: Analysis, scale: str, item_effect: bool) -> None:
    """Analyse the same file anew; what was found before goes. A worker still at it finds that it came too late."""
    Analysis.objects.filter(pk=analysis.pk).update(
        scale=scale,
        item_effect=item_effect,
        asked_at=Now(),
        started_at=None,
        finished_at=None,
        failed_at=None,
        failure="",
        attempts=0,
        step=0,
        problems=[],
        result=None,
    )
    record("analysis.asked", actor_id=analysis.owner_id, subject=analysis)
    transaction.on_commit(partial(wake, TASK, analysis.pk))


@transaction.atomic
def remove_analysis(*, analysis: Analysis) -> None:
    """File and result are gone; that there was one stays in the audit."""
    record("analysis.removed", actor_id=analysis.owner_id, subject=analysis)
    analysis.delete()
