"""Owing, building and asking again."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from interviews.audit.canonical import canonical
from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.consensus import actions
from panels.consensus.models import Outbox, Report
from panels.scorecards.models import SubmittedVersion
from panels.seating.models import Panel
from tests.cast import Cast
from tests.conftest import AsRole
from tests.factories import submit_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def revealed(cast: Cast, panel: Panel) -> Panel:
    submit_card(panel, cast.ana, {"System design": 2}, recommendation="no")
    submit_card(panel, cast.ben, {"System design": 4})
    submit_card(panel, cast.cleo, {"System design": 5, "Code quality": 4}, recommendation="strong_yes")
    panel.refresh_from_db()
    return panel


def reports(as_worker: AsRole) -> list[Report]:
    with as_worker():
        return list(Report.objects.order_by("pk"))


def test_last_submission_owes_one_report(cast: Cast, panel: Panel) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    assert list(Outbox.objects.all()) == []
    submit_card(panel, cast.cleo)
    assert [(owed.panel_id, owed.with_late, owed.done_at) for owed in Outbox.objects.all()] == [(panel.pk, False, None)]


def test_build_report_as_the_worker(revealed: Panel, as_worker: AsRole) -> None:
    with as_worker():
        report = actions.build_report(panel_id=revealed.pk)
    assert (report.method, report.with_late) == ("plain 1", False)
    assert report.content["overall"]["mean"] == round((11 / 3 + 3 + 10 / 3) / 3, 6)
    assert report.content["discuss"] == [revealed.rubric.competencies.get(name="System design").pk]
    assert report.content["recommendations"]["side"] == "yes"
    assert Outbox.objects.get().done_at is not None
    assert [entry.verb for entry in Entry.objects.chain(revealed.pk)][-1] == "report.built"


def test_build_report_twice_is_once(revealed: Panel, as_worker: AsRole) -> None:
    with as_worker():
        first = actions.build_report(panel_id=revealed.pk)
        second = actions.build_report(panel_id=revealed.pk)
    assert first == second
    assert len(reports(as_worker)) == 1
    assert Entry.objects.filter(verb="report.built").count() == 1


def test_build_report_before_the_reveal_is_refused(cast: Cast, panel: Panel, as_worker: AsRole) -> None:
    submit_card(panel, cast.ana)
    with as_worker(), pytest.raises(actions.ScorecardsNotOpen):
        actions.build_report(panel_id=panel.pk)
    assert reports(as_worker) == []


def test_stored_report_says_the_same_bytes_as_a_computed_one(revealed: Panel, as_worker: AsRole) -> None:
    with as_worker():
        report = actions.build_report(panel_id=revealed.pk)
        counted = actions.gather(revealed, among=SubmittedVersion.objects.all(), with_late=False)
        again = actions.content_of(counted)
    report.refresh_from_db()
    assert counted.digest == report.digest
    assert canonical(again) == canonical(report.content)


def test_web_server_cannot_write_a_report(cast: Cast, revealed: Panel, as_app: AsRole) -> None:
    with acting_as(cast.lead.pk), as_app(), pytest.raises(DatabaseError) as refused, transaction.atomic():
        actions.build_report(panel_id=revealed.pk)
    assert "permission denied for table consensus_report" in str(refused.value)
