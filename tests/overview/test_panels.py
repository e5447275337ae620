"""The list of panels and the panel page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interviews.accounts.models import User
from interviews.roles.models import Role
from interviews.runtime.actor import acting_as
from panels.overview.standing import standings, with_lines, with_rights
from panels.overview.words import span, state_sentence
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import make_candidate, make_panel, submit_card
from tests.overview.conftest import Build, Get, headings, text_of
from tests.overview.scene import set_scene

pytestmark = pytest.mark.django_db


def shown(get: Get, user: User, **query: str) -> list[str]:
    return [standing.panel.candidate.name for standing in get(user, "/panels/", **query).context["found"]]


def sentence(panel: Panel, user: User, *, own_is_in: bool = False) -> str:
    with acting_as(user.pk):
        rows = with_rights(Panel.objects.visible_to(user).filter(pk=panel.pk), user)
        (standing,) = with_lines(standings(rows, user, timezone.now()))
    return state_sentence(standing, own_is_in=own_is_in)


def test_panels_by_state_role_and_name(cast: Cast, build: Build, get: Get) -> None:
    scene = set_scene(cast, build)
    hr = cast.hr
    assert shown(get, hr) == [
        "Ada Brook", "Sofia Lind", "Mei Chen", "Tomasz Nowak", "Lena Voss", "Omar Said", "Priya Raman",
    ]  # fmt: skip
    assert shown(get, hr, state="decided") == ["Jonas Weber"]
    assert shown(get, hr, state="draft") == ["Ada Brook"]
    assert shown(get, hr, state="open", q="OMAR") == ["Omar Said"]
    assert shown(get, hr, q="jonas") == ["Jonas Weber"]
    assert len(shown(get, hr, role=str(scene.draft_role.uuid))) == 7
    assert len(shown(get, hr, state="all", role=str(scene.role.uuid))) == 8


def numbers(get: Get, user: User, **query: str) -> dict[str, int]:
    return {tab.word: tab.number for tab in get(user, "/panels/", **query).context["tabs"]}


def test_board_counts_by_state_and_lateness(cast: Cast, build: Build, get: Get) -> None:
    set_scene(cast, build)
    hr = numbers(get, cast.hr)
    assert hr == {"Under way": 7, "Late": 1, "Draft": 1, "Open": 5, "Scorecards open": 1, "Decided": 1, "All": 8}
    assert shown(get, cast.hr, state="late") == ["Omar Said"]
    assert numbers(get, cast.hr, q="omar") == {"Under way": 1, "Late": 1, "Open": 1, "All": 1}


def test_lateness_is_told_to_those_alone_who_may_know_it(cast: Cast, build: Build, get: Get) -> None:
    """Cleo sits on Omar's panel: that somebody is late on it is not hers to know."""
    set_scene(cast, build)
    assert "Late" not in numbers(get, cast.cleo)
    assert shown(get, cast.cleo, state="late") == []


def test_board_by_due_date(cast: Cast, role: Role, get: Get) -> None:
    for name, days in (("Later", 3), ("Sooner", 1), ("Never", 2)):
        starts_at = timezone.now() + timedelta(days=days)
        panel = make_panel(
            role=role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate(name), starts_at=starts_at
        )
        if name == "Never":
            panel.interviews.update(due_at=None)
    assert shown(get, cast.recruiter, order="due") == ["Sooner", "Later", "Never"]
    assert shown(get, cast.recruiter, order="due' OR 1") == ["Never", "Sooner", "Later"]
    found = get(cast.ana, "/panels/", order="due").context["found"]
    assert [one.due_at is not None for one in found] == [True, True, False]


def test_panels_of_a_rater_are_those_she_sits_on(cast: Cast, build: Build, get: Get) -> None:
    set_scene(cast, build)
    assert shown(get, cast.cleo, state="all") == ["Omar Said", "Jonas Weber", "Priya Raman"]
    assert shown(get, cast.outsider, state="all") == ["Tomasz Nowak"]
    assert shown(get, cast.employee, state="all") == []


