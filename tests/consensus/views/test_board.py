"""The board as people get it: to whom, in which words, and nothing of a panel that is closed to its reader."""

from __future__ import annotations

import csv
import re
from io import StringIO
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interviews.accounts.models import User
from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.consensus.actions.building import build_report
from panels.seating.actions.endings import close_panel
from panels.seating.models import Panel
from tests.cast import Cast
from tests.consensus.measures_page.conftest import Met
from tests.consensus.measures_page.stored import board
from tests.factories import make_candidate, make_panel, submit_card
from tests.web.test_sheets import cells

pytestmark = pytest.mark.django_db
CHANGING = rb'(name="csrfmiddlewaretoken" value=|nonce=|"X-CSRFToken": )"[^"]*"'


def address(met: Met, rest: str = "") -> str:
    return f"/roles/{met.role.uuid}/board/{rest}"


def page(client: Client, user: User, path: str) -> BeautifulSoup:
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def body(client: Client, user: User, path: str) -> bytes:
    client.force_login(user)
    return re.sub(CHANGING, b"", client.get(path).content)


def texts(soup: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(node.get_text(" ").split()) for node in soup.select(selector)]


def close_without_lead(met: Met, name: str) -> Panel:
    """A panel on which the lead still owes a card: open to others, closed to her."""
    cast = met.cast
    candidate = make_candidate(name)
    panel = make_panel(role=met.role, lead=cast.lead, raters=[cast.ana, cast.ben, cast.lead], candidate=candidate)
    for rater in (cast.ana, cast.ben):
        submit_card(panel, rater, 5)
    with acting_as(cast.recruiter.pk):
        close_panel(panel=panel, actor=cast.recruiter, reason="No more time.")
    return panel


def test_board_says_all_of_a_candidate_in_a_line(client: Client, met: Met) -> None:
    met.meet("Ada Lowe", 4, 4, 5)
    met.meet("Ben Amon", 2, 2)
    met.compare(**{"Ada Lowe": 4.3, "Ben Amon": 2.0})
    soup = page(client, met.cast.lead, address(met))
    assert texts(soup, "h1") == ["Senior Backend Engineer"]
    assert texts(soup, "main h2") == ["Onsite rubric version 1, 2 candidates"]
    assert texts(soup, ".board thead th") == [
        "Candidate",
        "Must-haves",
        "Overall",
        "Overall as a dot, where it may lie as a band hire line 3.5 1 2 3 4 5",
        "Met by",
        "Recommend",
        "Decision",
    ]
    assert texts(soup, ".board .group-head") == ["One candidate above the others", "One candidate below"]
    assert texts(soup, ".board tbody tr:not(.group-head)") == [
        "Ada Lowe 1 met 4.3 3.9 to 4.7 1 5 3 interviewers 3 yes Not decided",
        "Ben Amon 1 not met System design 2.0 1.6 to 2.4 1 5 2 interviewers 2 yes Not decided",
    ]


def test_board_links_each_candidate_to_the_report(client: Client, met: Met) -> None:
    panel = met.meet("Ada", 4, 4)
    soup = page(client, met.cast.lead, address(met))
    assert soup.select_one(".board a")["href"] == f"/panels/{panel.uuid}/report/"
    assert client.get(soup.select_one(".board a")["href"]).status_code == 200


def test_closeness_and_missing_links_are_said_in_words(client: Client, met: Met) -> None:
    for name in ("Ada", "Ben", "Cem"):
        met.meet(name, 4, 4)
    met.store(board(list(met.panels.values()), [4.0, 3.8, 3.7], component=[0, 0, 1], variance=[0.03, 0.03, 0.03]))
    soup = page(client, met.cast.lead, address(met))
    assert texts(soup, ".group-head") == [
        "2 candidates who cannot be told apart",
        "One candidate below No common interviewer: the comparison rests on the assumption that interviewers are "
        "alike.",
    ]
    assert texts(soup, ".board th[scope=row]") == ["Ada", "Ben", "Cem close to the group above no common interviewer"]
    assert texts(soup, ".caveat")[0].startswith("No common interviewer Cem shares no interviewer")


def test_no_probability_is_printed(client: Client, met: Met) -> None:
    for name in ("Ada", "Ben"):
        met.meet(name, 4, 4)
    met.compare(Ada=4.0, Ben=3.9)
    words = page(client, met.cast.lead, address(met)).get_text().lower()
    assert not any(word in words for word in ("probab", "rank 1", "top ", "%", "halo", "posterior", "dissent"))


def test_empty_board_says_what_will_stand_here(client: Client, met: Met) -> None:
    soup = page(client, met.cast.lead, address(met))
    assert texts(soup, ".empty h2") == ["No candidate to show yet"]
    assert "stage by stage: the overall with its interval" in texts(soup, ".empty p")[0]


def test_table_is_ordered_as_asked_and_by_nothing_else(client: Client, met: Met) -> None:
    met.meet("Ada", 3, 3)
    met.meet("Ben", {"System design": 3, "Code quality": 1}, {"System design": 3, "Code quality": 4})
    names = ".board th[scope=row]"
    assert texts(page(client, met.cast.lead, address(met, "?as=disagreement")), names) == ["Ben", "Ada"]
    assert texts(page(client, met.cast.lead, address(met, "?as=name")), names) == ["Ada", "Ben"]
    plain = body(client, met.cast.lead, address(met))
    assert body(client, met.cast.lead, address(met, "?as=-overall")) == plain
    assert body(client, met.cast.lead, address(met, "?sort=raw__gte&score=3")) == plain


