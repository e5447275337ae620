"""How an analysis stands, and when the worker takes it up. Safe for the web process: nothing here computes."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, Q
from django.db.models.functions import Now

from panels.consensus.models import Analysis
from panels.consensus.outbox import Job
from panels.consensus.querysets import AnalysisQuerySet

LEASE = timedelta(minutes=10)
PAUSE = timedelta(seconds=30)
MOST_ATTEMPTS = 3
MOST_BYTES = 32 * 1024 * 1024
STEPS = 8
"""Reading the file, and what `statistics.analysis` does after it."""


def due() -> AnalysisQuerySet:
    """What nobody is at: not begun, begun so long ago that its worker is gone, or failed and waited for."""
    failed = Q(failed_at__gte=F("started_at"), failed_at__lt=Now() - PAUSE)
    return _unfinished().filter(Q(started_at=None) | failed | _abandoned(), attempts__lt=MOST_ATTEMPTS)


def given_up() -> AnalysisQuerySet:
    """Begun for the last time by a worker that is gone."""
    return _unfinished().filter(_abandoned(), attempts__gte=MOST_ATTEMPTS)


def job_of(analysis: Analysis) -> Job:
    if analysis.finished_at and analysis.problems:
        return Job("failed", "The file cannot be read.", analysis.finished_at, final=True)
    if analysis.finished_at:
        return Job("done", "Analysed.", analysis.finished_at, final=True)
    if analysis.started_at is None:
        return Job("waiting", "The analysis waits for its turn.", analysis.asked_at)
    if analysis.failed_at is None or analysis.failed_at < analysis.started_at:
        return Job(
            "running", "The file is being analysed. A million ratings take less than a minute.", analysis.started_at
        )
    if analysis.attempts < MOST_ATTEMPTS:
        return Job(
            "waiting", f"That did not work ({analysis.failure}). It is tried again by itself.", analysis.failed_at
        )
    words = f"The analysis failed {analysis.attempts} times ({analysis.failure}). The file is kept."
    return Job("failed", words, analysis.failed_at, final=True)


def token_of(analysis: Analysis) -> str:
    """Changes when there is something new to say."""
    return f"{job_of(analysis).token}-{analysis.step}"


def _unfinished() -> AnalysisQuerySet:
    return Analysis.objects.filter(finished_at=None).order_by("asked_at", "pk")


def _abandoned() -> Q:
    nothing_since = Q(failed_at=None) | Q(failed_at__lt=F("started_at"))
    return nothing_since & Q(started_at__lt=Now() - LEASE)
