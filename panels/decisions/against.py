"""What a decision goes against, read from the report's own content: the same form in both directions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from panels.decisions.models import Outcome

FORWARD = frozenset({Outcome.ADVANCE, Outcome.OFFER, Outcome.OTHER_LEVEL})
NOT_PROCEEDING = frozenset({Outcome.NOT_PROCEEDING})


def against(content: Mapping[str, Any], outcome: str) -> list[dict[str, Any]]:
    """Facts of the report that the outcome goes against, as they are stored with the decision; mostly none.

    Going forward goes against each must-have that is not met (one that nobody rated is not met either) and against a
    majority of no; not proceeding goes against a majority of yes. Holding and other roles go against nothing.
    """
    if outcome in FORWARD:
        return [*_unmet(content), *_majority(content, "no")]
    if outcome in NOT_PROCEEDING:
        return _majority(content, "yes")
    return []


def sentence(fact: Mapping[str, Any]) -> str:
    """One stored fact as people read it."""
    if fact["kind"] == "majority":
        side = "yes" if fact["side"] == "yes" else "no"
        return f"{fact['for_side']} of {fact['given']} recommendations are {side}."
    if fact["median"] is None:
        return f"{fact['name']}, a must-have, was rated by nobody."
    return f"{fact['name']}, a must-have, is not met: median {fact['median']:g}, minimum {fact['minimum']}."


def sentences(facts: Sequence[Mapping[str, Any]]) -> list[str]:
    return [sentence(fact) for fact in facts]


def _unmet(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "kind": "must_have",
            "competency": competency["id"],
            "name": competency["name"],
            "median": competency["median"],
            "minimum": competency["minimum"],
        }
        for competency in content["competencies"]
        if competency["about_minimum"] and not competency["about_minimum"]["met"]
    ]


def _majority(content: Mapping[str, Any], side: str) -> list[dict[str, Any]]:
    counts = content["recommendations"]
    if counts["side"] != side:
        return []
    return [{"kind": "majority", "side": side, "for_side": counts[f"for_{side}"], "given": counts["given"]}]
