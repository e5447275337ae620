"""The pages of people: who may open them, what they say, what they keep."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from interviews.accounts import actions
from interviews.accounts.models import Invitation, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://127\.0\.0\.1:8000/invitations/([\w-]{43})/")


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def text(answer):
    return " ".join(soup(answer).get_text(" ").split())


def token_in(answer):
    return LINK.search(answer.content.decode()).group(1)


def summary(answer):
    return [item.get_text() for item in soup(answer).select(".error-summary li")]


@pytest.mark.parametrize("who", ["recruiter", "lead", "ana", "outsider", "superuser", "employee"])
def test_people_are_for_hr_alone(cast, signed_in, who):
    client = signed_in(getattr(cast, who))
    ana = f"/people/{cast.ana.uuid}/"
    nobody = "/people/00000000-0000-4000-8000-000000000000/"
    pages = ["/people/", "/people/invite/", ana, nobody]
    answers = [client.get(page) for page in pages]
    answers += [client.post(f"{ana}{verb}/") for verb in ("link", "deactivate", "reactivate")]
    answers.append(client.post(ana, {"is_hr_admin": "on"}))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert User.objects.filter(pk=cast.ana.pk, is_active=True, is_hr_admin=False).exists()


def test_unknown_person_is_the_page_for_unknown_addresses(cast, signed_in):
    client = signed_in(cast.hr)
    unknown = client.get("/people/00000000-0000-4000-8000-000000000000/")
    assert unknown.status_code == 404
    assert unknown.content == client.get("/nothing/").content


@pytest.mark.parametrize("more", [1, 3])
def test_people_query_count(db, signed_in, django_assert_num_queries, more):
    client = signed_in(make_user("Hana Adeyemi", is_hr_admin=True))
    for _ in range(more - 1):
        make_user()
    with django_assert_num_queries(6):
        answer = client.get("/people/")
    assert len(soup(answer).select("tbody tr")) == more


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=petr", ["Ana Petrov"]),
        ("show=hr", ["Hana Adeyemi"]),
        ("show=recruiters", ["Rosa Lindqvist"]),
        ("show=off", ["Ben Okafor"]),
        ("show=invited", ["Nia"]),
        ("q=zzz", []),
    ],
)
def test_people_can_be_found(cast, signed_in, query, names):
    actions.invite(by=cast.hr, email="nia@example.org", name="Nia")
    actions.deactivate(user=cast.ben, by=cast.hr)
    page = soup(signed_in(cast.hr).get(f"/people/?{query}"))
    assert [link.get_text() for link in page.select("tbody th a")] == names


def test_people_search_that_makes_no_sense_shows_everybody(cast, signed_in):
    page = soup(signed_in(cast.hr).get("/people/?show=martians&page=zero"))
    assert len(page.select("tbody tr")) == User.objects.count()


def test_invite_shows_the_link_once(cast, signed_in):
    client = signed_in(cast.hr)
    answer = client.post("/people/invite/", {"name": "Nia", "email": "nia@example.org", "is_recruiter": "on"})
    assert answer.status_code == 200
    assert actions.digest_of(token_in(answer)) == Invitation.objects.get().token_digest
    assert LINK.search(client.get(f"/people/{User.objects.get(name='Nia').uuid}/").content.decode()) is None


def test_invite_refuses_in_words_and_keeps_what_was_typed(cast, signed_in):
    answer = signed_in(cast.hr).post("/people/invite/", {"name": "Nia", "email": cast.ana.email.upper()})
    assert answer.status_code == 422
    assert summary(answer) == ["Somebody with this email address is on the list of people already."]
    assert soup(answer).select_one("#id_name")["value"] == "Nia"
    assert soup(answer).title.get_text().startswith("Error: ")


def test_marks_are_changed_on_the_persons_page(cast, signed_in):
    client = signed_in(cast.hr)
    assert client.post(f"/people/{cast.ana.uuid}/", {"is_recruiter": "on"}).status_code == 302
    ana = User.objects.get(pk=cast.ana.pk)
    assert (ana.is_hr_admin, ana.is_recruiter) == (False, True)


def test_last_hr_admin_is_told_why_the_mark_stays(cast, signed_in):
    answer = signed_in(cast.hr).post(f"/people/{cast.hr.uuid}/", {})
    assert answer.status_code == 422
    assert summary(answer)[0].startswith("Hana Adeyemi is the last HR admin.")


def test_hr_admin_who_steps_back_lands_on_the_desk(cast, signed_in):
    make_user("Ole Other", is_hr_admin=True)
    assert signed_in(cast.hr).post(f"/people/{cast.hr.uuid}/", {})["Location"] == "/"


def test_deactivate_asks_first(cast, signed_in):
    client = signed_in(cast.hr)
    address = f"/people/{cast.ana.uuid}/deactivate/"
    assert "Everything they wrote stays" in text(client.get(address))
    assert User.objects.get(pk=cast.ana.pk).is_active
    assert "can no longer sign in" in text(client.post(address, follow=True))
    assert not User.objects.get(pk=cast.ana.pk).is_active
    client.post(f"/people/{cast.ana.uuid}/reactivate/")
    assert User.objects.get(pk=cast.ana.pk).is_active


def test_last_hr_admin_is_told_why_she_stays(cast, signed_in):
    answer = signed_in(cast.hr).post(f"/people/{cast.hr.uuid}/deactivate/", follow=True)
    assert "is the last HR admin" in text(answer)
    assert User.objects.get(pk=cast.hr.pk).is_active


def test_link_into_the_account_of_somebody_who_joined_is_refused(cast, signed_in):
    client = signed_in(cast.hr)
    answer = client.post(f"/people/{cast.ana.uuid}/link/", follow=True)
    assert "Ana Petrov has signed in already" in text(answer)
    assert "invitation link" not in text(client.get(f"/people/{cast.ana.uuid}/"))


@pytest.mark.parametrize("verb", ["link", "reactivate"])
def test_changing_pages_refuse_a_mere_look(cast, signed_in, verb):
    assert signed_in(cast.hr).get(f"/people/{cast.ana.uuid}/{verb}/").status_code == 405


def join(token, **typed):
    choice = {"name": "Nia Obi", "password": "three quiet words", "time_zone": "Africa/Lagos", **typed}
    client = Client()
    return client, client.post(f"/invitations/{token}/", choice)


def new_token(cast):
    return actions.invite(by=cast.hr, email="nia@example.org", name="Nia")[1].rstrip("/").rsplit("/", 1)[1]


def test_invited_person_joins_and_is_signed_in(cast):
    token = new_token(cast)
    page = Client().get(f"/invitations/{token}/")
    assert "Hana Adeyemi invited you" in text(page)
    client, answer = join(token)
    assert answer["Location"] == "/"
    assert client.get("/me/").status_code == 200
    assert "It was used already" in text(Client().get(f"/invitations/{token}/"))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"password": "short"}, "This password is too short. It must contain at least 10 characters."),
        ({"password": "1234567890123"}, "This password is entirely numeric."),
        ({"password": ""}, "“Password” is missing"),
        ({"name": ""}, "“Name” is missing"),
    ],
)
def test_join_refuses_in_words(cast, typed, words):
    _, answer = join(new_token(cast), **typed)
    assert answer.status_code == 422
    assert words in summary(answer)
    assert "three quiet words" not in answer.content.decode()


def test_expired_invitation_says_whom_to_ask(cast):
    token = new_token(cast)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    answer = Client().get(f"/invitations/{token}/")
    assert answer.status_code == 410
    assert f"Ask Hana Adeyemi ( {cast.hr.email} ) for a new one" in text(answer)
    assert join(token)[1].status_code == 410


def test_unknown_invitation_is_the_page_for_unknown_addresses(db):
    answer = Client().get("/invitations/" + "x" * 43 + "/")
    assert answer.status_code == 404
    assert answer.content == Client().get("/nothing/").content


def test_first_hr_admin_gives_an_own_address(db):
    token = actions.invite(by=None, email="first@localhost", name="First", is_hr_admin=True)[1].split("/")[-2]
    assert soup(Client().get(f"/invitations/{token}/")).select_one("#id_email") is not None
    client, answer = join(token, email="nia@example.org")
    assert answer.status_code == 302
    assert User.objects.get().email == "nia@example.org"
    assert client.get("/people/").status_code == 200


def test_me_changes_name_and_time_zone(cast, signed_in):
    client = signed_in(cast.ana)
    assert client.post("/me/", {"name": "Ana Petrova", "time_zone": "Europe/Sofia"}).status_code == 302
    page = text(client.get("/me/"))
    assert "Ana Petrova" in page
    assert "Times are in Europe/Sofia" in page


def test_me_refuses_a_time_zone_that_is_none(cast, signed_in):
    answer = signed_in(cast.ana).post("/me/", {"name": "Ana", "time_zone": "Mars/Base"})
    assert answer.status_code == 422
    assert soup(answer).select_one("#id_name")["value"] == "Ana"
