"""James, Demaree and Wolf; Burke and Dunlap; Brown and Hauenstein: the 49 companies of lq2002, and by hand."""

import statistics
from collections import defaultdict
from fractions import Fraction
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.consensus.statistics.ratings import Scale
from panels.consensus.statistics.within_group import (
    SLIGHTLY_SKEWED_NULL,
    a_wg,
    ad_mean,
    ad_median,
    over_items,
    r_wg,
    r_wg_j,
    uniform_null,
)
from tests.consensus.statistics import published

FIVE = Scale(1, 5)

levels = st.integers(1, 5)
scores = st.lists(levels, max_size=9)


def companies() -> dict[str, dict[str, list[float]]]:
    ratings = published.table("lq2002_leadership")
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for target, item, level in zip(ratings.target, ratings.item, ratings.level, strict=True):
        found[ratings.targets[target]][ratings.items[item]].append(float(level))
    return found


def test_within_group_reproduces_the_companies_of_lq2002() -> None:
    found = {}
    for company, items in companies().items():
        lists = list(items.values())
        assert [len(one) for one in lists] == [5] * 11
        found[company] = {
            "r_wg": r_wg(items["LEAD05"], 2.0),
            "r_wg_j": r_wg_j(lists, 2.0),
            "a_wg": a_wg(items["LEAD05"], FIVE),
            "a_wg_over_items": over_items(lambda one: a_wg(one, FIVE), lists),
            "ad_mean": ad_mean(items["LEAD05"]),
            "ad_mean_over_items": over_items(ad_mean, lists),
            "ad_median_over_items": over_items(ad_median, lists),
        }
    expected = published.expected("lq2002_leadership")
    assert len(expected) == 49
    assert found == {company: pytest.approx(values, abs=1e-9) for company, values in expected.items()}


def test_uniform_null_is_the_variance_of_the_levels() -> None:
    for a in range(2, 12):
        assert uniform_null(a) == pytest.approx(statistics.pvariance(range(a)), abs=1e-12)


def test_slightly_skewed_null_of_five_levels_is_the_variance_of_its_shares() -> None:
    shares = {1: 0.05, 2: 0.15, 3: 0.20, 4: 0.35, 5: 0.25}
    mean = sum(level * share for level, share in shares.items())
    assert SLIGHTLY_SKEWED_NULL[5] == pytest.approx(sum(s * (x - mean) ** 2 for x, s in shares.items()), abs=1e-12)
    assert SLIGHTLY_SKEWED_NULL == {5: 1.34, 6: 1.85, 7: 2.90, 8: 3.47, 9: 5.66, 10: 6.30, 11: 7.31}
    assert all(variance < uniform_null(a) for a, variance in SLIGHTLY_SKEWED_NULL.items())


def test_r_wg_by_hand() -> None:
    """Scores 2, 3, 3, 4: s^2 = 2/3."""
    assert r_wg([2, 3, 3, 4], 2.0) == pytest.approx(2 / 3, abs=1e-12)
    assert r_wg([2, 3, 3, 4], 1.34) == pytest.approx(1 - (2 / 3) / 1.34, abs=1e-12)
    assert r_wg([1, 5], 2.0) == 0.0
    assert r_wg([3, 3], 0.5) == 1.0


def test_r_wg_needs_two_scores_and_a_null() -> None:
    assert r_wg([3], 2.0) is None
    assert r_wg([], 2.0) is None
    assert r_wg([3, 3], 0.0) is None
    assert r_wg([3, 3], -1.0) is None


def test_r_wg_j_by_hand() -> None:
    """Two items with variances 1/2 and 2: mean 5/4, ratio 5/8, 2 (3/8) / (2 (3/8) + 5/8) = 6/11."""
    assert r_wg_j([[3, 4], [3, 5]], 2.0) == pytest.approx(6 / 11, abs=1e-12)
    assert r_wg_j([[3, 3], [4, 4]], 2.0) == 1.0
    assert r_wg_j([[1, 5], [1, 5]], 2.0) == 0.0
    assert r_wg_j([[3, 5]], 2.0) == 0.0


def test_r_wg_j_of_one_item_is_r_wg() -> None:
    assert r_wg_j([[2, 3, 3, 4]], 2.0) == pytest.approx(r_wg([2, 3, 3, 4], 2.0), abs=1e-12)


