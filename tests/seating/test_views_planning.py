from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from interviews.roles.models import Competency, KitSection, Role
from panels.seating.choices import InterviewState, PanelState, SeatKind
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import add_seat, begin_card, make_candidate, make_panel, make_role, make_user, seat_of, send_out
from tests.seating.conftest import mails

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 30, 14, tzinfo=UTC)


@pytest.fixture
def recruiter(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.recruiter)
    return client


def problems(response: Any) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def test_new_panel_leads_to_its_plan(recruiter: Client, cast: Cast, role: Role) -> None:
    candidate = make_candidate()
    url = f"{reverse('seating:panel_new')}?candidate={candidate.uuid}"
    response = recruiter.post(url, {"stage": role.stages.get().pk, "debrief_at": "2026-11-30T14:00"})
    panel = Panel.objects.get()
    assert response["Location"] == f"/panels/{panel.uuid}/seats/"
    assert (panel.candidate, panel.lead, panel.recruiter, panel.debrief_at) == (
        candidate,
        cast.lead,
        cast.recruiter,
        AT,
    )


def test_new_panel_says_what_is_missing(recruiter: Client, cast: Cast) -> None:
    role = make_role("Finance Controller", lead=cast.lead, publish=False)
    url = f"{reverse('seating:panel_new')}?candidate={make_candidate().uuid}"
    assert problems(recruiter.post(url, {})) == {"stage": ["Choose the role and its stage."]}
    assert problems(recruiter.post(url, {"stage": role.stages.get().pk, "debrief_at": "soon"})) == {
        "debrief_at": ["Enter date and time as 2026-11-30 14:00."]
    }
    response = recruiter.post(url, {"stage": role.stages.get().pk})
    assert (response.status_code, problems(response)) == (
        422,
        {"__all__": ["Finance Controller has no published rubric yet. An HR admin publishes one first."]},
    )


def test_lead_is_offered_own_roles_only(cast: Cast, role: Role) -> None:
    make_role("Ward Manager", lead=cast.cleo)
    candidate = make_panel(role=role, lead=cast.lead).candidate
    client = Client()
    client.force_login(cast.lead)
    page = client.get(f"{reverse('seating:panel_new')}?candidate={candidate.uuid}")
    assert [stage.role for stage in page.context["form"].fields["stage"].queryset] == [role]


@pytest.mark.parametrize("rows", [1, 3])
def test_choosing_a_candidate_takes_7_queries(
    recruiter: Client, role: Role, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        make_candidate(f"Candidate {number}")
    with django_assert_num_queries(7):
        page = recruiter.get(reverse("seating:panel_new"))
    assert len(page.context["page"]) == rows


@pytest.mark.parametrize("raters", [1, 3])
def test_plan_takes_11_queries(
    recruiter: Client, cast: Cast, role: Role, raters: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben, cast.cleo][:raters], send=False)
    with django_assert_num_queries(11):
        page = recruiter.get(reverse("seating:seats", args=[panel.uuid]))
    assert len(page.context["plan"].seats) == raters


def test_plan_shows_coverage_and_what_to_know(recruiter: Client, draft: Panel, cast: Cast, design: Competency) -> None:
    KitSection.objects.create(stage=draft.stage, competency_key=design.key, minutes=50)
    seat_of(draft, cast.ana).competencies.set([design])
    plan = recruiter.get(reverse("seating:seats", args=[draft.uuid])).context["plan"]
    assert [(row.competency.name, row.raters, row.interviews) for row in plan.coverage.rows] == [
        ("System design", 2, 2),
        ("Incident ownership", 1, 1),
        ("Code quality", 1, 1),
    ]
    assert [notice.sentence for notice in plan.warnings] == [
        "Ana Petrov’s kit plans 50 minutes, Interview 1 lasts 45.",
        "Ben Okafor’s kit plans 50 minutes, Interview 2 lasts 45.",
    ]


def test_plan_never_says_who_has_begun_or_was_reminded(recruiter: Client, panel: Panel, cast: Cast) -> None:
    url = reverse("seating:seats", args=[panel.uuid])
    before = recruiter.get(url).content.count(b"remind")
    begin_card(panel, cast.ana)
    panel.seats.filter(interviewer=cast.ben).update(reminded_at=timezone.now())
    assert recruiter.get(url).content.count(b"remind") == before == 0