@pytest.mark.parametrize("rest", ["", "?as=disagreement", "?as=name"])
def test_hidden_panel_changes_no_byte(client: Client, met: Met, rest: str) -> None:
    """Whether it exists, whether it is in the numbers, where it stands in them: one page."""
    for name in ("Ada", "Ben"):
        met.meet(name, 3, 4)
    shown = list(met.panels.values())
    met.store(board(shown, [3.6, 3.4]))
    before = body(client, met.cast.lead, address(met, rest))
    hidden = close_without_lead(met, "Mia Quill")
    assert body(client, met.cast.lead, address(met, rest)) == before
    with met.as_worker():
        build_report(panel_id=hidden.pk, with_late=False)
    assert body(client, met.cast.lead, address(met, rest)) == before
    met.store(board([shown[0], hidden, shown[1]], [3.6, 5.0, 3.4], variance=[0.04, 0.01, 0.04], component=[4, 7, 4]))
    assert body(client, met.cast.lead, address(met, rest)) == before
    assert b"Mia Quill" in body(client, met.cast.hr, address(met, rest))


def test_lead_and_hr_read_it_and_nobody_else(client: Client, met: Met) -> None:
    unknown = f"/roles/{uuid4()}/board/"
    readers = []
    for name in ("hr", "recruiter", "lead", "ana", "outsider", "superuser", "employee"):
        client.force_login(getattr(met.cast, name))
        if client.get(address(met)).status_code == 200:
            readers.append(name)
        else:
            assert body(client, getattr(met.cast, name), address(met)) == body(client, getattr(met.cast, name), unknown)
    assert readers == ["hr", "lead"]


def test_hr_admin_who_is_a_candidate_meets_an_unknown_role(client: Client, met: Met) -> None:
    make_panel(role=met.role, lead=met.cast.lead, candidate=make_candidate("Hana Adeyemi", user=met.cast.hr))
    client.force_login(met.cast.hr)
    assert client.get(address(met)).status_code == 404
    assert "Board" not in texts(page(client, met.cast.hr, f"/roles/{met.role.uuid}/"), ".tabs a")


def test_role_leads_to_its_board_for_those_who_may_read_it(client: Client, met: Met) -> None:
    tabs = ["Role and rubric", "Board", "Reliability"]
    for reader, expected in ((met.cast.lead, tabs), (met.cast.hr, tabs), (met.cast.recruiter, [])):
        soup = page(client, reader, f"/roles/{met.role.uuid}/")
        assert texts(soup, ".tabs a") == expected
    soup = page(client, met.cast.lead, address(met))
    assert texts(soup, ".tabs [aria-current=page]") == ["Board"]
    assert texts(soup, "nav[aria-label=Main] [aria-current]") == ["Roles"]


def test_look_by_mark_alone_is_recorded_once_a_day(client: Client, met: Met) -> None:
    for reader in (met.cast.lead, met.cast.hr, met.cast.hr):
        page(client, reader, address(met))
    looks = Entry.objects.filter(verb="board.seen").values_list("actor_id", "subject_id")
    assert list(looks) == [(met.cast.hr.pk, met.role.pk)]


@pytest.mark.parametrize("size", [1, 3])
def test_board_asks_the_database_as_often_for_three_as_for_one(
    client: Client,
    cast: Cast,
    met: Met,
    size: int,
) -> None:
    for number in range(size):
        met.meet(f"Candidate {number}", 3, 4)
    met.store(board(list(met.panels.values()), [3.5] * size))
    client.force_login(cast.lead)
    client.get(address(met))
    with CaptureQueriesContext(connection) as asked:
        client.get(address(met))
    assert len(asked) == 11


def test_board_as_a_file_says_what_the_page_says(client: Client, met: Met) -> None:
    met.meet("Ada Lowe", 4, 4, 5)
    met.meet("Ben Amon", 2, 2)
    met.meet("=cmd|Eve", 3, 3)
    met.compare(**{"Ada Lowe": 4.3, "Ben Amon": 2.0})
    client.force_login(met.cast.lead)
    answer = client.get(address(met, "csv/"))
    assert answer["Content-Disposition"] == 'attachment; filename="board.csv"'
    rows = list(csv.DictReader(StringIO(answer.content.decode())))
    assert [(row["group"], row["candidate"], row["overall"], row["interviewers"]) for row in rows] == [
        ("One candidate above the others", "Ada Lowe", "4.3", "3"),
        ("One candidate below", "Ben Amon", "2.0", "2"),
        ("", "'=cmd|Eve", "3.0", "2"),
    ]
    assert (rows[1]["must-haves"], rows[1]["recommended"], rows[1]["state"]) == (
        "1 not met (System design)",
        "2 yes",
        "revealed",
    )
    sheet = client.get(address(met, "xlsx/"))
    found = cells(sheet.content)
    assert (found["D2"], found["H2"], found["D4"]) == ("Ada Lowe", 4.3, "=cmd|Eve")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_file_is_a_look_and_holds_nothing_of_a_closed_panel(client: Client, met: Met, kind: str) -> None:
    met.meet("Ada Lowe", 4, 4)
    close_without_lead(met, "Zqhidden Name")
    for user, count in ((met.cast.lead, 0), (met.cast.hr, 1)):
        client.force_login(user)
        content = client.get(address(met, f"{kind}/")).content
        assert Entry.objects.filter(verb="board.seen").count() == count
        told = content.decode() if kind == "csv" else str(cells(content))
        assert ("Zqhidden Name" in told) is (user == met.cast.hr)
    client.force_login(met.cast.ana)
    assert client.get(address(met, f"{kind}/")).status_code == 404
