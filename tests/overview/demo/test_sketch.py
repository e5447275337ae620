"""The report on Priya Raman, number by number as the design sketches it."""

from __future__ import annotations

import statistics
from typing import Any

import pytest

from panels.seating.models import Panel
from tests.overview.demo.world import Demo, competencies, panel_of

pytestmark = pytest.mark.django_db


def test_report_on_priya_raman_is_that_of_the_sketch(demo: Demo) -> None:
    report = demo.reports["Priya Raman"]
    said = competencies(report)
    scores = {name: sorted(score["level"] for score in one["scores"]) for name, one in said.items()}
    assert scores == {
        "System design": [2, 4, 5],
        "Incident ownership": [3, 4],
        "Code quality": [4, 4],
        "Working with others": [4, 4],
        "Clear explanation": [3, 4],
    }
    assert (said["System design"]["median"], said["System design"]["weight"]) == (4, 2)
    assert said["System design"]["split"] == {"on_both_sides": True, "far_apart": True}
    assert said["System design"]["questions"] == "different"
    assert report["discuss"] == [said["System design"]["id"]]
    assert said["Incident ownership"]["middle"] == [3, 4]
    assert [one["kind"] for one in said["Clear explanation"]["non_ratings"]] == ["out_of_time"]
    assert report["overall"]["mean"] == 3.722222
    assert report["hire_line"] == {"line": 3.6, "overall_reaches": True, "above": True}
    counts = {name: report["recommendations"][name] for name in ("strong_no", "no", "yes", "strong_yes", "side")}
    assert counts == {"strong_no": 0, "no": 1, "yes": 2, "strong_yes": 1, "side": "yes"}
    assert len(report["cards"]) == 4


def test_cards_on_priya_raman_are_those_of_the_sketch(demo: Demo) -> None:
    cards = {one.author.name: one.payload.content for one in demo.versions if one.panel.candidate.name == "Priya Raman"}
    assert {name: card["recommendation"] for name, card in cards.items()} == {
        "Dana Whitfield": "no",
        "Jun Takahashi": "yes",
        "Ruth Abebe": "yes",
        "Tomasz Nowak": "strong_yes",
    }
    five, two = (cards[name]["ratings"][0] for name in ("Tomasz Nowak", "Dana Whitfield"))
    assert (five["level"], five["question"]) == (5, "the ledger migration")
    assert five["evidence"] == "Idempotency keys unprompted; drew the cut-over and roll-back."
    assert (two["level"], two["question"]) == (2, "webhook failure")
    assert two["evidence"] == "Said 'retry'; after two prompts it could still charge twice."


def test_panel_of_priya_raman_waits_for_its_debrief(demo: Demo) -> None:
    panel = panel_of("Priya Raman")
    assert (panel.state, panel.lead.name, panel.stage.name, panel.stage.position) == (
        "revealed",
        "Amara Diallo",
        "Onsite",
        2,
    )
    assert panel.role.stages.count() == 3
    assert panel.debrief_at is not None
    assert panel.debrief_at.strftime("%A") == "Thursday"


def leave_out(report: dict[str, Any], seat: int | None, lower: tuple[int, int] | None = None) -> bool:
    """Above the hire line once more, without one interviewer or with one rating a level lower."""
    total, weights, met = 0.0, 0.0, True
    for one in report["competencies"]:
        levels = [
            score["level"] - (lower == (one["id"], score["seat"])) for score in one["scores"] if score["seat"] != seat
        ]
        if levels:
            total, weights = total + one["weight"] * statistics.fmean(levels), weights + one["weight"]
        met = met and (not one["must_have"] or statistics.median(levels) >= one["minimum"])
    return met and total / weights >= 3.6


def test_stability_of_the_sketch_is_in_the_numbers(demo: Demo) -> None:
    report = demo.reports["Priya Raman"]
    every = [(one["id"], score["seat"]) for one in report["competencies"] for score in one["scores"]]
    assert all(leave_out(report, None, lower) for lower in every)
    assert sum(leave_out(report, card["seat"]) for card in report["cards"]) == 2


def test_what_priya_left_open_is_asked_by_one_who_is_blind_and_one_who_is_not_counted(demo: Demo) -> None:
    earlier = panel_of("Priya Raman")
    following = Panel.objects.select_related("stage").get(follows=earlier)
    assert (following.stage.name, following.state) == ("Team and terms", "open")
    seats = following.seats.order_by("pk").select_related("interviewer")
    assert [(one.interviewer.name, one.kind, one.knows_earlier) for one in seats] == [
        ("Kwame Boateng", "independent", False),
        ("Ruth Abebe", "informed", True),
    ]
    assert {one.name for seat in seats for one in seat.competencies.all()} == {"System design"}
    assert following.questions.count() == 1
    assert earlier.seats.filter(interviewer__name="Kwame Boateng").count() == 0
