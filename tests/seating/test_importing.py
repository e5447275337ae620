"""Candidates and draft panels from tables."""

from __future__ import annotations

import time

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from interviews.audit.models import Entry
from interviews.roles.models import Role
from interviews.web.importing import Checked
from interviews.web.tables import read_table
from panels.seating.actions.importing import add_candidates
from panels.seating.importing import CANDIDATES
from panels.seating.models import Candidate, Panel
from panels.seating.panel_importing import PANELS
from tests.cast import Cast
from tests.factories import make_candidate, make_panel

pytestmark = pytest.mark.django_db

PEOPLE = "name,external_id,email\nPriya Raman,A-1,priya@x.org\nOmar Said,A-2,omar@x.org\n"


@pytest.fixture
def recruiter(client: Client, cast: Cast) -> Client:
    client.force_login(cast.recruiter)
    return client


def checked(table: str, cast: Cast, importer: object = CANDIDATES) -> Checked:
    lines = read_table(table.encode(), importer.columns, most=importer.most)  # type: ignore[attr-defined]
    found: Checked = importer.check(lines, cast.recruiter)  # type: ignore[attr-defined]
    return found


def said(found: Checked) -> dict[str, list[tuple[int, str]]]:
    return {
        "fresh": [(one.line, one.words) for one in found.fresh],
        "known": [(one.line, one.words) for one in found.known],
        "wrong": [(one.line, f"{one.column}: {one.sentence}") for one in found.wrong],
    }


