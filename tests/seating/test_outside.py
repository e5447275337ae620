"""Interviewers from outside: a link to one seat, a button, and nothing else of the site."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from interviews.accounts.actions import invite
from interviews.accounts.models import User
from interviews.audit.models import Entry
from interviews.roles.models import Competency
from panels.seating.actions.chasing import excuse_seat
from panels.seating.actions.outside import ask_new_link, come_in, seat_from_outside, send_new_link
from panels.seating.models import Panel, Seat, SeatLink
from tests.cast import Cast
from tests.conftest import AsRole
from tests.factories import make_panel, seat_of, submit_card
from tests.overview.world import make_world
from tests.permissions import TABLE, address

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/seat-links/([\w-]+)/")


@pytest.fixture
def seat(cast: Cast, panel: Panel, design: Competency) -> Seat:
    interview = seat_of(panel, cast.ana).interview
    return seat_from_outside(
        interview=interview, actor=cast.recruiter, name="Xenia Roth", email="xenia@example.net", competencies=[design]
    )


def token() -> str:
    """Of the newest mail."""
    found = LINK.search(str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def outside(key: str) -> Client:
    client = Client()
    assert client.post(f"/seat-links/{key}/").status_code == 302
    return client


def test_seating_makes_a_person_without_any_way_in_and_mails_the_link(seat: Seat) -> None:
    person = seat.interviewer
    assert (person.is_external, person.has_usable_password(), seat.external) == (True, False, True)
    assert mail.outbox[-1].to == ["xenia@example.net"]
    assert token() not in str(SeatLink.objects.values_list("digest"))
    assert "/seats/" not in str(mail.outbox[-1].body)


def test_opening_the_link_lets_nobody_in_and_the_button_does(seat: Seat) -> None:
    client = Client()
    page = client.get(f"/seat-links/{token()}/")
    assert (page.status_code, "_auth_user_id" in client.session) == (200, False)
    assert "Open my scorecard" in page.content.decode()
    answer = client.post(f"/seat-links/{token()}/")
    assert answer["Location"] == f"/seats/{seat.uuid}/scorecard/"
    assert client.session["_auth_user_id"] == str(seat.interviewer_id)
    assert client.session.get_expiry_age() <= 12 * 3600
    assert client.get(answer["Location"]).status_code == 200


def test_nothing_else_of_the_site_is_there(cast: Cast) -> None:
    """Every address of the table, also those of another panel on which the same person sits."""
    world = make_world(cast)
    panel: Panel = world["the_panel"]
    design = panel.rubric.competencies.get(name="System design")
    interview = seat_of(panel, cast.ben).interview
    first = seat_from_outside(
        interview=interview, actor=cast.recruiter, name="Xenia", email="x@example.net", competencies=[design]
    )
    client = outside(token())
    other = make_panel(role=panel.role, lead=cast.lead, raters=[cast.ana, first.interviewer])
    second = seat_of(other, first.interviewer)
    own = {**world, "seat": first.uuid, "missing_seat": first.uuid}
    reached = set()
    for name, rows in TABLE.items():
        for row in rows:
            for ids in (world, own, {**own, "seat": second.uuid, "missing_seat": second.uuid, "panel": other.uuid}):
                status = client.get(address(name, row, ids)).status_code
                if status not in {404, 405, 410} and name != "overview:healthz":
                    reached.add((name, str(first.uuid) in address(name, row, ids)))
    assert reached == {
        ("scorecards:card", True),
        ("scorecards:save", True),
        ("scorecards:summary", True),
        ("scorecards:amend", True),
        ("scorecards:text", True),
        ("scorecards:decline", True),
        ("scorecards:did_not_happen", True),
        ("scorecards:talk", True),
        ("overview:desk", False),
        ("seating:file", False),
        ("account_logout", False),
    }


def test_own_card_is_all_also_after_scorecards_open(cast: Cast, panel: Panel, seat: Seat) -> None:
    client = outside(token())
    submit_card(panel, seat.interviewer)
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater, evidence="Zq of others")
    panel.refresh_from_db()
    assert panel.revealed_at is not None
    assert client.get(f"/seats/{seat.uuid}/scorecard/").status_code == 200
    assert client.get("/")["Location"] == f"/seats/{seat.uuid}/scorecard/"
    for path in (f"/seats/{seat_of(panel, cast.ana).uuid}/scorecard/", f"/panels/{panel.uuid}/report/", "/panels/"):
        answer = client.get(path)
        assert (answer.status_code, b"Zq of others" in answer.content) == (404, False)


@pytest.mark.parametrize("how", ["password", "code", "reset"])
def test_there_is_no_other_way_in(seat: Seat, how: str) -> None:
    client, email = Client(), seat.interviewer.email
    if how == "password":
        User.objects.filter(pk=seat.interviewer_id).update(password="")
        seat.interviewer.set_password("three quiet words")
        seat.interviewer.save()
        client.post("/accounts/login/", {"login": email, "password": "three quiet words"})
    elif how == "code":
        client.post("/accounts/code/", {"email": email})
        code = re.search(r"[A-Z0-9]{3,}-?[A-Z0-9]{3,}", str(mail.outbox[-1].body))
        client.post("/accounts/code/confirm/", {"code": code[0] if code else ""})
    else:
        client.post("/accounts/reset/", {"email": email})
        link = re.search(r"/accounts/reset/\S+-\S+/", str(mail.outbox[-1].body))
        page = client.get(link[0] if link else "/", follow=True)
        words = {"password1": "three quiet words", "password2": "three quiet words"}
        client.post(page.request["PATH_INFO"], words)
        client.post("/accounts/login/", {"login": email, "password": "three quiet words"})
    assert "_auth_user_id" not in client.session


def test_a_session_of_another_kind_finds_nothing(seat: Seat) -> None:
    client = Client()
    client.force_login(seat.interviewer)
    assert [client.get(path).status_code for path in ("/", f"/seats/{seat.uuid}/scorecard/", "/me/")] == [404] * 3


def test_expired_link_offers_a_new_one_to_the_same_address(seat: Seat) -> None:
    old = token()
    SeatLink.objects.update(expires_at=Now(), sent_at=Now() - timedelta(hours=1))
    page = Client().get(f"/seat-links/{old}/")
    assert (page.status_code, seat.interviewer.email in page.content.decode()) == (410, False)
    assert Client().post(f"/seat-links/{old}/").status_code == 410
    Client().post(f"/seat-links/{old}/again/")
    assert mail.outbox[-1].to == ["xenia@example.net"]
    assert token() != old
    assert outside(token()).get(f"/seats/{seat.uuid}/scorecard/").status_code == 200


def test_asking_answers_the_same_for_every_token_and_does_not_fill_a_mailbox(seat: Seat) -> None:
    known, sent = token(), len(mail.outbox)
    answers = [Client().post(f"/seat-links/{key}/again/") for key in (known, "no-such-token")]
    assert [answer.status_code for answer in answers] == [200, 200]
    plain = [re.sub(rb'csrf\w+" value="\w+', b"", answer.content) for answer in answers]
    assert plain[0] == plain[1]
    assert len(mail.outbox) == sent  # one went out less than five minutes ago


def test_link_ends_with_the_seat_and_with_the_next_one(cast: Cast, seat: Seat, panel: Panel) -> None:
    first = token()
    client = Client()
    client.force_login(cast.recruiter)
    client.post(reverse("seating:link_new", args=[seat.uuid]))
    second = token()
    assert (come_in(token=first), come_in(token=second)) == (None, seat)
    excuse_seat(seat=seat, actor=cast.recruiter, reason="Ill.")
    assert come_in(token=second) is None
    ask_new_link(token=second)
    assert LINK.search(str(mail.outbox[-1].body)) is None


def test_coming_in_is_noted_and_seen_by_no_interviewer(cast: Cast, seat: Seat, as_app: AsRole) -> None:
    outside(token())
    entry = Entry.objects.get(verb="seat.opened_by_link")
    assert (entry.actor_id, entry.subject_id) == (seat.interviewer_id, seat.pk)


def test_address_of_somebody_of_the_house_is_refused(cast: Cast, panel: Panel) -> None:
    interview = seat_of(panel, cast.ana).interview
    with pytest.raises(ValidationError, match="Choose them as an interviewer"):
        seat_from_outside(interview=interview, actor=cast.recruiter, name="Otto", email=cast.outsider.email.upper())


def test_people_from_outside_are_not_offered_for_other_places(cast: Cast, seat: Seat, panel: Panel) -> None:
    client = Client()
    client.force_login(cast.recruiter)
    interview = seat_of(panel, cast.ana).interview
    assert "xenia@example.net" not in client.get(reverse("seating:seat_new", args=[interview.uuid])).content.decode()


def test_link_is_opened_in_the_web_servers_role(seat: Seat, as_app: AsRole) -> None:
    key = token()
    with as_app():
        assert outside(key).get(f"/seats/{seat.uuid}/scorecard/").status_code == 200


def test_new_link_is_refused_for_somebody_who_signs_in(cast: Cast, panel: Panel) -> None:
    with pytest.raises(ValidationError, match="Only an interviewer from outside"):
        send_new_link(seat=seat_of(panel, cast.ana), actor=cast.recruiter)


def test_hr_neither_lists_nor_opens_people_from_outside(cast: Cast, seat: Seat) -> None:
    client = Client()
    client.force_login(cast.hr)
    assert "Xenia" not in client.get(reverse("accounts:people")).content.decode()
    for name in ("accounts:person", "accounts:new_link", "accounts:deactivate", "accounts:reactivate"):
        assert client.post(reverse(name, args=[seat.interviewer.uuid]), {"is_recruiter": "on"}).status_code == 404
    assert User.objects.get(pk=seat.interviewer_id).is_external


def test_inviting_somebody_from_outside_makes_her_one_of_the_house(cast: Cast, seat: Seat) -> None:
    key = token()
    client = outside(key)
    user, _link = invite(by=cast.hr, email="XENIA@example.net", name="Xenia Roth-Meyer", is_recruiter=True)
    assert user.pk == seat.interviewer_id
    stored = User.objects.get(pk=user.pk)
    assert (stored.is_external, stored.is_recruiter, stored.is_hr_admin) == (False, True, False)
    assert (stored.name, stored.has_joined) == ("Xenia Roth-Meyer", False)
    assert client.get(f"/seats/{seat.uuid}/scorecard/").status_code == 302, "her one-seat session has ended"
    assert Client().post(f"/seat-links/{key}/").status_code != 302, "and so has the link"


def test_whoever_is_signed_in_is_told_what_opening_the_seat_ends(cast: Cast, seat: Seat) -> None:
    key, client = token(), Client()
    assert "signs you out" not in client.get(f"/seat-links/{key}/").content.decode()
    client.force_login(cast.ana)
    assert f"You are signed in as {cast.ana.name}." in client.get(f"/seat-links/{key}/").content.decode()
