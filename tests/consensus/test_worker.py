"""A real Celery worker in a process of its own, over the embedded broker, with its own database role."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from interviews.runtime.actor import acting_as
from panels.consensus.models import Outbox, Report
from panels.consensus.page.words import headline
from tests.cast import Cast
from tests.consensus.conftest import spoil
from tests.consensus.priya import make_priya
from tests.worker import *  # noqa: F403 -- pytest finds fixtures by name

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PATIENCE = 40


def until(done: Callable[[], bool], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.1)


def test_submitting_the_last_card_ends_in_a_report(cast: Cast, worker: Path) -> None:
    """Nothing sweeps here: the message alone must bring it about."""
    priya = make_priya()
    priya.submit_all()
    until(lambda: Outbox.objects.filter(done_at__isnull=False).exists(), worker)
    owed = Outbox.objects.get()
    assert (owed.attempts, owed.failure) == (1, "")
    with acting_as(priya.lead.pk), transaction.atomic():
        (report,) = Report.objects.visible_to(priya.lead)
    assert headline(report.content) == "3 of 4 recommend yes."
    assert report.content["overall"]["mean"] == 3.722222


def test_failure_says_nothing_of_what_was_written(cast: Cast, worker: Path) -> None:
    """Logs and the outbox hold ids and fixed words only."""
    priya = make_priya()
    for name in list(priya.people)[:3]:
        priya.submit(name)
    with transaction.atomic():
        priya.submit("Tomasz Zielinski")
        spoil(priya.panel, priya.people["Dana Whitfield"])
    until(lambda: Outbox.objects.filter(failed_at__isnull=False).exists(), worker)
    assert Outbox.objects.get().failure == "KeyError while building"
    until(lambda: "KeyError while building" in worker.read_text(), worker)
    for text in ("charge twice", "ledger", "Dana", "Priya", "Tomasz"):
        assert text not in worker.read_text()