def test_interview_is_added_then_asks_for_its_interviewer(recruiter: Client, draft: Panel) -> None:
    url = reverse("seating:interview_new", args=[draft.uuid])
    data = {"title": "Design", "starts_at": "2026-11-30T14:00", "minutes": "60", "medium": "onsite", "due_at": ""}
    response = recruiter.post(url, data)
    added = draft.interviews.get(title="Design")
    assert response["Location"] == f"/interviews/{added.uuid}/seats/new/"
    assert (added.starts_at, added.minutes, added.medium) == (AT, 60, "onsite")


def test_interview_says_what_is_wrong(recruiter: Client, draft: Panel) -> None:
    url = reverse("seating:interview_new", args=[draft.uuid])
    data = {"title": "", "starts_at": "then", "minutes": "0", "medium": "smoke"}
    assert problems(recruiter.post(url, data)) == {
        "title": ["Say what the interview is called."],
        "starts_at": ["Enter date and time as 2026-11-30 14:00."],
        "minutes": ["Ensure this value is greater than or equal to 5."],
        "medium": ["Select a valid choice. smoke is not one of the available choices."],
    }
    early = {"title": "x", "starts_at": "2026-11-30T14:00", "minutes": "60", "medium": "video"}
    assert problems(recruiter.post(url, {**early, "due_at": "2026-11-30T14:30"})) == {
        "due_at": ["Scorecards cannot be due before the interview ends."]
    }


def test_times_are_typed_in_the_own_time_zone(recruiter: Client, cast: Cast, draft: Panel) -> None:
    type(cast.recruiter).objects.filter(pk=cast.recruiter.pk).update(time_zone="Europe/Berlin")
    data = {"title": "Design", "starts_at": "2026-11-30T15:00", "minutes": "60", "medium": "video"}
    recruiter.post(reverse("seating:interview_new", args=[draft.uuid]), data)
    added = draft.interviews.get(title="Design")
    assert added.starts_at == AT
    assert b'value="2026-11-30T15:00"' in recruiter.get(reverse("seating:interview", args=[added.uuid])).content


def test_moved_interview_moves_its_due_time_with_it(recruiter: Client, draft: Panel, cast: Cast) -> None:
    interview = seat_of(draft, cast.ana).interview
    url = reverse("seating:interview", args=[interview.uuid])
    assert recruiter.get(url).context["form"].initial["due_at"] is None
    recruiter.post(url, {"title": "x", "starts_at": "2026-11-30T14:00", "minutes": "60", "medium": "video"})
    interview.refresh_from_db()
    assert interview.due_at == datetime(2026, 12, 1, 15, tzinfo=UTC)


def test_interviewer_is_added_to_the_plan(recruiter: Client, draft: Panel, cast: Cast, design: Competency) -> None:
    interview = seat_of(draft, cast.ana).interview
    url = reverse("seating:seat_new", args=[interview.uuid])
    offered = recruiter.get(url).context["form"].fields["interviewer"].queryset
    assert {cast.ana, cast.ben}.isdisjoint(offered)
    data = {"interview": interview.pk, "interviewer": cast.cleo.pk, "competencies": [design.pk], "kind": "shadow"}
    assert recruiter.post(url, {**data, "relation": "peer"}).status_code == 302
    seat = seat_of(draft, cast.cleo)
    assert (seat.kind, seat.asks_overall, seat.relation, list(seat.competencies.all())) == (
        SeatKind.SHADOW,
        False,
        "peer",
        [design],
    )


def test_candidate_is_not_offered_as_interviewer(recruiter: Client, draft: Panel, cast: Cast) -> None:
    type(draft.candidate).objects.update(user=cast.employee)
    url = reverse("seating:seat_new", args=[seat_of(draft, cast.ana).interview.uuid])
    assert cast.employee not in recruiter.get(url).context["form"].fields["interviewer"].queryset
    data = {"interview": draft.interviews.all()[0].pk, "interviewer": cast.employee.pk, "kind": "independent"}
    assert problems(recruiter.post(url, {**data, "relation": "none"})) == {
        "interviewer": ["Select a valid choice. That choice is not one of the available choices."]
    }


def test_seat_in_use_is_said_in_words(recruiter: Client, panel: Panel, cast: Cast, design: Competency) -> None:
    seat = seat_of(panel, cast.ana)
    url = reverse("seating:seat", args=[seat.uuid])
    data = {"interview": seat.interview_id, "competencies": [design.pk], "kind": "independent", "relation": "none"}
    assert recruiter.post(url, data).status_code == 302
    begin_card(panel, cast.ana)
    response = recruiter.post(url, {**data, "kind": "shadow"})
    assert (response.status_code, problems(response)) == (
        422,
        {
            "__all__": [
                "This interviewer has already begun the scorecard, so the assignment can no longer change. "
                "Excuse or replace the interviewer instead."
            ]
        },
    )
    response = recruiter.post(reverse("seating:seat_remove", args=[seat.uuid]))
    assert response.status_code == 422


