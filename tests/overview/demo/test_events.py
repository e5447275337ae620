"""What happened on the panels of the demo: decisions, endings, amendments, absences."""

from __future__ import annotations

import pytest

from interviews.accounts.models import User
from interviews.roles.blinding import answered
from interviews.roles.models import Kickoff
from interviews.roles.profiles import departures, settled_marks
from interviews.runtime.actor import acting_as
from panels.decisions.models import DebriefItem
from panels.scorecards.blinding import panels_open_to, visible_to
from panels.scorecards.models import Standing
from panels.seating.models import Interview, Panel, Seat
from tests.overview.demo.world import Demo, competencies, decision_on, panel_of

pytestmark = pytest.mark.django_db


def test_advance_with_an_unmet_must_have_has_its_reason(demo: Demo) -> None:
    design = competencies(demo.reports["Nikhil Deshpande"])["System design"]
    assert (design["median"], design["minimum"]) == (2, 3)
    decision = decision_on("Nikhil Deshpande")
    assert (decision.outcome, decision.against_kind) == ("advance", "can_be_learned")
    assert [fact["name"] for fact in decision.against] == ["System design"]
    assert decision.against_reason


def test_unanimous_no_does_not_proceed(demo: Demo) -> None:
    counts = demo.reports["Matthias Keller"]["recommendations"]
    assert (counts["for_no"], counts["for_yes"]) == (4, 0)
    assert decision_on("Matthias Keller").outcome == "not_proceeding"


def test_decision_against_the_majority_has_its_reason(demo: Demo) -> None:
    decision = decision_on("Daniel Mutua")
    assert decision.against == [{"kind": "majority", "side": "yes", "for_side": 3, "given": 4}]
    assert (decision.outcome, decision.against_kind) == ("not_proceeding", "needs_changed")


def test_offer_one_level_lower_names_the_level(demo: Demo) -> None:
    decision = decision_on("Anastasia Petrova")
    assert (decision.outcome, decision.outcome_detail) == ("other_level", "Backend Engineer, one level below")


def test_one_decision_was_superseded(demo: Demo) -> None:
    decision = decision_on("Benedikt Auer")
    assert (decision.number, decision.outcome) == (2, "other_role")
    assert decision.superseding_reason


def test_every_outcome_is_shown(demo: Demo) -> None:
    leads = set(Panel.objects.filter(decided_at__isnull=False).values_list("candidate__name", flat=True))
    assert {decision_on(name).outcome for name in leads} == {
        *("advance", "offer", "other_level", "other_role", "hold", "not_proceeding")
    }


def test_two_decisions_followed_a_debrief(demo: Demo) -> None:
    """One point is left without a word, as it happens."""
    found = {}
    for panel in Panel.objects.filter(decided_at__isnull=False).select_related("lead", "candidate"):
        with acting_as(panel.lead_id):
            for item in DebriefItem.objects.filter(debrief__panel=panel).select_related("competency"):
                found[panel.candidate.name, item.competency.name] = (item.position, item.kind)
    assert found == {
        ("Grace Achieng", "System design"): (1, "questions"),
        ("Saoirse Byrne", "System design"): (1, ""),
        ("Saoirse Byrne", "Working with others"): (2, "open"),
    }


def test_kickoffs_stand_as_the_stories_have_it(demo: Demo) -> None:
    """One is settled, and its must-haves are the rubric’s; on the other three of five have answered."""
    settled = Kickoff.objects.get(rubric__role__name="Senior Backend Engineer")
    marks = settled_marks(settled, settled.rubric.competencies.all())
    assert [one.name for one in marks[0][1]] == ["System design", "Incident ownership"]
    assert departures(settled, settled.rubric.competencies.all()) == []
    running = Kickoff.objects.get(rubric__role__name="Finance Controller")
    hana = User.objects.get(email__startswith="hana@")
    with acting_as(hana.pk):
        assert (running.revealed_at, len(answered(running.pk)[running.pk]), running.participants.count()) == (
            None,
            3,
            5,
        )


def test_panel_closed_without_one_card_has_a_second_report(demo: Demo) -> None:
    panel = panel_of("Camila Rojas")
    assert "other hospital" in panel.closing_reason
    assert len(demo.reports["Camila Rojas"]["cards"]) == 3
    late = demo.second["Camila Rojas"]["cards"]
    assert sorted(card["standing"] for card in late) == ["before", "before", "before", "late_blind"]
    assert set(demo.second) == {"Camila Rojas"}


def test_amendment_after_opening_stands_beside(demo: Demo) -> None:
    versions = [one for one in demo.versions if one.panel.candidate.name == "Ahmad Rahimi" and one.number == 2]
    assert [(one.author.name, one.standing) for one in versions] == [("Tomasz Nowak", Standing.AFTER)]
    assert versions[0].payload.content["ratings"][0]["level"] == 3
    design = competencies(demo.reports["Ahmad Rahimi"])["System design"]
    assert sorted(score["level"] for score in design["scores"]) == [2, 3, 3]


def test_no_show_and_a_request_to_be_excused_wait_for_the_recruiter(demo: Demo) -> None:
    panel = panel_of("Aisha Rahman")
    assert panel.state == "open"
    assert [one.state for one in panel.interviews.all()].count("no_show") == 1
    assert panel.seats.exclude(declined_at=None).get().interviewer.name == "Jun Takahashi"


def test_replaced_interviewer_has_a_successor(demo: Demo) -> None:
    seat = panel_of("Thuy Nguyen").seats.get(state="replaced")
    assert seat.replaced_by is not None
    assert (seat.interviewer.name, seat.replaced_by.interviewer.name) == ("Tomasz Nowak", "Ruth Abebe")


def test_withdrawal_keeps_drafts_private(demo: Demo) -> None:
    panel = panel_of("Jonas Eriksson")
    assert (panel.state, panel.revealed_at) == ("withdrawn", None)


def test_shadow_is_not_counted(demo: Demo) -> None:
    assert Seat.objects.get(kind="shadow").panel.candidate.name == "Hao Chen"
    assert len(demo.reports["Hao Chen"]["cards"]) == 4


def test_employee_candidate_finds_nothing_of_the_own_panel(demo: Demo) -> None:
    edda = User.objects.get(name="Edda Falk")
    assert panel_of("Edda Falk").candidate.user == edda
    with acting_as(edda.pk):
        assert not Panel.objects.visible_to(edda).exists()
        assert not panels_open_to(edda).exists()
        assert not visible_to(edda).exists()


def test_lead_has_an_own_card_to_write(demo: Demo) -> None:
    seat = panel_of("Omar Said").seats.get(interviewer__name="Amara Diallo")
    assert (seat.relation, seat.panel.state) == ("manager", "open")


def test_one_card_marks_that_the_candidate_was_discussed(demo: Demo) -> None:
    told = [one.panel.candidate.name for one in demo.versions if one.payload.content["discussed"]]
    assert told == ["Svea Dahl"]


def test_whoever_wrote_about_an_interview_has_been_in_it(demo: Demo) -> None:
    for version in demo.versions:
        interview = Interview.objects.get(seats=version.seat_id)
        assert interview.starts_at is not None
        assert interview.starts_at < version.submitted_at
