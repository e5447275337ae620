"""What is said of a report that is owed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from panels.consensus.models import Outbox
from panels.consensus.outbox import NOT_OWED, SHOWN_AS_FAILED, job_of

BEGAN = datetime(2026, 11, 26, 12, tzinfo=UTC)
LATER = BEGAN + timedelta(seconds=9)


@pytest.mark.parametrize(
    ("facts", "kind", "words", "at", "final"),
    [
        ({}, "waiting", "The report is owed and waits for its turn; that takes seconds.", BEGAN, False),
        (
            {"with_late": True, "started_at": LATER},
            "running",
            "The second report, with the late scorecard, is being built.",
            LATER,
            False,
        ),
        (
            {"started_at": BEGAN, "failed_at": LATER, "failure": "KeyError while building", "attempts": 1},
            "waiting",
            "Building the report did not work (KeyError while building). It is tried again by itself.",
            LATER,
            False,
        ),
        (
            {"started_at": LATER, "failed_at": BEGAN, "failure": "KeyError while building", "attempts": 2},
            "running",
            "The report is being built.",
            LATER,
            False,
        ),
        (
            {"started_at": BEGAN, "failed_at": LATER, "failure": "KeyError", "attempts": SHOWN_AS_FAILED},
            "failed",
            f"Building the report failed {SHOWN_AS_FAILED} times (KeyError). The scorecards are safe, and it is tried "
            "again every ten minutes. Last tried:",
            LATER,
            True,
        ),
    ],
)
def test_job_of_what_is_owed(facts: dict[str, object], kind: str, words: str, at: datetime, final: bool) -> None:
    job = job_of(Outbox(created_at=BEGAN, **facts))
    assert (job.kind, job.words, job.at, job.final) == (kind, words, at, final)
    assert job.token == f"{kind}-{int(at.timestamp())}"


def test_nothing_is_waited_for_that_nobody_asked_for() -> None:
    assert (NOT_OWED.kind, NOT_OWED.final, NOT_OWED.token) == ("waiting", True, "waiting-0")
