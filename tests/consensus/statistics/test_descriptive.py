"""Figures worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.consensus.statistics.descriptive import NOTHING, Description, describe

scores = st.lists(st.integers(0, 20), min_size=1, max_size=12)


def test_describe_three_scores() -> None:
    """2, 4, 5: mean 11/3; squares of the deviations 25/9 + 1/9 + 16/9 = 42/9, over 2 is 7/3."""
    assert describe([2, 4, 5]) == Description(
        n=3, mean=11 / 3, median=4.0, middle=(4, 4), sd=(7 / 3) ** 0.5, lowest=2, highest=5, range=3
    )


def test_describe_an_even_number_keeps_both_middle_scores() -> None:
    found = describe([4, 1, 3, 5])
    assert (found.median, found.middle, found.mean, found.range) == (3.5, (3, 4), 3.25, 4)


def test_describe_two_scores_has_a_deviation() -> None:
    assert describe([3, 4]).sd == pytest.approx(0.5**0.5)


def test_describe_one_score_has_none() -> None:
    assert describe([3]) == Description(n=1, mean=3.0, median=3.0, middle=(3, 3), sd=None, lowest=3, highest=3, range=0)


def test_describe_nothing_is_not_zero() -> None:
    assert describe([]) == NOTHING
    assert NOTHING.n == 0
    assert (NOTHING.mean, NOTHING.median, NOTHING.sd, NOTHING.range) == (None, None, None, None)


@given(scores, st.randoms())
def test_describe_does_not_depend_on_order(values: list[int], random: object) -> None:
    mixed = list(values)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert describe(mixed) == describe(values)


@given(scores, st.integers(1, 50))
def test_describe_adding_a_constant_moves_the_middle_and_not_the_spread(values: list[int], constant: int) -> None:
    before, after = describe(values), describe([value + constant for value in values])
    assert after.mean == pytest.approx(before.mean + constant)
    assert after.median == before.median + constant
    assert after.sd == before.sd
    assert after.range == before.range


@given(scores)
def test_describe_stays_within_the_scores(values: list[int]) -> None:
    found = describe(values)
    assert min(values) <= found.mean <= max(values)
    assert found.middle[0] <= found.median <= found.middle[1]
