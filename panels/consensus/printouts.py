"""How a printout stands. Safe for the web process: nothing here lays out a page."""

from __future__ import annotations

from panels.consensus.jobs import MOST_ATTEMPTS
from panels.consensus.models import Printout
from panels.consensus.outbox import Job

NO_PANGO = "Pango is missing"
CANNOT = (
    "This installation cannot make PDFs: Pango is missing. Print the report instead; a browser can save it as a PDF."
)


def job_of(printout: Printout) -> Job:
    if printout.finished_at:
        return Job("done", "The PDF is ready.", printout.finished_at, final=True)
    if printout.failure == NO_PANGO:
        return Job("failed", CANNOT, printout.failed_at or printout.asked_at, final=True)
    if printout.started_at is None:
        return Job("waiting", "The PDF waits for its turn.", printout.asked_at)
    if printout.failed_at is None or printout.failed_at < printout.started_at:
        return Job("running", "The PDF is being made. That takes seconds.", printout.started_at)
    if printout.attempts < MOST_ATTEMPTS:
        words = f"That did not work ({printout.failure}). It is tried again by itself."
        return Job("waiting", words, printout.failed_at)
    words = f"The PDF failed {printout.attempts} times ({printout.failure}). Ask for it again, or print the report."
    return Job("failed", words, printout.failed_at, final=True)
