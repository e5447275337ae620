"""Building the report of a revealed panel: the worker's part, which may load NumPy."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from interviews.audit.actions import record
from interviews.audit.canonical import seal_of
from panels.consensus.actions.calibrating import note_report
from panels.consensus.basis import Basis, basis_of
from panels.consensus.calibrating.adjusting import adjusted_of
from panels.consensus.calibrating.facts import facts_of
from panels.consensus.counted import gather
from panels.consensus.gather import CardErased, content_of
from panels.consensus.models import Outbox, Report
from panels.consensus.outbox import due
from panels.scorecards.models import SubmittedVersion
from panels.seating.models import Panel

log = logging.getLogger(__name__)

A_SWEEP = 200


class ScorecardsNotOpen(Exception):
    """A report was asked for before the panel's scorecards opened."""


@transaction.atomic
def build_report(*, panel_id: int, with_late: bool = False) -> Report:
    """Store what the counted scorecards say and settle what is owed for it; the same scorecards give the same report.

    Holds the panel's lock from before it reads, so that no card can come in between. Conditions on the calibration as
    it stands and never fits one; that a new report is there makes the next calibration due. Runs as the worker's
    database role, which alone may write reports. Raises ScorecardsNotOpen, CardErased.
    """
    panel = Panel.objects.select_for_update(of=("self",)).select_related("rubric__scale").get(pk=panel_id)
    if panel.revealed_at is None:
        raise ScorecardsNotOpen(f"panel {panel_id} is not open")
    basis = basis_of(panel)
    report = _build(panel, basis, with_late=with_late)
    Outbox.objects.owed().filter(panel=panel, with_late=with_late).update(done_at=Now())
    return report


def build_owed(*, panel_id: int) -> None:
    """Build what is owed for this panel, unless somebody is at it; then one that was begun and not finished.

    Behind a long queue a sweep's own message waits as long as all others, and what a killed worker had claimed waited
    for the sweep.
    """
    for owed in due().filter(panel_id=panel_id):
        _attempt(owed)
    for owed in due().filter(started_at__isnull=False).order_by("started_at")[:1]:
        _attempt(owed)


def sweep() -> None:
    """Build whatever is owed: what a lost message, a killed worker or a failure left behind."""
    for owed in due()[:A_SWEEP]:
        _attempt(owed)


def _build(panel: Panel, basis: Basis, *, with_late: bool) -> Report:
    counted = gather(
        panel,
        among=SubmittedVersion.objects.all(),
        with_late=with_late,
        calibration=basis.digest,
        adjusted=basis.adjusted,
    )
    there = Report.objects.filter(panel=panel, digest=counted.digest).first()
    if there is not None:
        return there
    content = content_of(counted, calibration=facts_of(basis.calibration), adjusted=adjusted_of(counted, basis))
    report = Report.objects.create(
        panel=panel,
        digest=counted.digest,
        method=content["method"],
        with_late=with_late,
        calibration=basis.calibration,
        content=content,
    )
    seal = seal_of(report, Report.SEALED)
    record("report.built", actor_id=None, panel_id=panel.pk, subject=report, digest=report.digest, seal=seal)
    note_report(scale_id=panel.rubric.scale_id)
    return report


def _attempt(owed: Outbox) -> None:
    """Claim it, build it, or note in fixed words that it failed; later ones go on either way. What was erased is no
    longer owed: trying again would not bring it back.

    The claim is committed on its own: two workers cannot both win it, and a page can say that the work is under way.
    """
    if not due().filter(pk=owed.pk).update(started_at=Now(), attempts=F("attempts") + 1):
        return
    try:
        build_report(panel_id=owed.panel_id, with_late=owed.with_late)
    except CardErased:
        Outbox.objects.filter(pk=owed.pk).update(done_at=Now(), failure="CardErased")
    except Exception as error:
        failure = f"{type(error).__name__} while building"
        log.error("report owed for panel %s: %s", owed.panel_id, failure)
        Outbox.objects.filter(pk=owed.pk).update(failed_at=Now(), failure=failure)
