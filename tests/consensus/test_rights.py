"""Who reads the report, cell by cell; a forbidden address answers as an unknown one, byte for byte."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from interviews.runtime.actor import acting_as
from panels.consensus.models import Report
from panels.seating.actions.chasing import excuse_seat
from panels.seating.actions.endings import close_panel
from panels.seating.models import Panel
from tests.cast import Cast
from tests.conftest import AsRole
from tests.consensus.conftest import Build
from tests.factories import make_candidate, make_panel, make_role, seat_of, submit_card

pytestmark = pytest.mark.django_db

EVERYBODY = ("hr", "recruiter", "lead", "ana", "ben", "cleo", "outsider", "superuser", "employee")
OFFICE = ("hr", "recruiter", "lead", "superuser")


def readers(client: Client, cast: Cast, panel: Panel) -> list[str]:
    """Who gets the page. Everybody else must get the answer for an address that never was."""
    found = []
    for name in EVERYBODY:
        client.force_login(getattr(cast, name))
        answers = [client.get(f"/panels/{panel.uuid}/report/{rest}") for rest in ("", "status/")]
        answers.append(client.post(f"/panels/{panel.uuid}/report/rebuild/"))
        unknown = client.get(f"/panels/{uuid4()}/report/")
        assert unknown.status_code == 404
        if answers[0].status_code == 200:
            found.append(name)
            assert answers[2].status_code == (302 if name in ("hr", "recruiter", "lead") else 404)
        else:
            assert [(one.status_code, one.content) for one in answers] == [(404, unknown.content)] * 3
    return found


def test_nobody_reads_before_scorecards_open(client: Client, cast: Cast, panel: Panel) -> None:
    assert readers(client, cast, panel) == []
    submit_card(panel, cast.ben)
    assert readers(client, cast, panel) == []
    submit_card(panel, cast.ana)
    assert readers(client, cast, panel) == []


def test_panel_and_office_read_once_scorecards_are_open(client: Client, cast: Cast, panel: Panel, build: Build) -> None:
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    expected = ["hr", "recruiter", "lead", "ana", "ben", "cleo", "superuser"]
    assert readers(client, cast, panel) == expected
    build(panel)
    assert readers(client, cast, panel) == expected


def test_who_owes_a_card_reads_nothing_until_it_is_in(client: Client, cast: Cast, panel: Panel, build: Build) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with acting_as(cast.lead.pk):
        close_panel(panel=panel, actor=cast.lead, reason="Cleo is away.")
    build(panel)
    assert readers(client, cast, panel) == ["hr", "recruiter", "lead", "ana", "ben", "superuser"]
    submit_card(panel, cast.cleo)
    assert readers(client, cast, panel) == ["hr", "recruiter", "lead", "ana", "ben", "cleo", "superuser"]


def test_excused_interviewer_reads_nothing(client: Client, cast: Cast, panel: Panel, build: Build) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with acting_as(cast.recruiter.pk):
        excuse_seat(seat=seat_of(panel, cast.cleo), actor=cast.recruiter, reason="Ill.")
    build(panel)
    assert readers(client, cast, panel) == ["hr", "recruiter", "lead", "ana", "ben", "superuser"]


def test_candidate_meets_an_unknown_panel_whatever_her_rights(client: Client, cast: Cast, build: Build) -> None:
    role = make_role("Inside", lead=cast.lead)
    about = make_candidate("Hana Adeyemi", user=cast.hr)
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben], candidate=about)
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    build(panel)
    assert readers(client, cast, panel) == ["recruiter", "lead", "ana", "ben", "superuser"]


def test_lead_with_a_card_to_write_reads_nothing_before_it(client: Client, cast: Cast, build: Build) -> None:
    role = make_role("Own card", lead=cast.lead)
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben, cast.lead])
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with acting_as(cast.recruiter.pk):
        close_panel(panel=panel, actor=cast.recruiter, reason="No more time.")
    build(panel)
    assert readers(client, cast, panel) == ["hr", "recruiter", "ana", "ben", "superuser"]


def test_role_of_own_cards_only_keeps_the_report_from_interviewers(client: Client, cast: Cast, build: Build) -> None:
    role = make_role("Ward Manager", lead=cast.lead, own_card_only=True)
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben])
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    build(panel)
    assert readers(client, cast, panel) == list(OFFICE)


def test_unknown_digest_is_unknown(client: Client, cast: Cast, panel: Panel, build: Build) -> None:
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    report = build(panel)
    client.force_login(cast.lead)
    assert client.get(f"/panels/{panel.uuid}/report/{report.digest}/").status_code == 200
    assert client.get(f"/panels/{panel.uuid}/report/{'0' * 64}/").status_code == 404
    other = make_panel(role=panel.role, lead=cast.lead, raters=[cast.ana])
    submit_card(other, cast.ana)
    assert client.get(f"/panels/{other.uuid}/report/{report.digest}/").status_code == 404


def test_database_shows_reports_to_the_same_people(cast: Cast, panel: Panel, build: Build, as_app: AsRole) -> None:
    """The second fence, asked without the rule in the code."""
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with acting_as(cast.lead.pk):
        close_panel(panel=panel, actor=cast.lead, reason="Cleo is away.")
    build(panel)
    seen = []
    for name in EVERYBODY:
        with acting_as(getattr(cast, name).pk), as_app():
            seen += [name] * Report.objects.count()
    assert seen == ["hr", "recruiter", "lead", "ana", "ben", "superuser"]
    with as_app():
        assert Report.objects.count() == 0
