from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from panels.consensus.statistics.diagnostics.colleagues import Seen
from panels.consensus.statistics.diagnostics.halo import NEEDED, Halo, halo
from panels.consensus.statistics.diagnostics.tails import SumOfSquares
from tests.consensus.statistics.diagnostics.dense import SEEN, UNEVEN, dense, moments


@pytest.mark.parametrize("seen", SEEN)
def test_halo_has_the_moments_of_the_spread_within_cards(seen: Seen) -> None:
    x = dense(seen)
    same = (x.card[:, None] == x.card).astype(float)
    c = np.eye(len(x.card)) - same / same.sum(axis=1, keepdims=True)
    severities = UNEVEN.interviewer + UNEVEN.interviewer_competency * np.eye(x.z.shape[1])
    mean, variance = moments(c, x.foretold, x.r + x.z @ severities @ x.z.T)
    found = halo(seen, UNEVEN)
    assert found.squares.seen == pytest.approx(x.level @ c @ x.level, abs=1e-12)
    assert found.squares.mean == pytest.approx(mean, abs=1e-12)
    assert found.squares.variance == pytest.approx(variance, abs=1e-12)


def test_halo_rests_on_cards_with_two_ratings() -> None:
    assert [halo(seen, UNEVEN).n for seen in SEEN] == [3, 3, 1]


def test_halo_does_not_see_how_high_a_card_is() -> None:
    higher = replace(SEEN[0], level=SEEN[0].level + 2.0 * SEEN[0].rated)
    assert halo(higher, UNEVEN).squares.seen == pytest.approx(halo(SEEN[0], UNEVEN).squares.seen, abs=1e-12)


def test_halo_is_large_below_a_half() -> None:
    assert NEEDED == 8
    (found,) = Halo(8, SumOfSquares(2.4, 10.0, 4.0)).findings
    assert found.large
    assert found.p == SumOfSquares(2.4, 10.0, 4.0).p_as_small()
    assert not Halo(8, SumOfSquares(2.5, 10.0, 4.0)).findings[0].large


def test_halo_shows_the_ratio_of_standard_deviations() -> None:
    assert Halo(8, SumOfSquares(2.5, 10.0, 4.0)).figures(0.2) == {"ratio": 0.5, "q": 0.2}


def test_halo_of_nothing_is_not_tested() -> None:
    empty = Seen(*(np.zeros(shape) for shape in [(0, 0)] * 3 + [(0, 0, 0)] * 3))
    found = halo(empty, UNEVEN)
    assert (found.n, found.findings) == (0, ())
    assert Halo(8, SumOfSquares(1.0, 10.0, 0.0)).findings == ()
