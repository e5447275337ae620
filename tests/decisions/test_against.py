"""What a decision goes against, read from a report's content."""

from __future__ import annotations

from typing import Any

import pytest

from panels.decisions.against import against, sentences
from panels.decisions.models import Outcome


def content(*, met: bool | None = True, side: str | None = None, for_yes: int = 2, for_no: int = 2) -> dict[str, Any]:
    median = {True: 3.5, False: 2.0, None: None}[met]
    return {
        "competencies": [
            {"id": 7, "name": "System design", "median": median, "minimum": 3, "about_minimum": {"met": met}},
            {"id": 8, "name": "Code quality", "median": 1.0, "minimum": None, "about_minimum": None},
        ],
        "recommendations": {"side": side, "for_yes": for_yes, "for_no": for_no, "given": for_yes + for_no},
    }


@pytest.mark.parametrize("outcome", ["advance", "offer", "other_level"])
def test_against_going_forward_with_an_unmet_must_have(outcome: str) -> None:
    facts = against(content(met=False), outcome)
    assert facts == [{"kind": "must_have", "competency": 7, "name": "System design", "median": 2.0, "minimum": 3}]
    assert sentences(facts) == ["System design, a must-have, is not met: median 2, minimum 3."]


def test_against_a_must_have_that_nobody_rated() -> None:
    assert sentences(against(content(met=None), "advance")) == ["System design, a must-have, was rated by nobody."]


@pytest.mark.parametrize("outcome", ["advance", "offer", "other_level"])
def test_against_going_forward_with_a_majority_of_no(outcome: str) -> None:
    facts = against(content(side="no", for_yes=1, for_no=3), outcome)
    assert facts == [{"kind": "majority", "side": "no", "for_side": 3, "given": 4}]
    assert sentences(facts) == ["3 of 4 recommendations are no."]


def test_against_not_proceeding_with_a_majority_of_yes() -> None:
    facts = against(content(side="yes", for_yes=3, for_no=1), "not_proceeding")
    assert facts == [{"kind": "majority", "side": "yes", "for_side": 3, "given": 4}]
    assert sentences(facts) == ["3 of 4 recommendations are yes."]


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("not_proceeding", content(met=False, side="no", for_yes=0, for_no=4)),
        ("advance", content(side="yes", for_yes=4, for_no=0)),
        ("advance", content()),
        ("not_proceeding", content()),
        ("hold", content(met=False, side="no", for_yes=0, for_no=4)),
        ("other_role", content(met=False, side="no", for_yes=0, for_no=4)),
        ("hold", content(side="yes", for_yes=4, for_no=0)),
    ],
)
def test_against_nothing(outcome: str, said: dict[str, Any]) -> None:
    assert against(said, outcome) == []


def test_against_knows_every_outcome() -> None:
    assert {outcome for outcome in Outcome.values if against(content(met=False), outcome)} == {
        "advance",
        "offer",
        "other_level",
    }
