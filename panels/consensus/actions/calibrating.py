"""When a scale's calibration is fitted anew, and keeping what was fitted: the worker's part."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Least, Now

from interviews.audit.actions import record
from interviews.audit.canonical import seal_of
from interviews.roles.models import Scale
from interviews.runtime.clock import time_under_lock
from panels.consensus.calibrating.computing import METHOD, Computed, Kept, compute, plan
from panels.consensus.calibrating.reading import read_settled
from panels.consensus.models import (
    Calibration,
    CalibrationDue,
    InterviewerFigures,
    Posterior,
    Report,
    RoleMeasures,
)

log = logging.getLogger(__name__)

QUIET = timedelta(seconds=20)
AT_MOST = timedelta(minutes=2)
LEASE = timedelta(minutes=10)
PAUSE = timedelta(minutes=2)
LOCK = "calibration"


@transaction.atomic
def note_report(*, scale_id: int) -> None:
    """A report has come that no calibration knows yet: fit again once it has been quiet for a while, or soon anyhow."""
    CalibrationDue.objects.get_or_create(scale_id=scale_id)
    since = Coalesce(F("since"), Now())
    CalibrationDue.objects.filter(scale_id=scale_id).update(
        since=since, due_at=Least(Now() + Value(QUIET), since + Value(AT_MOST))
    )


def sweep_calibrations() -> None:
    """Fit whatever is due and nobody is at."""
    for one in CalibrationDue.objects.due():
        _attempt(one)


@transaction.atomic
def calibrate_all() -> None:
    """Have every scale that has reports fitted anew with new ratios of variances; the sweep does it."""
    for scale_id in Report.objects.order_by().values_list("panel__rubric__scale_id", flat=True).distinct():
        CalibrationDue.objects.get_or_create(scale_id=scale_id)
        CalibrationDue.objects.filter(scale_id=scale_id).update(whole=True, due_at=Now())


def calibrate(*, scale_id: int, whole: bool = False) -> Calibration | None:
    """The calibration of the scale as its settled panels are now: the one that is there, or a new one.

    Fits outside of any transaction, so that nothing waits for it. `whole` asks for new ratios of variances; without it
    those of the newest whole fit are kept while ratings have grown little. None while there is too little to fit.
    """
    with transaction.atomic():
        scale = Scale.objects.get(pk=scale_id)
        given = plan(read_settled(scale_id), levels=scale.values, kept=_kept(scale_id), whole=whole)
    if given is None:
        return None
    there = Calibration.objects.filter(scale=scale, digest=given.digest).first()
    computed = None if there else compute(given)
    return _keep(scale_id, computed) if computed else there


def _kept(scale_id: int) -> Kept | None:
    """What an incremental fit carries on from the newest calibration."""
    newest = Calibration.objects.select_related("based_on").newest_of(scale_id)
    if newest is None:
        return None
    base = newest.based_on or newest
    return Kept(
        digest=newest.digest,
        receipts=newest.content["receipts"],
        base=base.pk,
        base_digest=base.digest,
        base_ratings=base.content["n"]["ratings"],
        base_content=base.content,
        method=base.method,
        is_whole=newest.is_whole,
        posterior=bytes(Posterior.objects.get(calibration=newest).data),
    )


@transaction.atomic
def _keep(scale_id: int, computed: Computed) -> Calibration:
    """Store it as the newest, with what it says of roles and people in place of what the one before said."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [LOCK, scale_id % 2**31])
    newest = Calibration.objects.newest_of(scale_id)
    there = Calibration.objects.filter(scale_id=scale_id, digest=computed.digest).first()
    if there is not None:
        return there
    calibration = Calibration.objects.create(
        scale_id=scale_id,
        number=newest.number + 1 if newest else 1,
        based_on_id=computed.based_on,
        method=METHOD,
        digest=computed.digest,
        content=computed.content,
    )
    _forget_before(calibration)
    Posterior.objects.create(calibration=calibration, data=computed.posterior)
    RoleMeasures.objects.bulk_create(
        RoleMeasures(calibration=calibration, role_id=role, content=content) for role, content in computed.roles.items()
    )
    InterviewerFigures.objects.bulk_create(
        InterviewerFigures(calibration=calibration, interviewer_id=int(person), content=content)
        for person, content in computed.interviewers.items()
    )
    seal = seal_of(calibration, Calibration.SEALED)
    record("calibration.fitted", actor_id=None, subject=calibration, number=calibration.number, seal=seal)
    return calibration


def _forget_before(calibration: Calibration) -> None:
    """Figures of roles and people are those of the newest; a posterior stays as long as a report names it."""
    older = Calibration.objects.filter(scale_id=calibration.scale_id, number__lt=calibration.number)
    named = Report.objects.filter(calibration__in=older).values("calibration")
    RoleMeasures.objects.filter(calibration__in=older).delete()
    InterviewerFigures.objects.filter(calibration__in=older).delete()
    Posterior.objects.filter(calibration__in=older).exclude(calibration__in=named).delete()


def _attempt(one: CalibrationDue) -> None:
    """Claim it for a while, fit, and settle it unless a report came meanwhile; note in fixed words that it failed."""
    lease = time_under_lock() + LEASE
    claim = CalibrationDue.objects.due().filter(pk=one.pk, due_at=one.due_at)
    if not claim.update(started_at=Now(), due_at=lease, attempts=F("attempts") + 1):
        return
    mine = CalibrationDue.objects.filter(pk=one.pk, due_at=lease)
    try:
        calibrate(scale_id=one.scale_id, whole=one.whole)
    except Exception as error:
        failure = f"{type(error).__name__} while calibrating"
        log.error("calibration due of scale %s: %s", one.scale_id, failure)
        mine.update(due_at=Now() + Value(PAUSE), failed_at=Now(), failure=failure)
    else:
        CalibrationDue.objects.filter(pk=one.pk).update(whole=False, attempts=0, failed_at=None, failure="")
        mine.update(due_at=None, since=None)
