"""What the calibration says of the demo's interviewers, from the ratings as they are written down."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from panels.consensus.statistics.diagnostics.diagnose import diagnose
from panels.consensus.statistics.panelmix.fit import Fit, fit
from panels.consensus.statistics.panelmix.grid import grid
from panels.consensus.statistics.panelmix.posterior import solve
from panels.consensus.statistics.panelmix.prior import HOUSE
from panels.consensus.statistics.table import RatingTable
from panels.overview.demo import content


def table() -> RatingTable:
    """Independent seats of panels whose every card came, late ones too; amendments do not count."""
    return RatingTable.from_rows(
        (f"{role.name}:{panel.name}", card.who, f"{role.name}:{short}", float(level))
        for role in content.roles()
        for panel in role.panels
        if all(card.is_submitted for card in counted(panel)) and not panel.plan_only
        for card in counted(panel)
        for short, level in card.said.items()
        if isinstance(level, int)
    )


def counted(panel: content.PanelStory) -> list[content.Card]:
    return [card for card in panel.cards.values() if card.slot.kind == "independent"]


@cache
def figures() -> dict[str, dict[str, Any]]:
    ratings = table()
    found = fit(ratings, prior=HOUSE)
    assert isinstance(found, Fit)
    diagnosed: dict[str, dict[str, Any]] = diagnose(ratings, solve(ratings, grid(ratings, found, HOUSE)))
    return diagnosed


def worth_a_talk(measure: str) -> list[str]:
    return [who for who, of in figures().items() if of["measures"][measure]["state"] == "talk"]


def test_the_one_who_is_half_a_level_lower_is_found() -> None:
    assert worth_a_talk("severity") == ["ingrid"]
    severity = figures()["ingrid"]["measures"]["severity"]
    assert severity["n"] == 16
    assert -0.55 < severity["mean"] < -0.3
    assert severity["high"] < -0.05


def test_the_one_who_is_as_low_on_five_is_too_few_to_say() -> None:
    assert figures()["kwame"]["measures"]["severity"] == {
        "state": "too_few",
        "n": 5,
        "needed": 8,
        "mean": None,
        "low": None,
        "high": None,
    }


def test_the_one_with_all_fours_is_found() -> None:
    assert worth_a_talk("straight_lining") == worth_a_talk("halo") == ["paolo"]
    assert figures()["paolo"]["measures"]["straight_lining"]["share"] == pytest.approx(0.9)


def test_nobody_else_is_named() -> None:
    assert worth_a_talk("range") == []
    assert {who for measure in figures()["ingrid"]["measures"] for who in worth_a_talk(measure)} == {"ingrid", "paolo"}
