"""Owing, building and asking again for the report of a revealed panel."""

from __future__ import annotations

import logging
from functools import partial

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.audit.models import Entry
from interviews.runtime.clock import transaction_time
from interviews.runtime.sender import wake
from panels.consensus.gather import content_of, gather
from panels.consensus.models import Outbox, Report
from panels.consensus.outbox import due
from panels.scorecards.blinding import visible_to
from panels.scorecards.models import Standing, SubmittedVersion
from panels.seating.models import Panel, Seat

log = logging.getLogger(__name__)

A_SWEEP = 200


class ScorecardsNotOpen(Exception):
    """A report was asked for before the panel's scorecards opened."""


@transaction.atomic
def owe_report(*, panel: Panel, with_late: bool) -> None:
    """Note that the panel's report is owed, in the transaction that opened its scorecards; wake the worker after it."""
    Outbox.objects.create(panel=panel, with_late=with_late)
    transaction.on_commit(partial(wake, "consensus.build_report", panel.pk))


@transaction.atomic
def build_report(*, panel_id: int, with_late: bool = False) -> Report:
    """Store what the counted scorecards say and settle what is owed for it; the same scorecards give the same report.

    Holds the panel's lock from before it reads, so that no card can come in between. Runs as the worker's database
    role, which alone may write reports. Raises ScorecardsNotOpen, CardErased.
    """
    panel = Panel.objects.select_for_update(of=("self",)).select_related("rubric__scale").get(pk=panel_id)
    if panel.revealed_at is None:
        raise ScorecardsNotOpen(f"panel {panel_id} is not open")
    counted = gather(panel, among=SubmittedVersion.objects.all(), with_late=with_late)
    report = Report.objects.filter(panel=panel, digest=counted.digest).first()
    if report is None:
        content = content_of(counted)
        report = Report.objects.create(
            panel=panel, digest=counted.digest, method=content["method"], with_late=with_late, content=content
        )
        record("report.built", actor_id=None, panel_id=panel.pk, subject=report, digest=report.digest)
    Outbox.objects.owed().filter(panel=panel, with_late=with_late).update(done_at=Now())
    return report


def build_owed(*, panel_id: int) -> None:
    """Build what is owed for this panel, unless somebody is at it."""
    for owed in due().filter(panel_id=panel_id):
        _attempt(owed)


def sweep() -> None:
    """Build whatever is owed: what a lost message, a killed worker or a failure left behind."""
    for owed in due()[:A_SWEEP]:
        _attempt(owed)


@transaction.atomic
def rebuild(*, panel: Panel, actor: User) -> bool:
    """Ask again: retry what failed, or have a report built that differs. False when it would be the same one again."""
    panel = Panel.objects.select_for_update(of=("self",)).select_related("rubric__scale").get(pk=panel.pk)
    owed = Outbox.objects.owed().filter(panel=panel)
    if owed.exists():
        owed.update(attempts=0, started_at=None, failed_at=None, failure="")
        transaction.on_commit(partial(wake, "consensus.build_report", panel.pk))
    else:
        missing = _not_built_yet(panel, actor)
        if not missing:
            return False
        for with_late in missing:
            owe_report(panel=panel, with_late=with_late)
    record("report.asked", actor_id=actor.pk, panel_id=panel.pk)
    return True


@transaction.atomic
def note_look(*, report: Report, user: User) -> None:
    """Record that someone without a part in the panel read its report.

    Recruiters, HR admins and superusers read by their mark alone, so their looks leave a trace: once a report and day
    (by the database's clock), for a reload tells nobody anything. The lead's and the interviewers' own reading is the
    report's purpose and is not recorded.
    """
    panel = report.panel
    if panel.lead_id == user.pk or Seat.objects.filter(panel=panel, interviewer=user).on_the_panel().exists():
        return
    today = transaction_time().replace(hour=0, minute=0, second=0, microsecond=0)
    looks = Entry.objects.chain(panel.pk).filter(
        verb="report.seen", actor_id=user.pk, subject_id=report.pk, at__gte=today
    )
    if not looks.exists():
        record("report.seen", actor_id=user.pk, panel_id=panel.pk, subject=report)


def _not_built_yet(panel: Panel, actor: User) -> list[bool]:
    """Which of the first report (False) and the one with late cards (True) would be a new one now."""
    versions = visible_to(actor)
    late = versions.filter(panel=panel, standing=Standing.LATE_BLIND).counted(with_late=True).exists()
    there = set(Report.objects.visible_to(actor).filter(panel=panel).values_list("digest", flat=True))
    return [
        with_late
        for with_late in ([False, True] if late else [False])
        if gather(panel, among=versions, with_late=with_late).digest not in there
    ]


def _attempt(owed: Outbox) -> None:
    """Claim it, build it, or note in fixed words that it failed; later ones go on either way.

    The claim is committed on its own: two workers cannot both win it, and a page can say that the work is under way.
    """
    if not due().filter(pk=owed.pk).update(started_at=Now(), attempts=F("attempts") + 1):
        return
    try:
        build_report(panel_id=owed.panel_id, with_late=owed.with_late)
    except Exception as error:
        failure = f"{type(error).__name__} while building"
        log.error("report owed for panel %s: %s", owed.panel_id, failure)
        Outbox.objects.filter(pk=owed.pk).update(failed_at=Now(), failure=failure)
