"""Erasing a candidate: her record, her files, and every word that somebody wrote about her.

What remains names nobody: levels, recommendations, receipts, digests, times, and who sat on the panel.
"""

from __future__ import annotations

import logging
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Case, Value, When
from django.db.models.functions import Now

from interviews.accounts.mail_log import forget
from interviews.audit.actions import record
from interviews.runtime.clock import transaction_time
from panels.overview.erasing.files import remove_later
from panels.overview.erasing.ledger import note, noted
from panels.seating.actions.erasing import under_way
from panels.seating.models import Candidate, Interview, Panel, PanelQuestion, Seat

log = logging.getLogger(__name__)

NAME = "Erased candidate"
GONE = "erased"


def sweep() -> None:
    """Erase whoever is due, and again whoever was erased once and came back with a backup. One failure stops nobody."""
    for candidate in Candidate.objects.filter(erased_at=None, uuid__in=noted()):
        _attempt(candidate, again=True)
    for candidate in Candidate.objects.to_erase():
        _attempt(candidate, again=False)


def erase_again(uuids: set[UUID]) -> int:
    """Erase those of a list who are here and not erased; how many that were."""
    back = list(Candidate.objects.filter(erased_at=None, uuid__in=uuids))
    return sum(_attempt(candidate, again=True) for candidate in back)


@transaction.atomic
def erase(*, candidate: Candidate, again: bool = False) -> bool:
    """Erase her now; False when it is no longer due. Runs as the worker's database role.

    `again` is for somebody who stands on the list already: that nobody asked, or that a panel is under way, as an old
    backup may have it, does not matter then.
    """
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    now = transaction_time()
    if candidate.erased_at is not None:
        return False
    if again:
        candidate.erase_at = now
        candidate.save(update_fields=["erase_at"])
    elif candidate.erase_at is None or candidate.erase_at > now or under_way(candidate):
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT erase_words_about(%s)", [candidate.pk])
    _clear_panels(candidate)
    remove_later(candidate)
    _clear_record(candidate)
    record("candidate.erased", actor_id=None, subject=candidate, again=again)
    note(candidate.uuid, now)
    return True


def _attempt(candidate: Candidate, *, again: bool) -> bool:
    try:
        return erase(candidate=candidate, again=again)
    except Exception as error:
        log.error("candidate %s is not erased: %s", candidate.pk, type(error).__name__)
        return False


def _clear_record(candidate: Candidate) -> None:
    """Her own account, if she has one, stays named: from it hangs that she never opens these panels."""
    candidate.links.all().delete()
    for name in ("pronunciation", "pronouns", "email", "phone", "external_id", "adjustments", "source", "referrer"):
        setattr(candidate, name, "")
    candidate.name, candidate.recruiter_notes = NAME, ""
    candidate.save()
    Candidate.objects.filter(pk=candidate.pk).update(erased_at=Now())


def _clear_panels(candidate: Candidate) -> None:
    """What was said in passing, when somebody left, was excused or ended a panel; and the mails about it."""
    panels = Panel.objects.filter(candidate=candidate)
    for rows, column in (
        (panels, "closing_reason"),
        (panels, "ending_note"),
        (Interview.objects.filter(panel__in=panels), "state_reason"),
        (Seat.objects.filter(panel__in=panels), "state_reason"),
        (Seat.objects.filter(panel__in=panels), "decline_reason"),
    ):
        blanked = Case(When(**{column: ""}, then=Value("")), default=Value(GONE))
        rows.update(**{column: blanked})
    Seat.objects.filter(panel__in=panels).update(conflict="")
    PanelQuestion.objects.filter(panel__in=panels).delete()
    panels.update(erased_at=Now())
    forget({str(uuid) for uuid in panels.values_list("uuid", flat=True)})
