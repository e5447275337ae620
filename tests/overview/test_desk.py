"""First screens: what stands there, in which order, and what must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interviews.accounts.models import User
from interviews.audit.models import Entry
from interviews.roles.models import Role
from interviews.runtime.actor import acting_as
from panels.overview.actions import remind_late
from panels.overview.desk.manager import waiting_for
from panels.overview.standing import standings, with_rights
from panels.seating.actions.endings import close_panel
from panels.seating.models import Interview, Panel
from tests.cast import Cast
from tests.factories import add_seat, begin_card, make_candidate, make_panel, make_role, seat_of, send_out, submit_card
from tests.overview.conftest import Build, Get, headings, text_of
from tests.overview.scene import set_scene

pytestmark = pytest.mark.django_db


def test_desk_of_an_interviewer(cast: Cast, build: Build, get: Get) -> None:
    set_scene(cast, build)
    page = get(cast.ana, "/")
    assert headings(page) == ["Your next interview", "To submit 1", "Upcoming 1", "Opened 2"]
    words = text_of(page)
    assert "Tomasz Nowak (TOH-mahsh, he/him) Senior Backend Engineer, Onsite You cover System design ." in words
    assert "Sofia Lind Senior Backend Engineer. Interviewed" in words
    assert "Done (1)" in words


def test_desk_of_a_hiring_manager(cast: Cast, build: Build, get: Get) -> None:
    set_scene(cast, build)
    page = get(cast.lead, "/")
    assert headings(page) == ["Needs you 2", "Panels under way 6", "Your roles 2", "Decided lately"]
    words = text_of(page)
    assert "Lena Voss Your own scorecard." in words
    assert "Priya Raman Senior Backend Engineer, Onsite. Report ready, debrief" in words
    assert (
        "Omar Said Senior Backend Engineer, Onsite. Ben late by 1 day, Cleo late by 1 day. Ben asked to be excused"
        in words
    )
    assert "System design and Incident ownership have one interviewer" in words
    assert "Make an offer. Ana Petrov owns it." in words


def test_desk_of_a_recruiter(cast: Cast, build: Build, get: Get) -> None:
    set_scene(cast, build)
    page = get(cast.recruiter, "/")
    assert headings(page) == ["Late 2", "Blocked", "Roles 2"]
    words = text_of(page)
    assert "Cleo Martin on Omar Said" in words
    assert "Ben Okafor asked to be excused" in words
    assert "Draft: System design: say what a 1 looks like, the lowest level." in words
    assert "New panel" in words
    assert "New role" not in words
    assert "New role" in text_of(get(cast.hr, "/"))


def test_desk_of_somebody_with_nothing_to_do(cast: Cast, get: Get) -> None:
    page = get(cast.outsider, "/")
    assert headings(page) == ["Nothing waits for you"]


def test_desk_teaches_hr_the_first_step(cast: Cast, get: Get) -> None:
    assert headings(get(cast.hr, "/")) == ["Roles 0", "The first step: a role"]


def test_desk_of_a_candidate_shows_no_own_panel(cast: Cast, role: Role, get: Get) -> None:
    candidate = make_candidate("Edda Falk", user=cast.employee)
    make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.employee], candidate=candidate)
    assert headings(get(cast.employee, "/")) == ["Nothing waits for you"]


def test_desk_of_hr_with_a_seat_says_nobody_is_late_there(cast: Cast, role: Role, get: Get) -> None:
    long_ago = timezone.now() - timedelta(days=4)
    make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben, cast.hr], starts_at=long_ago)
    assert headings(get(cast.hr, "/")) == ["To submit 1", "Roles 1"]
    assert headings(get(cast.recruiter, "/")) == ["Late 3", "Roles 1"]


def late_panel(cast: Cast, role: Role, raters: list[User]) -> Panel:
    long_ago = timezone.now() - timedelta(days=4)
    return make_panel(role=role, lead=cast.lead, raters=[*raters, cast.cleo], starts_at=long_ago)


@pytest.mark.parametrize("address", ["/", "/panels/", "/panels/{}/"])
@pytest.mark.parametrize("who", ["cleo", "lead", "hr"])
def test_page_of_a_rater_is_the_same_whoever_else_is_in(
    cast: Cast, role: Role, get: Get, who: str, address: str
) -> None:
    """The viewer's own card is missing; another's arrives between two looks."""
    viewer = getattr(cast, who)
    raters = [cast.ana, cast.ben] + ([] if who == "cleo" else [viewer])
    panel = late_panel(cast, role, raters)
    before = text_of(get(viewer, address.format(panel.uuid)))
    submit_card(panel, cast.ana)
    begin_card(panel, cast.ben)
    assert text_of(get(viewer, address.format(panel.uuid))) == before


def test_page_of_a_missing_rater_does_not_say_who_else_is_missing(cast: Cast, role: Role, get: Get) -> None:
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben, cast.cleo, cast.outsider])
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with acting_as(cast.recruiter.pk):
        close_panel(panel=panel, actor=cast.recruiter, reason="Otto is away for weeks.")
    page = text_of(get(cast.cleo, f"/panels/{panel.uuid}/"))
    assert page.count("Closed without it") == 1
    assert "Otto is away" not in page
    assert text_of(get(cast.lead, f"/panels/{panel.uuid}/")).count("Closed without it") == 2
    assert "Scorecards opened without yours" in text_of(get(cast.cleo, "/"))


def test_decision_open_for_days(cast: Cast, panel: Panel, build: Build) -> None:
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    build(panel)
    with acting_as(cast.lead.pk):
        rows = with_rights(Panel.objects.filter(pk=panel.pk), cast.lead)
        (standing,) = standings(rows, cast.lead, timezone.now())
    assert waiting_for(standing).what == "Report ready"
    later = replace(standing, now=standing.now + timedelta(days=3, hours=1))
    assert (waiting_for(later).what, waiting_for(later).step) == ("Decision open for 3 days", "decide")


def test_interview_that_did_not_happen_is_not_asked_for(cast: Cast, role: Role, get: Get) -> None:
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben])
    Interview.objects.filter(seats__interviewer=cast.ana).update(state="no_show", state_reason="ill")
    assert headings(get(cast.ana, "/")) == []
    assert "The interview did not take place." in text_of(get(cast.ana, "/"))
    assert panel.state == "open"


def test_withdrawn_panel_leaves_the_desk(cast: Cast, panel: Panel, get: Get) -> None:
    Panel.objects.filter(pk=panel.pk).update(ended_at=timezone.now(), ending="withdrew")
    assert headings(get(cast.ana, "/")) == ["Nothing waits for you"]


def test_remind_late_reaches_each_late_person_once(cast: Cast, role: Role) -> None:
    long_ago = timezone.now() - timedelta(days=4)
    first = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben], starts_at=long_ago)
    make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.recruiter], starts_at=long_ago)
    make_panel(role=role, lead=cast.lead, raters=[cast.cleo])
    submit_card(first, cast.ana)
    with acting_as(cast.recruiter.pk):
        assert [seat.interviewer for seat in remind_late(actor=cast.recruiter)] == [cast.ben]
        assert remind_late(actor=cast.recruiter) == []
    assert Entry.objects.filter(verb="seat.reminded").count() == 1


def test_remind_late_page(cast: Cast, role: Role) -> None:
    make_panel(role=role, lead=cast.lead, raters=[cast.ben], starts_at=timezone.now() - timedelta(days=4))
    client = Client()
    client.force_login(cast.recruiter)
    answer = client.post("/remind-late/", follow=True)
    assert "1 reminder sent." in text_of(answer, "#notices")
    client.force_login(cast.ana)
    assert client.post("/remind-late/").status_code == 404


DESK_QUERIES = {"ana": 11, "lead": 14, "recruiter": 18, "hr": 21}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("who", list(DESK_QUERIES))
def test_desk_query_count(cast: Cast, build: Build, who: str, number: int) -> None:
    """Session, person and two savepoints are among them."""
    for index in range(number):
        role = make_role(lead=cast.lead)
        for state in range(3):
            panel = make_panel(
                role=role,
                lead=cast.lead,
                raters=[cast.ana, cast.ben],
                candidate=make_candidate(f"Person {index} {state}"),
                send=state > 0,
            )
            if state == 2:
                submit_card(panel, cast.ana)
                submit_card(panel, cast.ben)
                build(panel)
        make_role(publish=False)
        coming = make_panel(role=role, lead=cast.lead, send=False)
        add_seat(coming, cast.ana, starts_at=timezone.now() + timedelta(days=1))
        send_out(coming)
        assert seat_of(coming, cast.ana).state == "active"
    client = Client()
    client.force_login(getattr(cast, who))
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/").status_code == 200
    assert len(queries) == DESK_QUERIES[who]