@pytest.mark.parametrize(
    "query",
    [
        {"state": "open' OR 1"},
        {"role": "x"},
        {"candidate__name__startswith": "P"},
        {"o": "-score"},
        {"page": "-3"},
        {"role": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_panels_ignores_what_it_does_not_know(cast: Cast, panel: Panel, get: Get, query: dict[str, str]) -> None:
    assert shown(get, cast.hr, **query) == ["Priya Raman"]


def test_panels_offers_only_roles_of_visible_panels(cast: Cast, panel: Panel, get: Get) -> None:
    assert "Senior Backend Engineer" in text_of(get(cast.ana, "/panels/"), "select")
    assert "Senior Backend Engineer" not in text_of(get(cast.outsider, "/panels/"), "select")


@pytest.mark.parametrize("number", [1, 3])
def test_panels_query_count(cast: Cast, role: Role, number: int) -> None:
    for index in range(number):
        panel = make_panel(
            role=role, lead=cast.lead, raters=[cast.ana, cast.ben], candidate=make_candidate(f"Person {index}")
        )
        submit_card(panel, cast.ana)
    client = Client()
    client.force_login(cast.hr)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/panels/").status_code == 200
    assert len(queries) == 11


@pytest.mark.parametrize("number", [1, 3])
def test_panel_query_count(cast: Cast, role: Role, number: int) -> None:
    raters = [cast.ana, cast.ben, cast.cleo][:number]
    panel = make_panel(role=role, lead=cast.lead, raters=raters)
    client = Client()
    client.force_login(cast.recruiter)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/panels/{panel.uuid}/").status_code == 200
    assert len(queries) == 12


def test_state_sentence_of_a_running_panel(cast: Cast, role: Role) -> None:
    long_ago = timezone.now() - timedelta(days=3, hours=2)
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben, cast.cleo], starts_at=long_ago)
    submit_card(panel, cast.ana)
    submit_card(panel, cast.cleo)
    rule = "Scorecards open when all are in."
    assert sentence(panel, cast.recruiter) == f"2 of 3 in, Ben late by 2 days. {rule}"
    assert sentence(panel, cast.ana, own_is_in=True) == f"Yours is in. {rule}"
    assert sentence(panel, cast.ben) == f"Yours is not in yet. {rule}"


def test_state_sentence_for_a_lead_with_a_seat(cast: Cast, role: Role) -> None:
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben, cast.lead])
    submit_card(panel, cast.ana)
    assert sentence(panel, cast.lead) == "Yours is not in yet. Who else is in is shown once yours is."
    submit_card(panel, cast.lead)
    assert sentence(panel, cast.lead, own_is_in=True) == "2 of 3 in. Scorecards open when all are in."


def test_state_sentence_once_open(cast: Cast, panel: Panel, build: Build) -> None:
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    assert sentence(panel, cast.ana, own_is_in=True) == "3 of 3 in. The report is being built."
    build(panel)
    assert sentence(panel, cast.ana, own_is_in=True) == "3 of 3 in. The report is ready."
    Panel.objects.filter(pk=panel.pk).update(decided_at=timezone.now() - timedelta(days=15))
    assert sentence(panel, cast.hr) == "3 of 3 in. Decided."
    assert (
        sentence(panel, cast.ana, own_is_in=True)
        == "The others' scorecards were open to you until 14 days after the decision."
    )


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=20), "a moment"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=5, minutes=59), "5 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=12, hours=23), "12 days"),
    ],
)
def test_span(length: timedelta, words: str) -> None:
    assert span(length) == words


def test_panel_offers_chasing_to_who_may(cast: Cast, panel: Panel, role: Role, get: Get) -> None:
    address = f"/panels/{panel.uuid}/"
    submit_card(panel, cast.ana)
    for who in (cast.recruiter, cast.lead, cast.hr):
        words = text_of(get(who, address))
        assert (words.count("Remind"), words.count("Excuse"), words.count("Replace")) == (2, 2, 2)
        assert "Close without" not in words
    words = text_of(get(cast.ben, address))
    assert [
        step for step in ("Remind", "Excuse", "Replace", "Change seats", "withdrew", "Cancel") if step in words
    ] == []
    submit_card(panel, cast.ben)
    assert "Close without the missing" in text_of(get(cast.recruiter, address))


def test_panel_of_a_lead_with_a_seat_hides_who_is_in(cast: Cast, role: Role, get: Get) -> None:
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben, cast.lead])
    submit_card(panel, cast.ana)
    words = text_of(get(cast.lead, f"/panels/{panel.uuid}/"))
    assert "Who is in is shown once yours is in" in words
    assert [step for step in ("Remind", "Excuse", "Submitted", "Change seats") if step in words] == []


def test_panel_once_decided(cast: Cast, build: Build, get: Get) -> None:
    scene = set_scene(cast, build)
    address = f"/panels/{scene.decided.uuid}/"
    assert headings(get(cast.lead, address)) == [
        "Decision", "What the scorecards said", "Interviews 3", "This panel",
    ]  # fmt: skip
    words = text_of(get(cast.ben, address))
    assert "Make an offer Ana Petrov owns it." in words
    assert "Earlier decisions (1)" in words
    assert "Decide again" not in words
    assert "Decide again" in text_of(get(cast.lead, address))


def test_panel_shows_a_decline_to_managers_only(cast: Cast, build: Build, get: Get) -> None:
    scene = set_scene(cast, build)
    address = f"/panels/{scene.running.uuid}/"
    assert "We worked together at Acme" in text_of(get(cast.recruiter, address))
    assert "We worked together at Acme" not in text_of(get(cast.cleo, address))


def test_decide_page_says_what_needs_a_reason_before_it_is_sent(cast: Cast, build: Build, get: Get) -> None:
    scene = set_scene(cast, build)
    page = get(cast.lead, f"/panels/{scene.opened.uuid}/decide/")
    words = text_of(page)
    assert "System design, a must-have, is not met: median 2, minimum 3." in words
    assert "2 of 3 recommend no" in words
