"""The worker's part: a result, sentences for each wrong line, or a failure in fixed words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from interviews.runtime.actor import acting_as
from panels.consensus.actions.analyses import ask_analysis
from panels.consensus.actions.analysing import analyse_owed, sweep_analyses
from panels.consensus.analyses import STEPS, job_of
from panels.consensus.jobs import LEASE
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


GOOD = b"target,rater,item,rating\na,r,x,3\na,s,x,4\nb,r,x,1\nb,s,x,2\nc,r,x,5\nc,s,x,4\n"


def test_worker_keeps_the_result(cast: Cast, as_worker: AsRole) -> None:
    with acting_as(cast.hr.pk):
        asked = ask_analysis(owner=cast.hr, name="r.csv", content=GOOD, scale="1-5", item_effect=True)
    with as_worker(), acting_as(None):
        analyse_owed(analysis_id=asked.pk)
    done = change(asked)
    assert (job_of(done).kind, done.step, done.attempts, done.problems) == ("done", STEPS, 1, [])
    assert done.result["n"] == {"ratings": 6, "targets": 3, "raters": 2, "items": 1}
    assert done.result["scale"] == {"low": 1, "high": 5, "given": True}


def test_worker_says_what_is_wrong_line_by_line_and_keeps_the_file(cast: Cast, as_worker: AsRole) -> None:
    with acting_as(cast.hr.pk):
        asked = ask_analysis(
            owner=cast.hr, name="r.csv", content=GOOD + b"d,r,x\nd,s,x,9\n", scale="1-5", item_effect=True
        )
    with as_worker(), acting_as(None):
        sweep_analyses()
    done = change(asked)
    assert done.problems == ["Line 8: 3 cells where 4 are needed.", "Line 9: the rating 9 is off the scale 1 to 5."]
    assert (done.result, bytes(done.content)[-4:]) == (None, b"x,9\n")


def test_worker_notes_a_failure_in_fixed_words(
    cast: Cast, asked: Analysis, as_worker: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise MemoryError("of Ana's ratings")

    monkeypatch.setattr("panels.consensus.actions.analysing.read_table", broken)
    with as_worker(), acting_as(None):
        sweep_analyses()
    failed = change(asked)
    assert (failed.failure, failed.attempts, failed.finished_at) == ("MemoryError while analysing", 1, None)


def test_worker_gives_up_what_three_did_not_come_back_from(asked: Analysis, as_worker: AsRole) -> None:
    change(asked, started_at=Now() - LEASE - timedelta(seconds=1), attempts=3)
    with as_worker(), acting_as(None):
        sweep_analyses()
    failed = change(asked)
    assert (job_of(failed).kind, failed.failure) == ("failed", "the worker stopped")


def test_worker_that_comes_too_late_writes_nothing(
    cast: Cast, as_worker: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked again while it computes."""
    with acting_as(cast.hr.pk):
        asked = ask_analysis(owner=cast.hr, name="r.csv", content=GOOD, scale="", item_effect=True)

    def meanwhile(*_args: object, **_options: object) -> dict[str, int]:
        Analysis.objects.filter(pk=asked.pk).update(started_at=None)
        return {"n": 0}

    monkeypatch.setattr("panels.consensus.actions.analysing.analyse", meanwhile)
    with as_worker(), acting_as(None):
        analyse_owed(analysis_id=asked.pk)
    found = change(asked)
    assert (found.result, found.finished_at) == (None, None)
