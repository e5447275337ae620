"""Who gets past the door, and that nobody loses what she typed in front of it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client, override_settings

from interviews.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.pages")]
LONG = "Said 'retry'; after two prompts it could still charge twice.\n<script>alert(1)</script>"
OWN_PAGE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def test_closed_page_sends_a_stranger_to_sign_in_and_back():
    answer = Client().get("/closed/?a=1")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/closed/%3Fa%3D1"


def test_open_page_opens_to_a_stranger():
    assert Client().get("/open/").status_code == 200


def test_signed_in_page_stays_out_of_caches(cast, signed_in):
    answer = signed_in(cast.ana).get("/closed/")
    assert answer.status_code == 200
    assert set(answer["Cache-Control"].split(", ")) == {"private", "no-store"}


def test_page_speaks_in_the_persons_time_zone(cast, signed_in):
    User.objects.filter(pk=cast.ana.pk).update(time_zone="Asia/Kolkata")
    assert signed_in(cast.ana).get("/closed/").content == b"GET Asia/Kolkata"
    assert signed_in(cast.ben).get("/closed/").content == b"GET UTC"


def test_time_zone_that_does_not_exist_any_more_is_utc(cast, signed_in):
    User.objects.filter(pk=cast.ana.pk).update(time_zone="Mars/Base")
    assert signed_in(cast.ana).get("/closed/").content == b"GET UTC"


def test_deactivated_person_is_out_at_once_and_stays_out(cast, signed_in):
    client = signed_in(cast.ana)
    assert client.get("/closed/").status_code == 200
    User.objects.filter(pk=cast.ana.pk).update(is_active=False)
    assert client.get("/closed/").status_code == 302
    User.objects.filter(pk=cast.ana.pk).update(is_active=True)
    assert client.get("/closed/").status_code == 302


@pytest.mark.parametrize(
    ("who", "hr_page", "panels_page"),
    [
        ("hr", 200, 200),
        ("recruiter", 404, 200),
        ("lead", 404, 404),
        ("ana", 404, 404),
        ("outsider", 404, 404),
        ("superuser", 404, 404),
        ("employee", 404, 404),
    ],
)
def test_marks_open_pages(cast, signed_in, who, hr_page, panels_page):
    client = signed_in(getattr(cast, who))
    assert (client.get("/hr/").status_code, client.get("/runs/").status_code) == (hr_page, panels_page)


def test_unknown_and_forbidden_are_the_same_bytes(cast, signed_in, django_assert_num_queries):
    client = signed_in(cast.ana)
    answers = []
    for address, queries in (("/nothing/", 2), ("/another/nothing/?x=1", 2), ("/hr/", 5), ("/refuses/", 5)):
        with django_assert_num_queries(queries):  # session and user; a view adds its transaction
            answers.append(client.get(address))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1
    assert Client().get("/nothing/").content == answers[0].content


def test_broken_page_answers_without_anything_that_may_be_broken(cast):
    client = Client(raise_request_exception=False)
    client.force_login(cast.ana)
    answer = client.get("/breaks/")
    assert answer.status_code == 500
    assert b"Something went wrong on our side" in answer.content


def test_lost_session_hands_back_what_was_typed():
    answer = Client().post("/closed/?step=2", {"evidence": LONG, "level": "3", "password": "secret words"}, **OWN_PAGE)
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 401
    assert page.form["action"] == "/closed/?step=2"
    assert page.textarea.get_text().strip("\n") == LONG
    assert page.select_one("input[name=level]")["value"] == "3"
    assert page.find("script", string=True) is None
    assert b"secret words" not in answer.content
    assert "no-store" in answer["Cache-Control"]


def test_text_of_a_strangers_page_is_not_shown_under_our_name():
    for sender in ({"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://evil.example"}, {}):
        answer = Client().post("/closed/", {"evidence": LONG}, **sender)
        assert answer.status_code == 401
        assert b"charge twice" not in answer.content


def test_lost_session_leaves_an_htmx_page_its_text():
    answer = Client().post("/closed/", {"evidence": LONG}, headers={"HX-Request": "true"}, **OWN_PAGE)
    assert answer.status_code == 401
    assert answer["HX-Retarget"] == "#notices"
    assert b"Your text is still on this page" in answer.content
    assert b"charge twice" not in answer.content


def test_page_that_was_too_old_hands_back_what_was_typed(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana)
    answer = client.post("/closed/", {"evidence": LONG, "csrfmiddlewaretoken": "old"}, **OWN_PAGE)
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 403
    token = page.select_one("input[name=csrfmiddlewaretoken]")["value"]
    assert token != "old"
    again = client.post("/closed/", {"evidence": page.textarea.get_text(), "csrfmiddlewaretoken": token}, **OWN_PAGE)
    assert again.content == b"POST UTC"


def test_page_that_was_too_old_sent_by_a_stranger_shows_nothing(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana)
    answer = client.post("/closed/", {"evidence": LONG}, HTTP_SEC_FETCH_SITE="cross-site")
    assert answer.status_code == 403
    assert b"charge twice" not in answer.content


@override_settings(DEBUG=False)
def test_pages_hold_to_the_content_security_policy(cast, signed_in):
    for answer in (signed_in(cast.hr).get("/me/"), Client().get("/accounts/login/"), Client().get("/nothing/")):
        page = BeautifulSoup(answer.content, "html.parser")
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert page.select("[style], style") == []
        assert [script for script in page.find_all("script") if not script.get("src")] == []
        assert [tag for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)] == []
