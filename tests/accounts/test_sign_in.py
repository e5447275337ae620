"""Ways in: password, mailed code, forgotten password; and that nobody learns who has an account."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from mailer.models import Message

from interviews.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_tries_so_far():
    """allauth counts tries in the cache; each test begins at none."""
    cache.clear()


@pytest.fixture
def ana(cast):
    cast.ana.set_password("three quiet words")
    cast.ana.save()
    return cast.ana


def signed_in_as(client):
    return client.session.get("_auth_user_id")


def mail():
    return Message.objects.latest("pk").email


def test_password_lets_in_and_back_to_where_one_was_going(ana):
    client = Client()
    typed = {"login": ana.email.upper(), "password": "three quiet words", "next": "/me/"}
    assert client.post("/accounts/login/", typed)["Location"] == "/me/"
    assert signed_in_as(client) == str(ana.pk)


def test_next_leads_to_no_other_site(ana):
    typed = {"login": ana.email, "password": "three quiet words", "next": "https://evil.example/"}
    assert Client().post("/accounts/login/", typed)["Location"] == "/"


def test_wrong_password_and_unknown_address_sound_the_same(ana):
    answers = [
        Client().post("/accounts/login/", {"login": address, "password": "not it at all"})
        for address in (ana.email, "nobody@example.org")
    ]
    said = [BeautifulSoup(a.content, "html.parser").select_one(".error-summary").get_text(" ", True) for a in answers]
    assert said[0] == said[1]
    assert "There is a problem" in said[0]


def test_deactivated_person_does_not_get_in(ana):
    User.objects.filter(pk=ana.pk).update(is_active=False)
    client = Client()
    client.post("/accounts/login/", {"login": ana.email, "password": "three quiet words"})
    assert signed_in_as(client) is None


def test_mailed_code_lets_in(ana):
    client = Client()
    client.post("/accounts/code/", {"email": ana.email})
    sent = mail()
    assert sent.to == [ana.email]
    assert sent.extra_headers["X-Concord-Kind"] == "sign-in-code"
    code = re.search(r"^([A-Z0-9-]{6,})$", sent.body, re.MULTILINE).group(1)
    assert code in sent.alternatives[0][0]
    answer = client.post("/accounts/code/confirm/", {"code": code})
    assert answer["Location"] == "/"
    assert signed_in_as(client) == str(ana.pk)


def test_code_for_an_unknown_address_looks_the_same_and_mails_nobody(ana):
    known, unknown = Client(), Client()
    answers = [
        client.post("/accounts/code/", {"email": address})["Location"]
        for client, address in ((known, ana.email), (unknown, "nobody@example.org"))
    ]
    assert answers[0] == answers[1] == "/accounts/code/confirm/"
    assert unknown.get("/accounts/code/confirm/").status_code == 200
    assert Message.objects.count() == 1


def test_wrong_code_is_refused_in_words(ana):
    client = Client()
    client.post("/accounts/code/", {"email": ana.email})
    answer = client.post("/accounts/code/confirm/", {"code": "WRONG1"})
    assert BeautifulSoup(answer.content, "html.parser").select_one(".error-summary li") is not None
    assert signed_in_as(client) is None


def test_forgotten_password_is_chosen_anew(ana):
    client = Client()
    assert client.post("/accounts/reset/", {"email": ana.email})["Location"] == "/accounts/reset/sent/"
    sent = mail()
    assert sent.extra_headers["X-Concord-Kind"] == "password-reset"
    path = re.search(r"http://[^/]+(/accounts/reset/\S+)", sent.body).group(1)
    page = client.get(path, follow=True)
    form = BeautifulSoup(page.content, "html.parser").form
    words = {"password1": "four other quiet words", "password2": "four other quiet words"}
    assert client.post(form["action"], words).status_code == 302
    assert User.objects.get(pk=ana.pk).check_password("four other quiet words")


def test_forgotten_password_of_an_unknown_address_looks_the_same_and_mails_nobody(ana):
    assert Client().post("/accounts/reset/", {"email": "nobody@example.org"})["Location"] == "/accounts/reset/sent/"
    assert Message.objects.count() == 0


def test_spent_reset_link_says_so(ana):
    assert b"This link no longer works" in Client().get("/accounts/reset/1-abc-def/").content


def test_password_is_changed_by_who_knows_it(ana, signed_in):
    client = signed_in(ana)
    new = {"password1": "four other quiet words", "password2": "four other quiet words"}
    refused = client.post("/accounts/password/", {"oldpassword": "not it", **new})
    assert BeautifulSoup(refused.content, "html.parser").select_one(".error-summary li") is not None
    client.post("/accounts/password/", {"oldpassword": "three quiet words", **new})
    assert User.objects.get(pk=ana.pk).check_password("four other quiet words")


def test_sign_out_asks_once_and_ends_the_session(ana, signed_in):
    client = signed_in(ana)
    assert signed_in_as(client) is not None
    assert client.get("/accounts/logout/").status_code == 200
    assert signed_in_as(client) is not None
    client.post("/accounts/logout/")
    assert signed_in_as(client) is None


@pytest.mark.parametrize("address", ["signup", "email", "confirm"])
def test_nobody_signs_up_by_herself(db, address):
    answer = Client().get(f"/accounts/{address}/")
    assert answer.status_code == 404
    assert Client().post(f"/accounts/{address}/", {"email": "x@example.org", "password1": "y"}).status_code == 404
    assert User.objects.count() == 0
