"""Excuse, replace, remind, close: who may, in each state of the panel, and what is said."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from panels.seating.choices import PanelState, SeatState
from panels.seating.models import Panel
from panels.seating.signals import seats_changed
from tests.cast import Cast
from tests.factories import add_seat, begin_card, make_candidate, make_panel, make_role, seat_of, submit_card

pytestmark = pytest.mark.django_db

STEPS = ["excuse", "replace", "remind", "close"]


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url_of(step: str, panel: Panel, cast: Cast) -> str:
    name = f"scorecards:{step}"
    return reverse(name, args=[panel.uuid if step == "close" else seat_of(panel, cast.ana).uuid])


def problems(response: Any) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def open_to(cast: Cast, url: str) -> set[str]:
    """Who gets the page; the others get the page of an unknown address."""
    names = ["hr", "recruiter", "lead", "ana", "ben", "cleo", "outsider", "superuser", "employee"]
    nowhere = client_of(cast.outsider).get("/nowhere/").content
    answers = {name: client_of(getattr(cast, name)).get(url) for name in names}
    for response in answers.values():
        assert response.status_code == 200 or (response.status_code, response.content) == (404, nowhere)
    return {name for name, response in answers.items() if response.status_code == 200}


@pytest.mark.parametrize("step", STEPS)
def test_office_and_lead_without_a_seat_may(cast: Cast, panel: Panel, step: str) -> None:
    type(cast.employee).objects.filter(pk=cast.employee.pk).update(is_recruiter=True)
    type(panel.candidate).objects.update(user=cast.employee)
    assert open_to(cast, url_of(step, panel, cast)) == {"hr", "recruiter", "lead"}


@pytest.mark.parametrize("step", STEPS)
def test_whoever_holds_a_seat_may_not_and_the_lead_once_own_card_is_in(cast: Cast, panel: Panel, step: str) -> None:
    for person in (cast.hr, cast.recruiter, cast.lead):
        add_seat(panel, person)
    panel = Panel.objects.get(pk=panel.pk)
    seats_changed.send(sender=Panel, panel=panel, actor_id=None, touched=[])
    url = url_of(step, panel, cast)
    assert open_to(cast, url) == set()
    for person in (cast.hr, cast.lead):
        submit_card(panel, person)
    assert open_to(cast, url) == {"lead"}


@pytest.mark.parametrize("step", STEPS)
def test_draft_is_nobodys_to_chase(cast: Cast, role: Any, step: str) -> None:
    draft = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben], send=False)
    assert open_to(cast, url_of(step, draft, cast)) == set()


@pytest.mark.parametrize("step", STEPS)
def test_lead_of_another_role_may_not(cast: Cast, panel: Panel, step: str) -> None:
    other = make_role("Ward Manager", lead=cast.cleo)
    make_panel(role=other, lead=cast.cleo, candidate=make_candidate("Omar Said"))
    assert client_of(cast.cleo).get(url_of(step, panel, cast)).status_code == 404


@pytest.mark.parametrize("step", STEPS)
def test_unknown_and_signed_out(db: None, cast: Cast, step: str) -> None:
    url = reverse(f"scorecards:{step}", args=[uuid4()])
    assert client_of(cast.recruiter).get(url).content == client_of(cast.recruiter).get("/nowhere/").content
    response = Client().get(url)
    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={url}")


def test_excuse_asks_why_then_does_it(cast: Cast, panel: Panel) -> None:
    client, url = client_of(cast.recruiter), url_of("excuse", panel, cast)
    response = client.post(url, {"reason": ""})
    assert (response.status_code, problems(response)) == (422, {"reason": ["Say why."]})
    seat = seat_of(panel, cast.ana)
    assert client.post(url, {"reason": "On leave"})["Location"] == f"/panels/{panel.uuid}/"
    seat.refresh_from_db()
    assert (seat.state, seat.state_reason) == (SeatState.EXCUSED, "On leave")


def test_replace_offers_neither_the_candidate_nor_who_was_on_the_panel(cast: Cast, panel: Panel) -> None:
    type(panel.candidate).objects.update(user=cast.employee)
    panel.seats.filter(interviewer=cast.cleo).update(state="excused", state_reason="ill")
    client, url = client_of(cast.recruiter), url_of("replace", panel, cast)
    offered = set(client.get(url).context["form"].fields["interviewer"].queryset)
    assert offered == {cast.hr, cast.recruiter, cast.lead, cast.outsider, cast.superuser}
    data = {"interviewer": cast.outsider.pk, "relation": "peer", "reason": "ill"}
    assert client.post(url, data)["Location"] == f"/panels/{panel.uuid}/"
    assert seat_of(panel, cast.outsider).relation == "peer"


def test_remind_says_that_somebody_is_in(cast: Cast, panel: Panel) -> None:
    client, url = client_of(cast.recruiter), url_of("remind", panel, cast)
    assert client.post(url)["Location"] == f"/panels/{panel.uuid}/"
    assert [message.to for message in mail.outbox] == [[cast.ana.email]]
    submit_card(panel, cast.ana)
    response = client.post(url)
    assert (response.status_code, problems(response)) == (
        422,
        {"__all__": ["Ana Petrov’s scorecard is in. No reminder is needed."]},
    )
    assert len(mail.outbox) == 1


def test_close_names_the_missing_and_refuses_below_two_in_words(cast: Cast, panel: Panel) -> None:
    client, url = client_of(cast.recruiter), url_of("close", panel, cast)
    submit_card(panel, cast.ana)
    begin_card(panel, cast.ben)
    page = client.get(url).content.decode()
    assert "Ben Okafor" in page
    assert "Cleo Martin" in page
    assert "Ana Petrov" not in page
    response = client.post(url, {"reason": "The role cannot wait"})
    assert (response.status_code, problems(response)) == (
        422,
        {"__all__": ["A panel cannot be closed with fewer than two submitted scorecards."]},
    )
    assert "The role cannot wait" in response.content.decode()
    panel.refresh_from_db()
    assert (panel.state, panel.closed_at) == (PanelState.OPEN, None)
    submit_card(panel, cast.ben)
    assert client.post(url, {"reason": "The role cannot wait"}).status_code == 302
    panel.refresh_from_db()
    assert (panel.state, seat_of(panel, cast.cleo).state) == (PanelState.REVEALED, SeatState.MISSING)