def test_candidates_are_added_with_one_entry_in_the_audit(recruiter: Client, cast: Cast) -> None:
    answer = recruiter.post("/candidates/import/", {"table": PEOPLE, "confirmed": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/candidates/")
    rows = Candidate.objects.order_by("pk")
    assert list(rows.values_list("name", "external_id", "email", "created_by")) == [
        ("Priya Raman", "A-1", "priya@x.org", cast.recruiter.pk),
        ("Omar Said", "A-2", "omar@x.org", cast.recruiter.pk),
    ]
    entry = Entry.objects.get(verb="candidate.imported")
    ids = list(rows.values_list("pk", flat=True))
    assert (entry.details["count"], entry.details["first"], entry.details["last"]) == (2, *ids)
    assert len(mail.outbox) == 0


def test_known_ones_are_left_as_they_are(cast: Cast) -> None:
    make_candidate("Priya R.", external_id="A-1")
    make_candidate("OMAR SAID", email="omar@x.org")
    assert said(checked(PEOPLE, cast)) == {
        "fresh": [],
        "known": [(2, "Priya Raman: the id A-1 is here already."), (3, "Omar Said (omar@x.org) is here already.")],
        "wrong": [],
    }


def test_a_recruiter_learns_of_no_file_about_herself(cast: Cast) -> None:
    """By name and address she would find herself; the id is one of the other system, and whose it is is not said."""
    make_candidate("Rosa Lindqvist", email="rosa@x.org", user=cast.recruiter)
    found = checked("name,email\nRosa Lindqvist,rosa@x.org\n", cast)
    assert [one.words for one in found.fresh] == ["Rosa Lindqvist, rosa@x.org"]
    assert found.known == []


def test_an_id_that_comes_into_use_meanwhile_refuses_the_whole(cast: Cast) -> None:
    found = checked(PEOPLE, cast)
    make_candidate("Somebody", external_id="A-2")
    from django.core.exceptions import ValidationError  # noqa: PLC0415

    with pytest.raises(ValidationError, match="in the meantime"):
        add_candidates(actor=cast.recruiter, details=[one.data for one in found.fresh])
    assert not Candidate.objects.filter(external_id="A-1").exists()


def test_ten_thousand_candidates_are_checked_and_added_within_a_request(cast: Cast) -> None:
    lines = "".join(f"Person {n},B-{n},p{n}@x.org\n" for n in range(10_000))
    began = time.monotonic()
    found = checked("name,external_id,email\n" + lines, cast)
    add_candidates(actor=cast.recruiter, details=[one.data for one in found.fresh])
    assert Candidate.objects.count() == 10_000
    assert time.monotonic() - began < 25


HEAD = "candidate,role,stage,interviewer,interview,starts,minutes,competencies,lead\n"


@pytest.fixture
def known(role: Role) -> Role:
    make_candidate("Priya Raman", external_id="A-1", email="priya@x.org")
    make_candidate("Omar Said", external_id="A-2")
    return role


def line(cast: Cast, who: str = "A-1", **cells: str) -> str:
    named = {
        "candidate": who, "role": "Senior Backend Engineer", "stage": "onsite", "interviewer": cast.ana.email,
        "interview": "Design", "starts": "2026-12-01 14:00", "minutes": "60", "competencies": "", "lead": "", **cells,
    }  # fmt: skip
    return ",".join(named.values()) + "\n"


def test_panels_become_drafts_with_interviews_and_seats(recruiter: Client, cast: Cast, known: Role) -> None:
    cast.recruiter.time_zone = "Europe/Berlin"
    cast.recruiter.save()
    table = (
        HEAD
        + line(cast, competencies="system design; Code quality")
        + line(cast, interviewer=cast.ben.email)
        + line(cast, interviewer=cast.cleo.email, interview="Incidents", starts="2026-12-01T16:00+00:00", minutes="")
        + line(cast, who="A-2", interview="", starts="", lead=cast.outsider.email)
    )
    answer = recruiter.post("/panels/import/", {"table": table, "confirmed": "1"})
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/panels/")
    priya, omar = Panel.objects.order_by("pk")
    assert [(one.state, one.lead, one.recruiter) for one in (priya, omar)] == [
        ("draft", cast.lead, cast.recruiter),
        ("draft", cast.outsider, cast.recruiter),
    ]
    interviews = priya.interviews.order_by("position")
    assert [(one.title, one.starts_at.isoformat(), one.minutes) for one in interviews if one.starts_at] == [
        ("Design", "2026-12-01T13:00:00+00:00", 60),
        ("Incidents", "2026-12-01T16:00:00+00:00", 45),
    ]
    seats = {seat.interviewer: seat for seat in priya.seats.all()}
    assert [one.name for one in seats[cast.ana].competencies.order_by("position")] == ["System design", "Code quality"]
    assert seats[cast.ben].competencies.count() == 3
    assert seats[cast.ana].interview == seats[cast.ben].interview
    assert len(mail.outbox) == 0


def test_what_a_line_names_must_be_there(cast: Cast, known: Role) -> None:
    make_panel(role=known, lead=cast.lead, raters=[], candidate=Candidate.objects.get(external_id="A-2"), send=False)
    table = (
        HEAD
        + line(cast, who="Z-9")
        + line(cast, role="Poet", stage="Reading")
        + line(cast, stage="Final")
        + line(cast, interviewer="nobody@x.org", lead="no@x.org")
        + line(cast, competencies="Juggling", starts="tomorrow", minutes="1")
        + line(cast, who="priya@x.org")
        + line(cast)
        + line(cast, who="A-2")
    )
    found = said(checked(table, cast, PANELS))
    assert found["wrong"] == [
        (2, "candidate: No candidate has this id or address."),
        (3, "role: There is no role of this name or id."),
        (4, "stage: Senior Backend Engineer has no stage of this name."),
        (5, "interviewer: Nobody with this address may sign in."),
        (5, "lead: Nobody with this address may sign in."),
        (6, "starts: Write date and time as 2026-11-30 14:00."),
        (6, "minutes: Ensure this value is greater than or equal to 5."),
        (6, "competencies: Senior Backend Engineer has no competency Juggling."),
        (8, ": The same as line 7."),
    ]
    assert [number for number, _ in found["fresh"]] == [7]
    assert found["known"] == [(9, "Omar Said has a panel under way for Senior Backend Engineer, Onsite.")]


def test_what_an_action_refuses_refuses_the_whole_table(recruiter: Client, cast: Cast, known: Role) -> None:
    """Omar is an employee, and is to interview himself."""
    Candidate.objects.filter(external_id="A-2").update(user=cast.ben)
    table = HEAD + line(cast) + line(cast, who="A-2", interviewer=cast.ben.email)
    answer = recruiter.post("/panels/import/", {"table": table, "confirmed": "1"})
    assert answer.status_code == 422
    assert "Omar Said: Ben Okafor is the candidate. Choose another interviewer." in answer.content.decode()
    assert not Panel.objects.exists()


def test_a_candidate_whom_the_recruiter_stepped_back_from_is_unknown(cast: Cast, known: Role) -> None:
    priya = Candidate.objects.get(external_id="A-1")
    priya.recusals.create(user=cast.recruiter)
    found = said(checked(HEAD + line(cast), cast, PANELS))
    assert found["wrong"] == [(2, "candidate: No candidate has this id or address.")]


def test_nobody_else_imports(client: Client, cast: Cast) -> None:
    for person in (cast.lead, cast.ana, cast.superuser):
        client.force_login(person)
        assert [client.get(page).status_code for page in ("/candidates/import/", "/panels/import/")] == [404, 404]
    assert timezone.now()
