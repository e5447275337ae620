"""Inviting many people from a table."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from mailer.models import Message

from interviews.accounts.models import User
from tests.cast import Cast
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PAGE = "/people/import/"
GOOD = "name,email,hr_admin,recruiter,time_zone\nNia Bell,Nia@x.org,no,yes,Europe/Berlin\nOle Dahl,ole@x.org,,,\n"


@pytest.fixture
def hr(client: Client, cast: Cast) -> Client:
    client.force_login(cast.hr)
    return client


def cells(content: bytes, section: str) -> list[list[str]]:
    rows = BeautifulSoup(content, "html.parser").select(f"section[aria-labelledby={section}] tbody tr")
    return [[cell.get_text() for cell in row.select("th, td")] for row in rows]


def test_a_dry_run_writes_nothing_and_says_what_would_be_made(hr: Client) -> None:
    before = User.objects.count()
    answer = hr.post(PAGE, {"table": GOOD})
    assert answer.status_code == 200
    assert cells(answer.content, "fresh") == [["2", "Nia Bell (Nia@x.org), recruiter"], ["3", "Ole Dahl (ole@x.org)"]]
    assert (User.objects.count(), Message.objects.count()) == (before, 0)


def test_confirming_invites_all(hr: Client) -> None:
    answer = hr.post(PAGE, {"table": GOOD, "confirmed": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/people/")
    people = User.objects.filter(email__in=["nia@x.org", "ole@x.org"]).order_by("email")
    assert list(people.values_list("name", "is_hr_admin", "is_recruiter", "time_zone")) == [
        ("Nia Bell", False, True, "Europe/Berlin"),
        ("Ole Dahl", False, False, "UTC"),
    ]
    assert sorted(row.email.to[0] for row in Message.objects.all()) == ["nia@x.org", "ole@x.org"]


def test_a_file_does_as_well(hr: Client) -> None:
    file = SimpleUploadedFile("people.csv", b"\xef\xbb\xbfname;email\r\nNia Bell;nia@x.org\r\n", "text/csv")
    assert cells(hr.post(PAGE, {"file": file}).content, "fresh") == [["2", "Nia Bell (nia@x.org)"]]


def test_each_fault_is_told_with_its_line_column_and_what_stands_there(hr: Client, cast: Cast) -> None:
    table = (
        "name,email,recruiter,time_zone\n"
        ",nobody@x.org,,\n"
        "Bo,bo at x.org,,\n"
        "Cy,cy@x.org,perhaps,\n"
        "Di,di@x.org,,Mars/Olympus\n"
        "Ed,ed@x.org,,\n"
        "Ed again,ED@x.org,,\n"
        "=HYPERLINK(1),f@x.org,,\n"
        f"Ana,{cast.ana.email.upper()},,\n"
    )
    answer = hr.post(PAGE, {"table": table})
    assert cells(answer.content, "wrong") == [
        ["2", "name", "The name is missing.", ""],
        ["3", "email", "This is no email address.", "bo at x.org"],
        ["4", "recruiter", "Write yes or no.", "perhaps"],
        ["5", "time_zone", "There is no such time zone. Write it as in Europe/Berlin.", "Mars/Olympus"],
        ["7", "", "The same as line 6.", ""],
        ["8", "name", "This begins like a formula. Write it as text.", "=HYPERLINK(1)"],
    ]
    assert cells(answer.content, "fresh") == [["6", "Ed (ed@x.org)"]]
    assert "Line 9: Ana Petrov is on the list already." in answer.content.decode()


def test_nothing_is_imported_past_a_fault_unless_told(hr: Client) -> None:
    table = GOOD + "Bo,bo at x.org,,,\n"
    assert hr.post(PAGE, {"table": table, "confirmed": "1"}).status_code == 200
    assert not User.objects.filter(email="nia@x.org").exists()
    assert hr.post(PAGE, {"table": table, "confirmed": "1", "leave_out": "on"}).status_code == 302
    assert User.objects.filter(email__in=["nia@x.org", "ole@x.org"]).count() == 2


def test_what_cannot_be_read_keeps_what_was_pasted(hr: Client) -> None:
    answer = hr.post(PAGE, {"table": "name,post\nNia,x\n"})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Missing: email. Not known: post." in said
    assert "Nia,x" in said
    assert hr.post(PAGE, {}).status_code == 422


def test_more_than_a_page_may_send_is_answered_in_words(hr: Client) -> None:
    answer = hr.post(PAGE, {"table": "n" * 3_000_000})
    assert answer.status_code == 400
    assert "It is larger than a page may send" in answer.content.decode()


def test_the_example_can_be_sent_back(hr: Client) -> None:
    example = hr.get(PAGE, {"example": "csv"})
    assert example.headers["Content-Disposition"] == 'attachment; filename="people.csv"'
    assert len(cells(hr.post(PAGE, {"table": example.content.decode()}).content, "fresh")) == 2


def test_somebody_from_outside_becomes_one_of_the_house(hr: Client) -> None:
    make_user("Nia Bell", email="nia@x.org", is_external=True)
    assert hr.post(PAGE, {"table": GOOD, "confirmed": "1"}).status_code == 302
    assert User.objects.get(email="nia@x.org").is_external is False


def test_hr_alone(client: Client, cast: Cast) -> None:
    for person in (cast.recruiter, cast.lead, cast.superuser):
        client.force_login(person)
        assert client.post(PAGE, {"table": GOOD, "confirmed": "1"}).status_code == 404
    assert not User.objects.filter(email="nia@x.org").exists()
