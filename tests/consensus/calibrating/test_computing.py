"""What is computed when, and what a calibration says."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from panels.consensus.calibrating import computing, fitting
from panels.consensus.calibrating.computing import Computed, Kept, Plan, compute, is_enough, plan
from panels.consensus.statistics.panelmix.stored import from_bytes
from tests.consensus.calibrating.made import LEVELS, settled


@cache
def whole(panels: int = 12) -> Computed:
    given = plan(settled(panels), levels=LEVELS, kept=None, whole=True)
    assert given is not None
    computed = compute(given)
    assert computed is not None
    return computed


def kept(of: Computed, *, ratings: int | None = None, is_whole: bool = True) -> Kept:
    return Kept(
        digest=of.digest,
        receipts=of.content["receipts"],
        base=7,
        base_digest="base",
        base_ratings=ratings or of.content["n"]["ratings"],
        base_content=of.content,
        method=computing.METHOD,
        is_whole=is_whole,
        posterior=of.posterior,
    )


def planned(panels: int, before: Kept | None, *, whole: bool = False) -> Plan:
    given = plan(settled(panels), levels=LEVELS, kept=before, whole=whole)
    assert given is not None
    return given


def test_too_little_is_not_fitted() -> None:
    five = settled(5)
    assert is_enough(five)
    assert not is_enough(five[:4])
    assert not is_enough(settled(5, competencies=1))  # 15 ratings
    alone = [replace(one, ratings=tuple(row for row in one.ratings if row[0] == one.ratings[0][0])) for one in five]
    assert not is_enough(alone * 3)
    two = [replace(one, ratings=tuple((str(int(row[0]) % 2), *row[1:]) for row in one.ratings)) for one in settled(9)]
    assert not is_enough(two)
    assert plan(five[:4], levels=LEVELS, kept=None, whole=True) is None


def test_the_same_panels_make_the_same_calibration() -> None:
    assert compute(planned(12, None)) == whole()


def test_nothing_new_asks_for_the_calibration_that_is_there() -> None:
    before = kept(whole())
    assert planned(12, before).digest == before.digest
    assert planned(12, before, whole=True).digest == before.digest
    carried = replace(before, digest="incremental", is_whole=False)
    assert planned(12, carried).digest == "incremental"
    assert planned(12, carried, whole=True).digest != "incremental"
    assert planned(12, carried, whole=True).carries is None


def test_little_growth_carries_the_ratios_on_and_much_does_not() -> None:
    before = kept(whole(40))
    assert planned(41, before).carries == before  # 2.5 % more
    assert planned(43, before).carries is None  # 7.5 %
    assert planned(41, before, whole=True).carries is None
    assert planned(41, replace(before, method="panelmix 0")).carries is None
    assert planned(41, replace(before, posterior=b"")).carries is None
    assert planned(39, before).carries is None  # fewer than the fit rested on


def test_incremental_calibration_keeps_the_ratios_and_knows_the_new_panel() -> None:
    first = whole(40)
    computed = compute(planned(41, kept(first)))
    assert computed is not None
    assert computed.based_on == 7
    before, after = from_bytes(first.posterior), from_bytes(computed.posterior)
    assert [node.ratios for node in after.nodes] == [node.ratios for node in before.nodes]
    assert after.targets - before.targets == {"41"}
    assert computed.content["n"]["panels"] == 41
    assert computed.content["separable"] == first.content["separable"]


def test_a_computed_calibration_counts_what_it_rests_on() -> None:
    content = whole().content
    assert content["n"] == {"ratings": 108, "panels": 12, "interviewers": 6, "items": 3, "cells": 18}
    assert content["roles"] == {"1": {"panels": 12, "ratings": 108}}
    assert (content["components"], content["largest_component"], content["sampled"]) == (1, 12, False)
    assert set(content["variance"]) == {
        "candidate",
        "candidate_competency",
        "interviewer",
        "interviewer_competency",
        "candidate_interviewer",
        "residual",
    }
    assert all(value > 0 for value in content["variance"].values())


def test_single_competency_has_no_part_that_needs_two() -> None:
    given = plan(settled(40, competencies=1), levels=LEVELS, kept=None, whole=True)
    assert given is not None
    computed = compute(given)
    assert computed is not None
    assert {name for name, value in computed.content["variance"].items() if value is None} == {
        "candidate_competency",
        "interviewer_competency",
        "candidate_interviewer",
    }


def test_two_roles_share_interviewers_and_are_measured_apart() -> None:
    both = settled(12) + settled(9, role=2, first=50, rubric=5, seed=3)
    given = plan(both, levels=LEVELS, kept=None, whole=True)
    assert given is not None
    computed = compute(given)
    assert computed is not None
    assert {role: (content["n"]["panels"], content["state"]) for role, content in computed.roles.items()} == {
        1: (12, "provisional"),
        2: (9, "provisional"),
    }
    assert computed.content["n"]["interviewers"] == 6
    assert [(one["stage"], one["rubric"], one["panels"]) for one in computed.roles[2]["board"]] == [
        (1, 5, list(range(50, 59)))
    ]
    assert computed.roles[1]["board"][0]["component"] == [0] * 12
    (link,) = computed.roles[1]["board"][0]["links"]
    assert (link["component"], link["candidates"] > 0, link["interviewers"] >= 0) == (0, True, True)


def test_rubric_versions_of_a_role_are_compared_apart() -> None:
    both = settled(6) + settled(6, first=50, rubric=2, seed=3)
    given = plan(both, levels=LEVELS, kept=None, whole=True)
    assert given is not None
    computed = compute(given)
    assert computed is not None
    assert [(one["rubric"], len(one["panels"])) for one in computed.roles[1]["board"]] == [(1, 6), (2, 6)]


def test_ratings_without_any_variation_make_no_calibration() -> None:
    equal = [replace(one, ratings=tuple((*row[:2], 4) for row in one.ratings)) for one in settled()]
    given = plan(tuple(equal), levels=LEVELS, kept=None, whole=True)
    assert given is not None
    assert compute(given) is None


def test_names_stand_nowhere_but_in_their_own_figures() -> None:
    computed = whole()
    people = {str(100 + person) for person in range(6)}
    assert set(computed.interviewers) == people
    told = str(computed.content) + str(computed.roles)
    assert not [person for person in people if f"'{person}'" in told]


def test_too_many_cells_take_a_sample_and_adjust_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "CELLS", 20)
    monkeypatch.setattr(fitting, "A_SAMPLE", 15)
    many = settled(40, people=12)
    given = plan(many, levels=LEVELS, kept=None, whole=True)
    assert given is not None
    computed = compute(given)
    assert computed is not None
    assert computed.content["sampled"] is True
    assert computed.content["n"]["panels"] == 40
    assert computed.posterior == b""
    assert computed.roles[1]["board"][0]["adjusted"] is None
    assert computed == compute(given)
