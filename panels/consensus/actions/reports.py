"""Owing a report, asking for it again, and noting who looked. Safe for the web process: nothing here computes."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.audit.models import Entry
from interviews.runtime.clock import transaction_time
from interviews.runtime.sender import wake
from panels.consensus.basis import basis_of
from panels.consensus.counted import gather
from panels.consensus.models import Outbox, Report
from panels.scorecards.blinding import visible_to
from panels.scorecards.models import Standing
from panels.seating.models import Panel, Seat


@transaction.atomic
def owe_report(*, panel: Panel, with_late: bool) -> None:
    """Note that the panel's report is owed, in the transaction that opened its scorecards; wake the worker after it."""
    Outbox.objects.create(panel=panel, with_late=with_late)
    transaction.on_commit(partial(wake, "consensus.build_report", panel.pk))


@transaction.atomic
def rebuild(*, panel: Panel, actor: User) -> bool:
    """Ask again: retry what failed, or have a report built that differs. False when it would be the same one again,
    and when what it would be built from is erased.
    """
    panel = Panel.objects.select_for_update(of=("self",)).select_related("candidate", "rubric__scale").get(pk=panel.pk)
    if panel.candidate.erased_at is not None:
        return False
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
    versions, basis = visible_to(actor), basis_of(panel)
    late = versions.filter(panel=panel, standing=Standing.LATE_BLIND).counted(with_late=True).exists()
    there = set(Report.objects.visible_to(actor).filter(panel=panel).values_list("digest", flat=True))
    asked = partial(gather, panel, among=versions, calibration=basis.digest, adjusted=basis.adjusted)
    wanted = [False, True] if late else [False]
    return [with_late for with_late in wanted if asked(with_late=with_late).digest not in there]
