"""What keeps a card from being submitted, one cell at a time."""

from __future__ import annotations

import pytest

from interviews.roles.models import Competency, Scale
from panels.scorecards.completeness import gaps
from panels.scorecards.drafts import Draft, DraftRating

SCALE = Scale(low=1, high=5)
MUST = Competency(pk=1, name="System design", must_have=True, minimum_level=3)
PLAIN = Competency(pk=2, name="Code quality")
DONE = {"recommendation": "yes", "discussed": False}


def missing(*ratings: DraftRating, asks_overall: bool = True, **fields: object) -> list[tuple[str, str]]:
    draft = Draft(ratings=ratings, **{**DONE, **fields})
    return [
        (gap.code, gap.field) for gap in gaps(draft, competencies=[MUST, PLAIN], scale=SCALE, asks_overall=asks_overall)
    ]


def rated(pk: int, level: int = 3, evidence: str = "Drew it.") -> DraftRating:
    return DraftRating(pk, level=level, evidence=evidence)


def test_complete_card_lacks_nothing() -> None:
    assert missing(rated(1), rated(2)) == []


def test_unrated_competency_is_missing() -> None:
    assert missing(rated(1)) == [("not_rated", "level-2")]


@pytest.mark.parametrize("why", ["not_asked", "no_evidence", "out_of_time"])
def test_typed_non_rating_is_an_answer(why: str) -> None:
    assert missing(rated(1), DraftRating(2, non_rating=why)) == []


def test_card_without_any_rating_is_no_card() -> None:
    assert missing(DraftRating(1, non_rating="not_asked"), DraftRating(2, non_rating="out_of_time")) == [
        ("nothing_rated", "form")
    ]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_must_have_needs_evidence(text: str) -> None:
    assert missing(rated(1, evidence=text), rated(2)) == [("no_evidence", "evidence-1")]


@pytest.mark.parametrize(("level", "needed"), [(1, True), (2, False), (3, False), (4, False), (5, True)])
def test_lowest_and_highest_level_need_evidence(level: int, needed: bool) -> None:
    found = [("no_evidence", "evidence-2")] if needed else []
    assert missing(rated(1), rated(2, level, evidence="")) == found


def test_recommendation_is_asked_where_the_seat_asks_for_it() -> None:
    assert missing(rated(1), rated(2), recommendation="") == [("no_recommendation", "recommendation")]
    assert missing(rated(1), rated(2), recommendation="", asks_overall=False) == []


def test_too_little_to_say_needs_a_reason() -> None:
    wanted = [("too_little_why", "recommendation_reason")]
    assert missing(rated(1), rated(2), recommendation="too_little") == wanted
    assert missing(rated(1), rated(2), recommendation="too_little", recommendation_reason="Line broke.") == []


def test_last_question_is_asked() -> None:
    assert missing(rated(1), rated(2), discussed=None) == [("discussed", "discussed")]
    assert missing(rated(1), rated(2), discussed=True) == []


def test_sentences_name_the_competency_and_why() -> None:
    draft = Draft(ratings=(rated(1, evidence=""), rated(2, 5, evidence="")), **DONE)
    said = [gap.sentence for gap in gaps(draft, competencies=[MUST, PLAIN], scale=SCALE, asks_overall=True)]
    assert said == [
        "System design: write what they said or did (it is a must-have).",
        "Code quality: write what they said or did (5 is the highest level).",
    ]
