from __future__ import annotations

import pytest

from panels.consensus.statistics.diagnostics.straight_lining import NEEDED, StraightLining, straight_lining
from panels.consensus.statistics.diagnostics.tails import binomial_at_least
from panels.consensus.statistics.table import RatingTable


def table(cards: dict[str, list[list[int]]]) -> RatingTable:
    return RatingTable.from_rows(
        (f"p{number}", rater, f"c{place}", float(level))
        for rater, levels in cards.items()
        for number, card in enumerate(levels)
        for place, level in enumerate(card)
    )


def test_straight_lining_counts_cards_of_one_level() -> None:
    found = straight_lining(table({"a": [[4, 4, 4], [2, 2], [3, 4], [5]], "b": [[1, 2], [3, 3]], "c": [[2]]}))
    assert [(one.n, one.same) for one in found] == [(3, 2), (2, 1), (0, 0)]


def test_straight_lining_takes_the_chance_from_others_cards_of_the_same_length() -> None:
    """Of b's two pairs one is alike, and one more card of each kind is added; nobody else has a card of three."""
    found = straight_lining(table({"a": [[4, 4, 4], [2, 2], [3, 4]], "b": [[1, 2], [3, 3]]}))
    assert found[0].chance == pytest.approx((1 / 2 + 2 / 4 + 2 / 4) / 3, abs=1e-15)
    assert found[1].chance == pytest.approx(2 / 4, abs=1e-15)
    longer = straight_lining(table({"a": [[4, 4, 4]], "b": [[1, 2, 3], [1, 2, 2], [3, 3, 3], [1, 1, 2]]}))
    assert longer[0].chance == pytest.approx(2 / 6, abs=1e-15)


def test_straight_lining_is_large_from_eight_of_ten() -> None:
    assert NEEDED == 8
    (found,) = StraightLining(10, 8, 0.2).findings
    assert found.large
    assert found.p == binomial_at_least(8, 10, 0.2)
    assert not StraightLining(9, 7, 0.2).findings[0].large


def test_straight_lining_shows_its_share() -> None:
    assert StraightLining(8, 6, 0.2).figures(0.01) == {"share": 0.75}


def test_straight_lining_of_no_card_says_nothing() -> None:
    (found,) = straight_lining(RatingTable.from_rows([("p", "a", "c", 3.0)]))
    assert (found.n, found.share, found.findings, found.chance) == (0, None, (), 0.0)
    assert straight_lining(RatingTable.from_rows([])) == ()
