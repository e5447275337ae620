"""Own figures are their owner's; HR sees counts, and names only with the switch, each look noted."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, connection, transaction
from django.test import Client

from interviews.accounts.models import User
from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.consensus.actions.policies import name_figures
from panels.consensus.models import Calibration, InterviewerFigures, Posterior, RoleMeasures
from tests.cast import Cast
from tests.conftest import AsRole
from tests.factories import make_role, make_scale

pytestmark = pytest.mark.django_db


def measures(mean: float) -> dict[str, Any]:
    few = {"state": "too_few", "n": 9, "needed": 15, "ratio": None, "q": None, "slope": None, "share": None}
    return {
        "n": {"candidates": 9, "ratings": 27, "cards": 9},
        "measures": {
            "severity": {"state": "talk", "n": 9, "needed": 8, "mean": mean, "low": mean - 0.2, "high": mean + 0.2},
            **dict.fromkeys(("consistency", "range", "halo", "straight_lining"), few),
        },
    }


@pytest.fixture
def figures(cast: Cast, as_worker: AsRole) -> Calibration:
    role = make_role("Senior Backend Engineer", lead=cast.lead)
    with as_worker():
        made = Calibration.objects.create(
            scale=make_scale(), number=1, method="panelmix 1", digest="d" * 64, content={"n": {}, "receipts": ""}
        )
        InterviewerFigures.objects.create(calibration=made, interviewer=cast.ana, content=measures(-0.71))
        InterviewerFigures.objects.create(calibration=made, interviewer=cast.ben, content=measures(0.83))
        few = {"n": 4, "enough": 2, "severity_sd": None, "to_talk_about": None}
        content = {"n": {"compared": 9}, "state": "provisional", "interviewers": few}
        RoleMeasures.objects.create(calibration=made, role=role, content=content)
    return made


def text(user: User, path: str) -> str:
    client = Client()
    client.force_login(user)
    page = BeautifulSoup(client.get(path).content, "html.parser")
    assert page.main
    return " ".join(page.main.get_text(" ").split())


def test_own_figures_are_ones_own(cast: Cast, figures: Calibration) -> None:
    ana, ben = text(cast.ana, "/me/figures/"), text(cast.ben, "/me/figures/")
    assert "0.7 levels lower than colleagues on the same candidates" in ana
    assert "0.8" not in ana
    assert "0.8 levels higher" in ben
    assert "Nobody but you sees this." in ana
    assert "A reason to talk it over with a colleague, not a verdict." in ana


def test_who_has_none_learns_what_it_takes(cast: Cast, figures: Calibration) -> None:
    assert "Nothing to say yet" in text(cast.cleo, "/me/figures/")


def test_hr_sees_counts_and_no_name(cast: Cast, figures: Calibration) -> None:
    said = text(cast.hr, "/measures/interviewers/")
    assert "4 interviewers, 2 of them with enough candidates for a level." in said
    assert cast.ana.name not in said
    assert not Entry.objects.filter(verb="figures.seen").exists()


def test_switch_names_them_to_hr_and_notes_each_days_look(cast: Cast, figures: Calibration) -> None:
    name_figures(actor=cast.hr, on=True)
    said = text(cast.hr, "/measures/interviewers/")
    text(cast.hr, "/measures/interviewers/")
    assert f"{cast.ana.name} : level" in said or f"{cast.ana.name}: level" in said
    assert "0.7 levels lower" in said
    assert "0.8 levels higher" in said
    assert Entry.objects.filter(verb="figures.seen", actor_id=cast.hr.pk).count() == 1
    assert "HR admins see this by name" in text(cast.ana, "/me/figures/")
    assert "0.8" not in text(cast.ana, "/me/figures/")


def rows(user: User | None) -> int:
    with transaction.atomic(), acting_as(user.pk if user else None), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM consensus_interviewerfigures")
        row = cursor.fetchone()
    assert row
    return int(row[0])


def test_database_says_the_same(cast: Cast, figures: Calibration, as_app: AsRole) -> None:
    with as_app():
        assert [rows(who) for who in (None, cast.ana, cast.cleo, cast.lead, cast.hr, cast.superuser)] == [
            0,
            1,
            0,
            0,
            0,
            0,
        ]
    name_figures(actor=cast.hr, on=True)
    with as_app():
        assert [rows(who) for who in (cast.ana, cast.lead, cast.hr, cast.superuser)] == [1, 0, 2, 0]


def test_database_gives_role_measures_to_lead_and_hr_alone(cast: Cast, figures: Calibration, as_app: AsRole) -> None:
    found = {}
    with as_app():
        for name in ("lead", "hr", "recruiter", "ana", "superuser", "outsider"):
            with transaction.atomic(), acting_as(getattr(cast, name).pk):
                found[name] = RoleMeasures.objects.count()
    assert found == {"lead": 1, "hr": 1, "recruiter": 0, "ana": 0, "superuser": 0, "outsider": 0}


def test_web_cannot_read_what_the_worker_knows_of_interviewers(cast: Cast, as_app: AsRole) -> None:
    with as_app(), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Posterior.objects.count()
