"""Two last submitters at once; and a wake-up that never came."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from interviews.accounts.models import User
from interviews.audit.models import Entry
from panels.consensus.actions import building
from panels.consensus.models import Outbox, Report
from panels.seating.models import Panel
from tests.cast import Cast
from tests.conftest import AsRole
from tests.factories import submit_card

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs: Callable[[], object]) -> list[BaseException]:
    """Each in a thread and connection of its own, let go by one barrier; returns what they raised."""
    barrier, raised = Barrier(len(jobs)), []

    def run(job: Callable[[], object]) -> None:
        try:
            barrier.wait(10)
            job()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised


def as_the_worker(job: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE concord_worker")
        job()

    return run


def oracle(panel: Panel) -> list[list[int]]:
    """The scores by competency and seat, in plain SQL over the stored payloads, as nobody's code of ours reads them."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE concord_worker")
        cursor.execute(
            """
            SELECT array_agg((rating ->> 'level')::int ORDER BY version.seat_id)
            FROM scorecards_submittedpayload payload
            JOIN scorecards_submittedversion version ON version.id = payload.version_id
            CROSS JOIN jsonb_array_elements(payload.content -> 'ratings') rating
            JOIN roles_competency competency ON competency.id = (rating ->> 'competency')::int
            WHERE version.panel_id = %s
            GROUP BY competency.position ORDER BY competency.position
            """,
            [panel.pk],
        )
        return [row[0] for row in cursor.fetchall()]


def scores(report: Report) -> list[list[int]]:
    return [[score["level"] for score in one["scores"]] for one in report.content["competencies"]]


def test_two_last_submitters_at_once(cast: Cast, panel: Panel, as_worker: AsRole) -> None:
    submit_card(panel, cast.ana, 2)

    def submitting(user: User, level: int) -> Callable[[], object]:
        return lambda: submit_card(panel, user, level)

    assert at_once(submitting(cast.ben, 4), submitting(cast.cleo, 5)) == []
    with transaction.atomic():
        assert Entry.objects.filter(verb="panel.revealed", panel_id=panel.pk).count() == 1
    assert Outbox.objects.count() == 1
    with as_worker():
        building.sweep()
        with transaction.atomic():
            (report,) = Report.objects.all()
    assert scores(report) == oracle(panel) == [[2, 4, 5]] * 3
    assert [round(one["mean"], 6) for one in report.content["competencies"]] == [3.666667] * 3


def test_two_workers_at_once_build_one_report(cast: Cast, panel: Panel, as_worker: AsRole) -> None:
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    jobs = [
        as_the_worker(building.sweep),
        as_the_worker(lambda: building.build_owed(panel_id=panel.pk)),
        as_the_worker(lambda: building.build_report(panel_id=panel.pk)),
        as_the_worker(lambda: building.build_report(panel_id=panel.pk)),
    ]
    assert at_once(*jobs) == []
    with as_worker(), transaction.atomic():
        assert Report.objects.count() == 1
    with transaction.atomic():
        assert Entry.objects.filter(verb="report.built").count() == 1
    assert Outbox.objects.get().done_at is not None


def test_sweep_finds_what_no_message_told_of(cast: Cast, panel: Panel, as_worker: AsRole) -> None:
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM pgmq.q_concord")
    with as_worker():
        building.sweep()
        with transaction.atomic():
            assert Report.objects.count() == 1
    assert Outbox.objects.get().attempts == 1
