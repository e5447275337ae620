"""What HR asks for: a file analysed, again in another way, or gone."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models.functions import Now

from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.consensus.actions import analyses
from panels.consensus.actions.analyses import ask_again, ask_analysis, remove_analysis
from panels.consensus.analyses import STEPS
from panels.consensus.jobs import due
from panels.consensus.models import Analysis
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast: Cast) -> Analysis:
    with acting_as(cast.hr.pk):
        return ask_analysis(owner=cast.hr, name="ratings.csv", content=b"x", scale="", item_effect=True)


def change(analysis: Analysis, **fields: object) -> Analysis:
    with acting_as(analysis.owner_id):
        Analysis.objects.filter(pk=analysis.pk).update(**fields)
        return Analysis.objects.get(pk=analysis.pk)


def test_ask_analysis_wakes_the_worker_once_it_is_committed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[tuple[object, ...]] = []
    monkeypatch.setattr(analyses, "wake", lambda *message: sent.append(message))
    with acting_as(cast.hr.pk), django_capture_on_commit_callbacks(execute=True):
        asked = ask_analysis(owner=cast.hr, name="n" * 200, content=b"x", scale="", item_effect=True)
        assert sent == []
    assert sent == [("consensus.analyse", asked.pk)]
    assert asked.name == "n" * 120


def test_ask_again_forgets_what_was_found(cast: Cast, asked: Analysis) -> None:
    done = change(asked, started_at=Now(), finished_at=Now(), result={"n": 1}, problems=["x"], attempts=3, step=STEPS)
    with acting_as(cast.hr.pk):
        ask_again(analysis=done, scale="1-7", item_effect=False)
    again = change(asked)
    assert (again.scale, again.item_effect, again.result, again.problems, again.attempts) == ("1-7", False, None, [], 0)
    with acting_as(cast.hr.pk):
        assert due(Analysis.objects.all()).filter(pk=asked.pk).exists()


def test_remove_leaves_nothing_but_the_audit(cast: Cast, asked: Analysis) -> None:
    with acting_as(cast.hr.pk):
        remove_analysis(analysis=asked)
        assert Analysis.objects.count() == 0
        verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["analysis.asked", "analysis.removed"]
