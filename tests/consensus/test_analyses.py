"""Which analyses the worker takes up, what their page says of them, and that each is its owner's alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.db.models.functions import Now

from interviews.runtime.actor import acting_as
from panels.consensus.actions.analyses import ask_analysis
from panels.consensus.analyses import job_of, token_of
from panels.consensus.jobs import LEASE, PAUSE, due, given_up
from panels.consensus.models import Analysis
from tests.cast import Cast
from tests.conftest import AsRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast: Cast) -> Analysis:
    with acting_as(cast.hr.pk):
        return ask_analysis(owner=cast.hr, name="ratings.csv", content=b"x", scale="", item_effect=True)


def change(analysis: Analysis, **fields: object) -> Analysis:
    with acting_as(analysis.owner_id):
        Analysis.objects.filter(pk=analysis.pk).update(**fields)
        return Analysis.objects.get(pk=analysis.pk)


def is_due(analysis: Analysis) -> bool:
    with acting_as(analysis.owner_id):
        return due(Analysis.objects.all()).filter(pk=analysis.pk).exists()


def test_asked_is_due_and_waits(asked: Analysis) -> None:
    assert is_due(asked)
    assert job_of(asked).kind == "waiting"


def test_running_is_not_due_until_its_worker_is_gone(asked: Analysis) -> None:
    running = change(asked, started_at=Now(), attempts=1, step=3)
    assert not is_due(running)
    assert (job_of(running).kind, job_of(running).final) == ("running", False)
    assert is_due(change(asked, started_at=Now() - LEASE - timedelta(seconds=1)))


def test_failed_is_due_after_a_pause_and_three_times_at_most(asked: Analysis) -> None:
    began = Now() - timedelta(minutes=5)
    failed = change(asked, started_at=began, failed_at=Now(), attempts=1, failure="ValueError while analysing")
    assert not is_due(failed)
    assert job_of(failed).words == "That did not work (ValueError while analysing). It is tried again by itself."
    late = Now() - PAUSE - timedelta(seconds=1)
    assert is_due(change(asked, failed_at=late))
    last = change(asked, failed_at=late, attempts=3)
    assert not is_due(last)
    assert (job_of(last).kind, job_of(last).final) == ("failed", True)


def test_given_up_is_what_three_workers_did_not_come_back_from(asked: Analysis) -> None:
    gone = change(asked, started_at=Now() - LEASE - timedelta(seconds=1), attempts=3)
    with acting_as(asked.owner_id):
        assert list(given_up(Analysis.objects.all())) == [gone]


def test_finished_is_done_or_cannot_be_read(asked: Analysis) -> None:
    assert job_of(change(asked, started_at=Now(), finished_at=Now())).kind == "done"
    unreadable = job_of(change(asked, problems=["Line 2: 3 cells where 4 are needed."]))
    assert (unreadable.kind, unreadable.words, unreadable.final) == ("failed", "The file cannot be read.", True)


def test_token_changes_with_each_step(asked: Analysis) -> None:
    one, other = (token_of(change(asked, started_at=Now(), step=step)) for step in (1, 2))
    assert one != other


def test_only_the_owner_finds_her_analysis(cast: Cast, asked: Analysis, as_app: AsRole) -> None:
    cast.ana.is_hr_admin = True
    cast.ana.save()
    for person, found in ((cast.hr, 1), (cast.ana, 0), (cast.lead, 0), (cast.superuser, 0)):
        with as_app(), acting_as(person.pk):
            assert Analysis.objects.count() == found
            assert Analysis.objects.own(person).count() == found
    with as_app(), acting_as(None):
        assert Analysis.objects.count() == 0


def test_nobody_makes_an_analysis_for_somebody_else(cast: Cast, as_app: AsRole) -> None:
    with as_app(), acting_as(cast.ana.pk), pytest.raises(Error, match="row-level security"), transaction.atomic():
        Analysis.objects.create(owner=cast.hr, name="x.csv", content=b"x")


def test_worker_makes_and_deletes_none(cast: Cast, asked: Analysis, as_worker: AsRole) -> None:
    with as_worker(), acting_as(None):
        assert Analysis.objects.count() == 1
        for sql in ("DELETE FROM consensus_analysis", "TRUNCATE consensus_analysis"):
            with pytest.raises(Error, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
