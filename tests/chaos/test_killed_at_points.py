"""kill -9 at every point of a submission and of a report: all is there afterwards or nothing, and nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest
from django.db import connection, transaction

from interviews.accounts import tasks as mail_tasks
from interviews.audit.models import Entry
from panels.consensus import tasks
from panels.consensus.models import Outbox, Report
from panels.scorecards.models import Scorecard, SubmittedVersion
from panels.seating.models import Panel
from tests.cast import Cast
from tests.chaos.dying import WEB, WORKER
from tests.conftest import AsRole, _role
from tests.factories import begin_card, seat_of, submit_card

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]
COMMITTED = {"between commit and wake-up", "between commit and answer"}


def killed(role: str, point: str, number: int) -> None:
    target = connection.settings_dict
    url = f"postgresql://concord_{role}@{quote(str(target['HOST']), safe='')}:{target['PORT']}/{target['NAME']}"
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "interviews.settings"}
    words = [sys.executable, "-m", "tests.chaos.dying", point, str(number)]
    ended = subprocess.run(words, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL, ended.stderr[-2000:]


def submitted(panel: Panel) -> tuple[int, int, int, int]:
    """Cards marked submitted, versions, entries of the audit, reports owed."""
    with transaction.atomic(), _role("concord_backup"):
        return (
            Scorecard.objects.filter(panel=panel, submitted_at__isnull=False).count(),
            SubmittedVersion.objects.filter(panel=panel, payload__isnull=False).count(),
            Entry.objects.filter(panel_id=panel.pk, verb="scorecard.submitted").count(),
            Outbox.objects.filter(panel=panel).count(),
        )


@pytest.fixture
def all_but_cleo(panel: Panel, cast: Cast) -> Panel:
    submit_card(panel, cast.ana, 2)
    submit_card(panel, cast.ben, 4)
    begin_card(panel, cast.cleo)
    return panel


@pytest.mark.parametrize("point", WEB)
def test_web_killed_while_the_last_card_is_submitted(
    all_but_cleo: Panel, cast: Cast, as_worker: AsRole, point: str
) -> None:
    panel = all_but_cleo
    killed("app", point, seat_of(panel, cast.cleo).pk)
    panel.refresh_from_db()
    if point in COMMITTED:
        assert (submitted(panel), panel.state) == ((3, 3, 3, 1), "revealed")
    else:
        assert (submitted(panel), panel.state) == ((2, 2, 2, 0), "open")
        submit_card(panel, cast.cleo, 3)
    with as_worker():
        tasks.sweep_outbox()
        with transaction.atomic():
            (report,) = Report.objects.filter(panel=panel)
    assert {one["n"] for one in report.content["competencies"]} == {3}


@pytest.mark.parametrize("point", WORKER)
def test_worker_killed_while_it_builds(
    all_but_cleo: Panel, cast: Cast, as_worker: AsRole, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    panel = all_but_cleo
    submit_card(panel, cast.cleo, 3)
    killed("worker", point, panel.pk)
    with as_worker():
        with transaction.atomic():
            assert Report.objects.filter(panel=panel).count() == (1 if point == "after the commit" else 0)
        with connection.cursor() as cursor:  # as if the claim's time had run out
            cursor.execute("UPDATE consensus_outbox SET started_at = started_at - interval '1 hour'")
        tasks.sweep_outbox()
        with transaction.atomic():
            (report,) = Report.objects.filter(panel=panel)
        assert Outbox.objects.get(panel=panel).done_at is not None
    assert {one["mean"] for one in report.content["competencies"]} == {3.0}


@pytest.mark.parametrize("seed", range(2))
def test_messages_lost_doubled_late_and_of_another_version(
    all_but_cleo: Panel, cast: Cast, as_worker: AsRole, seed: int
) -> None:
    """Each task never, once, twice or often, in any order, with arguments that this version does not know."""
    panel, generator = all_but_cleo, Random(seed)
    calls = [
        lambda: tasks.build_report(panel.pk),
        lambda: tasks.build_report(panel.pk, "newer", reason="unknown"),
        lambda: tasks.build_report(10**9),
        lambda: tasks.sweep_outbox("newer", unknown=1),
        lambda: tasks.sweep_calibrations(unknown=1),
        lambda: tasks.calibrate_all("newer"),
        lambda: tasks.sweep_analyses(unknown=1),
        lambda: tasks.analyse(10**9, "newer"),
        lambda: mail_tasks.deliver_mail("newer", unknown=1),
        lambda: mail_tasks.retry_mail(unknown=1),
    ]
    with as_worker():
        for call in generator.choices(calls, k=6):
            call()  # very old messages: nothing is open yet
    submit_card(panel, cast.cleo, 3)
    with as_worker():
        for call in [*generator.choices(calls, k=12), calls[3]]:
            call()
        with transaction.atomic():
            assert Report.objects.filter(panel=panel).count() == 1
    with transaction.atomic():
        assert Entry.objects.filter(panel_id=panel.pk, verb="report.built").count() == 1
