"""How the people of the demo rate and write, and what that must not be paired with."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict

import pytest

from panels.overview.demo import content
from panels.scorecards.weak import ABOUT_FIT, hint
from tests.overview.demo.world import BACKEND, Demo, about, below_colleagues

pytestmark = pytest.mark.django_db


def test_one_interviewer_is_half_a_level_lower_over_sixteen_candidates(demo: Demo) -> None:
    gap, candidates = below_colleagues(demo.ratings, "Ingrid Solheim")
    assert candidates == 16
    assert -0.6 <= gap <= -0.4


def test_one_is_as_low_on_five_candidates_only(demo: Demo) -> None:
    gap, candidates = below_colleagues(demo.ratings, "Kwame Boateng")
    assert candidates == 5
    assert -0.6 <= gap <= -0.4


def test_nobody_else_of_the_twelve_is_far_from_the_others(demo: Demo) -> None:
    backend = [one for one in demo.ratings if one.role == BACKEND]
    others = {one.rater for one in backend} - {"Ingrid Solheim", "Kwame Boateng"}
    assert max(abs(below_colleagues(backend, rater)[0]) for rater in others) < 0.35


def test_one_gives_all_fours_on_nine_of_ten_cards(demo: Demo) -> None:
    cards = defaultdict(set)
    for one in demo.ratings:
        if one.rater == "Paolo Ferrante":
            cards[one.candidate].add(one.level)
    assert len(cards) == 10
    assert sum(levels == {4} for levels in cards.values()) == 9


def test_one_weak_text_draws_the_hint(demo: Demo) -> None:
    texts = [
        (one.panel.candidate.name, rating["evidence"])
        for one in demo.versions
        for rating in one.payload.content["ratings"]
        if rating["evidence"]
    ]
    hinted = [(name, text, hint(text)) for name, text in texts if hint(text)]
    assert hinted == [("Rafael Souza", "Great culture fit.", ABOUT_FIT)]


def test_no_two_evidence_texts_read_the_same(demo: Demo) -> None:
    texts = Counter(
        rating["evidence"]
        for one in demo.versions
        for rating in one.payload.content["ratings"]
        if rating["evidence"] and one.number == 1
    )
    assert [text for text, count in texts.items() if count > 1] == []
    assert len(texts) > 250


def rejected() -> set[str]:
    return {
        panel.name
        for role in content.roles()
        for panel in role.panels
        if panel.decision and panel.decision["outcome"] == "not_proceeding"
    }


def share_by(trait: str, among: list[str], chosen: set[str]) -> dict[str, float]:
    groups = defaultdict(list)
    for name in among:
        groups[about(name)[trait]].append(name in chosen)
    return {group: statistics.fmean(flags) for group, flags in groups.items()}


def test_rejections_are_not_paired_with_gender_or_origin(demo: Demo) -> None:
    decided = [panel.name for role in content.roles() for panel in role.panels if panel.decision]
    by_gender = share_by("gender", decided, rejected())
    assert set(by_gender) == {"w", "m"}
    assert abs(by_gender["w"] - by_gender["m"]) < 0.2
    origins = Counter(about(name)["origin"] for name in rejected())
    assert len(origins) >= 6
    assert max(origins.values()) <= 2
    assert all(share < 1 for group, share in share_by("origin", decided, rejected()).items() if origins[group] > 1)


def test_splits_are_not_paired_with_gender_or_origin(demo: Demo) -> None:
    split = {name for name, report in demo.reports.items() if report["discuss"]}
    by_gender = share_by("gender", list(demo.reports), split)
    assert abs(by_gender["w"] - by_gender["m"]) < 0.2
    assert len({about(name)["origin"] for name in split}) >= 6
    lowest = {
        min((one for one in demo.ratings if one.candidate == name), key=lambda one: one.level).rater for name in split
    }
    assert {about(rater)["gender"] for rater in lowest} == {"w", "m"}


def test_harshness_is_not_paired_with_gender_or_origin(demo: Demo) -> None:
    harsh = [about("Ingrid Solheim"), about("Kwame Boateng")]
    assert harsh[0]["gender"] != harsh[1]["gender"]
    assert harsh[0]["origin"] != harsh[1]["origin"]
    backend = [one for one in demo.ratings if one.role == BACKEND]
    means = defaultdict(list)
    for one in backend:
        means[about(one.rater)["gender"]].append(one.level)
    assert abs(statistics.fmean(means["w"]) - statistics.fmean(means["m"])) < 0.25