def test_send_lists_who_gets_a_mail_and_sends_it(recruiter: Client, draft: Panel, cast: Cast) -> None:
    url = reverse("seating:send", args=[draft.uuid])
    page = recruiter.get(url).content.decode()
    assert cast.ana.email in page
    assert cast.ben.email in page
    assert recruiter.post(url)["Location"] == f"/panels/{draft.uuid}/seats/"
    draft.refresh_from_db()
    assert (draft.state, [address for address, _ in mails()]) == (PanelState.OPEN, [cast.ana.email, cast.ben.email])
    assert recruiter.get(url)["Location"] == f"/panels/{draft.uuid}/seats/"


def test_second_send_is_refused_in_words(recruiter: Client, panel: Panel) -> None:
    response = recruiter.post(reverse("seating:send", args=[panel.uuid]))
    assert (response.status_code, problems(response)) == (422, {"__all__": ["This panel was sent already."]})


def test_send_says_what_hinders_it(recruiter: Client, draft: Panel, cast: Cast) -> None:
    seat_of(draft, cast.ana).competencies.clear()
    response = recruiter.post(reverse("seating:send", args=[draft.uuid]))
    assert problems(response) == {"__all__": ["Ana Petrov has nothing to cover. Choose at least one competency."]}


def test_did_not_happen_keeps_its_reason(recruiter: Client, panel: Panel, cast: Cast) -> None:
    interview = seat_of(panel, cast.ana).interview
    url = reverse("seating:did_not_happen", args=[interview.uuid])
    assert problems(recruiter.post(url, {"reason": " "})) == {"reason": ["Say why."]}
    assert recruiter.post(url, {"reason": "Fire alarm"}).status_code == 302
    interview.refresh_from_db()
    assert (interview.state, interview.state_reason) == (InterviewState.NO_SHOW, "Fire alarm")


def test_withdrawal_and_cancelling_end_the_panel(recruiter: Client, cast: Cast, role: Role) -> None:
    first, second = (
        make_panel(role=role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate(name)) for name in "AB"
    )
    recruiter.post(reverse("seating:withdraw", args=[first.uuid]), {"note": "Took another offer"})
    cancel = reverse("seating:cancel", args=[second.uuid])
    assert problems(recruiter.post(cancel, {})) == {"ending": ["Choose why it ends."]}
    assert problems(recruiter.post(cancel, {"ending": "withdrew"})) == {
        "ending": ["Select a valid choice. withdrew is not one of the available choices."]
    }
    recruiter.post(cancel, {"ending": "role_filled"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.ending_note, second.state, second.ending) == (
        PanelState.WITHDRAWN,
        "Took another offer",
        PanelState.CANCELLED,
        "role_filled",
    )


def test_lead_who_hands_over_comes_back_to_the_desk(cast: Cast, panel: Panel) -> None:
    client = Client()
    client.force_login(cast.lead)
    url = reverse("seating:panel_edit", args=[panel.uuid])
    response = client.post(url, {"lead": cast.outsider.pk, "recruiter": cast.recruiter.pk, "debrief_at": ""})
    assert (response.status_code, response["Location"]) == (302, "/")
    panel.refresh_from_db()
    assert panel.lead == cast.outsider
    assert client.get(url).status_code == 404


def test_eighth_person_is_warned_of(recruiter: Client, draft: Panel) -> None:
    for _ in range(6):
        add_seat(draft, make_user())
    plan = recruiter.get(reverse("seating:seats", args=[draft.uuid])).context["plan"]
    assert [notice.code for notice in plan.warnings] == ["many_people"]


def test_plan_has_texts_for_invitations_once_it_is_sent(recruiter: Client, cast: Cast, role: Role) -> None:
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana], send=False)
    outside = make_user("Oda Lind", is_external=True)
    add_seat(panel, outside, external=True)
    address = reverse("seating:seats", args=[panel.uuid])
    assert "Texts for calendar invitations" not in recruiter.get(address).content.decode()
    send_out(panel)
    soup = BeautifulSoup(recruiter.get(address).content, "html.parser")
    assert [one["value"] for one in soup.select("details input[readonly]")] == [
        "Ana Petrov covers System design, Incident ownership, Code quality. "
        f"Kit and scorecard: http://127.0.0.1:8000/seats/{seat_of(panel, cast.ana).uuid}/scorecard/"
    ]
