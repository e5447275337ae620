"""The audit: who reads which entries, in which words."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.audit.models import Entry
from interviews.roles.models import Role
from interviews.runtime.actor import acting_as
from panels.overview.audit import entries_visible_to
from panels.overview.audit_words import SENTENCES
from panels.seating.models import Panel
from tests.architecture.code import audit_verbs
from tests.cast import Cast
from tests.conftest import AsRole
from tests.factories import make_candidate, make_panel, seat_of, submit_card
from tests.overview.conftest import Get, text_of

pytestmark = pytest.mark.django_db


def verbs(user: User) -> list[str]:
    with acting_as(user.pk):
        return [entry.verb for entry in entries_visible_to(user).order_by("pk")]


def test_every_verb_has_a_sentence_and_every_sentence_a_verb() -> None:
    assert sorted(SENTENCES) == sorted(audit_verbs())


def test_entries_of_an_open_panel_for_hr_without_a_seat(cast: Cast, panel: Panel) -> None:
    submit_card(panel, cast.ana)
    assert verbs(cast.hr) == ["scorecard.submitted"]


def test_entries_of_a_panel_on_which_hr_sits_only_once_it_is_open_to_her(cast: Cast, role: Role) -> None:
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.hr])
    other = User.objects.get(pk=cast.hr.pk)
    submit_card(panel, cast.ana)
    assert verbs(other) == []
    submit_card(panel, cast.hr)
    assert verbs(other) == ["scorecard.submitted", "scorecard.submitted", "panel.revealed"]


def test_entries_of_a_panel_that_hr_left_stay_closed(cast: Cast, role: Role) -> None:
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben, cast.hr])
    seat = seat_of(panel, cast.hr)
    panel.seats.filter(pk=seat.pk).update(state="excused", state_reason="ill")
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    assert verbs(cast.hr) == []


def test_entries_of_a_draft_panel_hold_nothing_secret(cast: Cast, role: Role) -> None:
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.hr], send=False)
    record("panel.planned", actor_id=cast.recruiter.pk, panel_id=panel.pk, subject=panel)
    assert verbs(cast.hr) == ["panel.planned"]


def test_entries_about_herself_as_a_candidate_are_left_out(cast: Cast, role: Role) -> None:
    candidate = make_candidate("Hana Adeyemi", user=cast.hr)
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana], candidate=candidate)
    record("candidate.added", actor_id=cast.recruiter.pk, subject=candidate)
    submit_card(panel, cast.ana)
    assert verbs(cast.hr) == []


def test_database_shows_the_same_entries_to_the_same_people(cast: Cast, role: Role, as_app: AsRole) -> None:
    """HR sits on the panel, leads it, has left it, is its candidate, or has nothing to do with it."""
    lead = cast.recruiter
    lead.is_hr_admin = True
    lead.save()
    raters = [cast.ana, cast.ben]
    panels = [
        make_panel(role=role, lead=cast.lead, raters=raters),
        make_panel(role=role, lead=cast.lead, raters=[*raters, cast.hr]),
        make_panel(role=role, lead=lead, raters=[*raters, lead]),
        make_panel(role=role, lead=cast.lead, raters=[*raters, cast.hr]),
        make_panel(role=role, lead=cast.lead, raters=raters, candidate=make_candidate("Hana", user=cast.hr)),
        make_panel(role=role, lead=cast.lead, raters=[cast.hr], send=False),
    ]
    panels[3].seats.filter(interviewer=cast.hr).update(state="excused", state_reason="ill")
    people = [cast.hr, lead, cast.lead, cast.ana, cast.outsider, cast.superuser]

    def differences() -> list[tuple[str, set[int], set[int]]]:
        found = []
        for person in people:
            with acting_as(person.pk):
                by_rule = {entry.pk for entry in entries_visible_to(person)}
            with as_app(), acting_as(person.pk):
                by_fence = set(Entry.objects.exclude(verb__endswith=".seen").values_list("pk", flat=True))
            found += [] if by_rule == by_fence else [(person.name, by_rule, by_fence)]
        return found

    record("candidate.added", actor_id=cast.recruiter.pk, subject=panels[4].candidate)
    record("panel.planned", actor_id=cast.recruiter.pk, panel_id=panels[5].pk, subject=panels[5])
    for rater in (*raters, cast.hr, lead):
        for panel in panels[:5]:
            if panel.seats.filter(interviewer=rater, state="active").exists():
                submit_card(panel, rater)
        assert differences() == []
    assert Entry.objects.filter(verb="panel.revealed").count() == 5


def test_own_looks_are_all_that_others_read(cast: Cast, panel: Panel, as_app: AsRole, as_worker: AsRole) -> None:
    """A look is noted once a day, for which its own entry has to be found."""
    record("report.seen", actor_id=cast.recruiter.pk, panel_id=panel.pk)
    record("report.seen", actor_id=cast.hr.pk, panel_id=panel.pk)
    submit_card(panel, cast.ana)
    with as_app(), acting_as(cast.recruiter.pk):
        assert list(Entry.objects.values_list("verb", "actor_id")) == [("report.seen", cast.recruiter.pk)]
    with as_app(), acting_as(None):
        assert not Entry.objects.exists()
    with as_worker(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Entry.objects.exists()


@pytest.mark.parametrize("address", ["/audit/", "/audit/entries.csv"])
def test_audit_shows_no_submission_to_hr_with_a_seat(cast: Cast, role: Role, get: Get, address: str) -> None:
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.hr])
    submit_card(panel, cast.ana)
    page = get(cast.hr, address)
    assert (page.status_code, b"Ana Petrov submitted" in page.content, b"submitted a scorecard" in page.content) == (
        200,
        False,
        False,
    )


@pytest.mark.parametrize("who", ["recruiter", "lead", "ana", "outsider", "superuser"])
def test_audit_is_for_hr_alone(cast: Cast, get: Get, who: str) -> None:
    assert [get(getattr(cast, who), address).status_code for address in ("/audit/", "/audit/entries.csv")] == [404, 404]


def test_audit_reads_as_sentences(cast: Cast, panel: Panel, get: Get) -> None:
    submit_card(panel, cast.ana)
    words = text_of(get(cast.hr, "/audit/"), "tbody tr")
    assert "Ana Petrov submitted a scorecard" in words
    assert "Priya Raman, Senior Backend Engineer" in words


def test_audit_filters_by_panel_person_and_date(cast: Cast, panel: Panel, role: Role, get: Get) -> None:
    other = make_panel(role=role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate("Omar Said"))
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    record("role.changed", actor_id=cast.hr.pk, subject=role)
    shown = {
        name: len(get(cast.hr, "/audit/", **query).context["lines"])
        for name, query in {
            "all": {},
            "panel": {"panel": str(panel.uuid)},
            "other": {"panel": str(other.uuid)},
            "person": {"person": str(cast.ben.uuid)},
            "past": {"last": "2001-01-01"},
            "since": {"first": "2001-01-01"},
        }.items()
    }
    assert shown == {"all": 3, "panel": 2, "other": 0, "person": 1, "past": 0, "since": 3}


@pytest.mark.parametrize(
    "query", [{"panel": "x"}, {"person": "1 OR 1"}, {"first": "soon"}, {"verb__startswith": "scorecard"}, {"page": "x"}]
)
def test_audit_ignores_what_it_does_not_know(cast: Cast, panel: Panel, get: Get, query: dict[str, str]) -> None:
    submit_card(panel, cast.ana)
    page = get(cast.hr, "/audit/", **query)
    assert (page.status_code, len(page.context["lines"])) == (200, 1)


def test_audit_export_is_the_filtered_list(cast: Cast, panel: Panel, get: Get) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    answer = get(cast.hr, "/audit/entries.csv", person=str(cast.ben.uuid))
    head, *rows = csv.reader(StringIO(answer.content.decode()))
    assert head == ["when", "who", "what", "about", "panel", "role", "details", "digest"]
    assert [row[1:3] + row[4:6] for row in rows] == [
        ["Ben Okafor", "submitted a scorecard", "Priya Raman", "Senior Backend Engineer"]
    ]
    assert rows[0][7] == Entry.objects.get(actor_id=cast.ben.pk).digest


def test_audit_export_runs_no_formula(cast: Cast, role: Role, get: Get) -> None:
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate("=HYPERLINK(1)"))
    submit_card(panel, cast.ana)
    rows = list(csv.reader(StringIO(get(cast.hr, "/audit/entries.csv").content.decode())))
    assert {row[4] for row in rows[1:]} == {"'=HYPERLINK(1)"}


@pytest.mark.parametrize("number", [1, 3])
def test_audit_query_count(cast: Cast, role: Role, number: int) -> None:
    for index in range(number):
        panel = make_panel(
            role=role, lead=cast.lead, raters=[cast.ana, cast.ben], candidate=make_candidate(f"Person {index}")
        )
        submit_card(panel, cast.ana)
        record("seat.reminded", actor_id=cast.recruiter.pk, panel_id=panel.pk, subject=seat_of(panel, cast.ben))
    client = Client()
    client.force_login(cast.hr)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/audit/").status_code == 200
    assert len(queries) == 10
