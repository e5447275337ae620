"""Stepping back from a candidate: what it hides, whom it refuses, and who lets somebody back."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from interviews.accounts.models import User
from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.overview.audit import entries_visible_to
from panels.seating.actions.planning import change_panel
from panels.seating.actions.recusing import let_back, step_back
from panels.seating.models import Candidate, Interview, Panel, Recusal, Seat
from tests.cast import Cast
from tests.factories import make_candidate, make_panel, submit_card
from tests.scorecards.test_blinding import NOTHING, STATES, bring_to, look

pytestmark = pytest.mark.django_db


def address(name: str, candidate: Candidate) -> str:
    return reverse(f"seating:{name}", args=[candidate.uuid])


@pytest.fixture
def stepped_back(cast: Cast, panel: Panel) -> User:
    """HR, with every mark there is."""
    cast.hr.is_recruiter = cast.hr.is_superuser = True
    cast.hr.save()
    step_back(candidate=panel.candidate, actor=cast.hr, conflict="close")
    return cast.hr


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_left_to_see_whatever_her_rights(cast: Cast, panel: Panel, stepped_back: User, state: str) -> None:
    """By the rule and by the database, which `look` asks both."""
    bring_to(panel, cast, state)
    assert look(panel, stepped_back) == NOTHING


def test_neither_candidate_nor_panel_nor_seats_are_hers_to_manage(panel: Panel, stepped_back: User) -> None:
    other = make_candidate("Omar Said")
    assert list(Candidate.objects.visible_to(stepped_back)) == [other]
    assert list(Candidate.objects.editable_by(stepped_back)) == [other]
    for rows in (Panel.objects, Interview.objects, Seat.objects):
        assert not rows.managed_by(stepped_back).exists()
    assert not Panel.objects.visible_to(stepped_back).exists()


def test_pages_answer_as_for_unknown_ones(client: Client, panel: Panel, stepped_back: User) -> None:
    client.force_login(stepped_back)
    for page in (
        address("candidate", panel.candidate),
        reverse("overview:panel", args=[panel.uuid]),
        reverse("seating:seats", args=[panel.uuid]),
        reverse("consensus:report", args=[panel.uuid]),
        address("candidate_erase", panel.candidate),
    ):
        assert (page, client.get(page).status_code) == (page, 404)
    assert "Priya Raman" not in client.get(reverse("seating:candidates")).content.decode()
    assert "Priya Raman" not in client.get(reverse("overview:panels")).content.decode()


def test_audit_of_the_candidate_is_hidden_too(cast: Cast, panel: Panel, stepped_back: User) -> None:
    submit_card(panel, cast.ana)
    for user, expected in ((stepped_back, []), (cast.recruiter, [])):
        with acting_as(user.pk):
            assert [entry.verb for entry in entries_visible_to(user)] == expected
    colleague = User.objects.create(name="Piotr", email="piotr@example.org", is_hr_admin=True)
    with acting_as(colleague.pk):
        found = {entry.verb for entry in entries_visible_to(colleague)}
    assert found == {"candidate.stepped_back", "scorecard.submitted"}


def test_stepping_back_is_recorded_once(cast: Cast, panel: Panel, stepped_back: User) -> None:
    step_back(candidate=panel.candidate, actor=stepped_back, conflict="worked")
    entry = Entry.objects.get(verb="candidate.stepped_back")
    assert (entry.actor_id, entry.subject_id, entry.details) == (
        stepped_back.pk,
        panel.candidate_id,
        {"conflict": "close"},
    )
    assert Recusal.objects.get().conflict == "close"


@pytest.mark.parametrize("who", ["lead", "recruiter", "ana"])
def test_whoever_has_a_part_hands_it_over_first(cast: Cast, panel: Panel, who: str) -> None:
    with pytest.raises(ValidationError, match="Hand that over first"):
        step_back(candidate=panel.candidate, actor=getattr(cast, who), conflict="close")
    assert not Recusal.objects.exists()


def test_unknown_reason_is_refused(cast: Cast, panel: Panel) -> None:
    with pytest.raises(ValidationError) as refused:
        step_back(candidate=panel.candidate, actor=cast.hr, conflict="mood")
    assert refused.value.message_dict == {"conflict": ["Choose what it is."]}


def test_nobody_makes_her_hiring_manager_afterwards(cast: Cast, panel: Panel, stepped_back: User) -> None:
    with pytest.raises(ValidationError, match="stepped back from this candidate"):
        change_panel(
            panel=panel, actor=cast.lead, lead=stepped_back, recruiter=None, debrief_at=None, stage=panel.stage
        )


def test_other_candidates_stay_hers(cast: Cast, panel: Panel, stepped_back: User) -> None:
    other = make_panel(role=panel.role, lead=cast.lead, raters=[cast.ana, cast.ben], candidate=make_candidate("Omar"))
    for rater in (cast.ana, cast.ben):
        submit_card(other, rater)
    assert look(other, stepped_back).open


def test_hr_steps_back_and_a_colleague_lets_her_back(client: Client, cast: Cast, panel: Panel) -> None:
    client.force_login(cast.hr)
    assert client.post(address("step_back", panel.candidate), {}).status_code == 422
    answer = client.post(address("step_back", panel.candidate), {"conflict": "close"}, follow=True)
    assert "You stepped back from Priya Raman." in answer.content.decode()
    body = {"person": str(cast.hr.uuid)}
    assert client.post(address("let_back", panel.candidate), body).status_code == 404
    colleague = User.objects.create(name="Piotr", email="piotr@example.org", is_hr_admin=True)
    client.force_login(colleague)
    assert "family or close friend" in client.get(address("candidate", panel.candidate)).content.decode()
    assert client.post(address("let_back", panel.candidate), {"person": "nobody"}).status_code == 404
    client.post(address("let_back", panel.candidate), body)
    assert not Recusal.objects.exists()
    entry = Entry.objects.get(verb="candidate.let_back")
    assert (entry.actor_id, entry.details) == (colleague.pk, {"person": cast.hr.pk})


def test_recruiters_do_not_let_anybody_back(client: Client, cast: Cast, panel: Panel, stepped_back: User) -> None:
    client.force_login(cast.recruiter)
    page = client.get(address("candidate", panel.candidate)).content.decode()
    assert "Hana Adeyemi" in page
    assert "Let back" not in page
    body = {"person": str(stepped_back.uuid)}
    assert client.post(address("let_back", panel.candidate), body).status_code == 404


def test_let_back_is_whole(cast: Cast, panel: Panel, stepped_back: User) -> None:
    let_back(recusal=Recusal.objects.get(), actor=cast.recruiter)
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    assert look(panel, stepped_back).open