def test_r_wg_j_needs_items_with_two_scores_each() -> None:
    assert r_wg_j([], 2.0) is None
    assert r_wg_j([[3, 4], [3]], 2.0) is None
    assert r_wg_j([[3, 4]], 0.0) is None
    assert r_wg_j([[3, 3], [3, 3]], 0.5) == 1.0


def test_average_deviation_by_hand() -> None:
    assert ad_mean([1, 2, 2, 5]) == pytest.approx(1.25)
    assert ad_median([1, 2, 2, 5]) == 1.0
    assert ad_mean([1, 4]) == ad_median([1, 4]) == 1.5
    assert ad_mean([3]) == ad_median([3]) == 0.0
    assert ad_mean([]) is None
    assert ad_median([]) is None


def test_a_wg_by_hand() -> None:
    """Scores 2, 3, 3, 4: mean 3, s^2 = 2/3, 1 - (4/3) / (4 * 4/3) = 3/4."""
    assert a_wg([2, 3, 3, 4], FIVE) == pytest.approx(0.75, abs=1e-12)
    assert a_wg([1, 1, 5, 5], FIVE) == pytest.approx(-1.0, abs=1e-12)
    assert a_wg([3, 3], FIVE) == 1.0
    assert a_wg([0, 2, 2, 4], Scale(0, 4)) == pytest.approx(a_wg([1, 3, 3, 5], FIVE), abs=1e-12)


def test_a_wg_is_one_where_all_are_at_an_end() -> None:
    assert a_wg([5, 5, 5, 5], FIVE) == 1.0
    assert a_wg([1, 1], FIVE) == 1.0


def test_a_wg_says_nothing_near_an_end() -> None:
    """With four scores on 1 to 5 the mean must lie in 2 to 4: at the limits it still says something."""
    assert a_wg([2, 2, 2, 2], FIVE) == 1.0
    assert a_wg([4, 4, 4, 4], FIVE) == 1.0
    assert a_wg([2, 2, 2, 1], FIVE) is None
    assert a_wg([4, 4, 4, 5], FIVE) is None
    assert a_wg([1, 1, 1, 5], FIVE) == pytest.approx(1 - 2 * 4 / (3 * 4 / 3), abs=1e-12)
    assert a_wg([5, 5, 5, 1], FIVE) == pytest.approx(1 - 2 * 4 / (3 * 4 / 3), abs=1e-12)


def test_a_wg_needs_two_scores_and_two_levels() -> None:
    assert a_wg([5], FIVE) is None
    assert a_wg([], FIVE) is None
    assert a_wg([2, 2], Scale(2, 2)) is None


def test_over_items_takes_the_items_that_say_something() -> None:
    assert over_items(ad_mean, [[1, 3], [], [2, 6]]) == 1.5
    assert over_items(ad_mean, [[], []]) is None
    assert over_items(ad_mean, []) is None


@given(scores, st.randoms())
def test_within_group_does_not_depend_on_order(given_scores: list[int], random: object) -> None:
    mixed = list(given_scores)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert a_wg(mixed, FIVE) == pytest.approx(a_wg(given_scores, FIVE), abs=1e-12)
    assert r_wg(mixed, 2.0) == pytest.approx(r_wg(given_scores, 2.0), abs=1e-12)
    assert ad_median(mixed) == pytest.approx(ad_median(given_scores), abs=1e-12)


@given(scores)
def test_within_group_is_exact(given_scores: list[int]) -> None:
    """Against the formulas in whole numbers: k sum x^2 - (sum x)^2 over (H k - sum)(sum - L k)."""
    k, total = len(given_scores), sum(given_scores)
    apart = k * sum(x * x for x in given_scores) - total * total
    found = a_wg(given_scores, FIVE)
    if found is not None and min(given_scores) != max(given_scores):
        room = (5 * k - total) * (total - k)
        assert found == pytest.approx(float(1 - Fraction(2 * apart, room)), abs=1e-12)
    agreed = r_wg(given_scores, 2.0)
    if agreed is not None:
        assert agreed == pytest.approx(max(0.0, float(1 - Fraction(apart, 2 * k * (k - 1)))), abs=1e-12)


@given(st.lists(st.floats(-1e6, 1e6), max_size=5), st.lists(st.floats(-1e6, 1e6), max_size=5))
def test_within_group_is_a_finite_number_or_none(first: list[float], second: list[float]) -> None:
    found = [a_wg(first, FIVE), r_wg(first, 2.0), ad_mean(first), ad_median(first), r_wg_j([first, second], 2.0)]
    assert all(value is None or isfinite(value) for value in found)
