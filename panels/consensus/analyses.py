"""How an analysis stands. Safe for the web process: nothing here computes."""

from __future__ import annotations

from panels.consensus.jobs import MOST_ATTEMPTS
from panels.consensus.models import Analysis
from panels.consensus.outbox import Job

MOST_BYTES = 32 * 1024 * 1024
STEPS = 8
"""Reading the file, and what `statistics.analysis` does after it."""


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
