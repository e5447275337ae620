"""Against published data, against all pairs written out one by one, and what must hold for any ratings."""

import itertools
import time
from collections import defaultdict
from math import isfinite

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.consensus.statistics import krippendorff
from panels.consensus.statistics.krippendorff import (
    METRICS,
    Alpha,
    Metric,
    alpha,
    alphas,
    alphas_of,
    coincidences,
    coincidences_by_target,
    draws,
)
from panels.consensus.statistics.table import RatingTable
from panels.consensus.statistics.units import Units
from tests.consensus.statistics import published
from tests.consensus.statistics.rows import Row, rows_of

small = rows_of(st.integers(0, 4).map(float))


def by_pairs(rows: list[Row], metric: Metric) -> float | None:
    """1 - (mean disagreement of pairs within units) / (that of all pairs), each unit's pairs weighted 1 / (m - 1)."""
    units = defaultdict(list)
    for target, _, item, level in rows:
        units[target, item].append(level)
    kept = [levels for levels in units.values() if len(levels) > 1]
    everything = sorted(itertools.chain(*kept))
    count = {value: everything.count(value) for value in everything}

    def apart(c: float, k: float) -> float:
        low, high = min(c, k), max(c, k)
        if metric == "nominal":
            return float(c != k)
        if metric == "interval":
            return (c - k) ** 2
        if metric == "ratio":
            return 0.0 if c == k else ((c - k) / (c + k)) ** 2
        return (sum(n for g, n in count.items() if low <= g <= high) - (count[c] + count[k]) / 2) ** 2

    n = len(everything)
    among_all = sum(apart(c, k) for c, k in itertools.permutations(everything, 2)) / (n * (n - 1)) if n else 0.0
    if among_all == 0:
        return None
    within = sum(sum(apart(c, k) for c, k in itertools.permutations(one, 2)) / (len(one) - 1) for one in kept) / n
    return 1 - within / among_all


@pytest.mark.parametrize("name", ["krippendorff_4coders", "gwet_5observers", "irr_anxiety", "shrout_fleiss_1979"])
def test_alpha_reproduces_the_references(name: str) -> None:
    """irr_anxiety expects the correct ordinal .2284, not what the irr package prints."""
    found = alphas(published.table(name))
    expected = published.expected(name)["alpha"]
    assert {metric: one.value for metric, one in found.items()} == pytest.approx(expected, abs=1e-9)


def test_alpha_reproduces_sparse_conference_reviews() -> None:
    found = alphas(published.table("kuhlisch_2016_conference"))
    assert {metric: one.value for metric, one in found.items()} == pytest.approx(
        {"nominal": 0.1609373387, "ordinal": 0.50184207144, "interval": 0.5512161542, "ratio": 0.53732100219}, abs=1e-9
    )


def test_alpha_reproduces_one_criterion_of_the_writing_panel() -> None:
    """The lowest level is 0: two zeros are no distance apart in the ratio metric."""
    found = alphas(published.table("ptam4_writing", "crit2"))
    assert {metric: one.value for metric, one in found.items()} == pytest.approx(
        {"nominal": 0.23466046802, "ordinal": 0.50919218978, "interval": 0.50649876039, "ratio": 0.36226657389},
        abs=1e-9,
    )


@given(small)
def test_alpha_is_what_all_pairs_say(rows: list[Row]) -> None:
    found = alphas(RatingTable.from_rows(rows))
    for metric in METRICS:
        assert found[metric].value == pytest.approx(by_pairs(rows, metric), abs=1e-9)


@given(small)
def test_alpha_without_a_matrix_is_the_same(rows: list[Row]) -> None:
    """Many values take the other way; ratio has none."""
    units = Units.of(RatingTable.from_rows(rows)).pairable()
    with pytest.MonkeyPatch.context() as patch:
        few = alphas_of(units)
        patch.setattr(krippendorff, "MOST_VALUES", 1)
        many = alphas_of(units)
    for metric in ("nominal", "ordinal", "interval"):
        assert many[metric].value == pytest.approx(few[metric].value, abs=1e-9)
        assert many[metric].reason == few[metric].reason
    assert many["ratio"] == (few["ratio"] if few["ratio"].value is None else Alpha(None, "too_many_values"))


def test_alpha_takes_as_many_values_as_the_matrix_may_have() -> None:
    def pairs(n: int) -> RatingTable:
        return RatingTable.from_rows([(f"t{x}", rater, "i", float(x)) for x in range(n) for rater in "ab"])

    assert alphas(pairs(128)) == dict.fromkeys(METRICS, Alpha(1.0))
    assert alphas(pairs(129)) == {
        "nominal": Alpha(1.0),
        "ordinal": Alpha(1.0),
        "interval": Alpha(1.0),
        "ratio": Alpha(None, "too_many_values"),
    }


def test_coincidences_by_hand() -> None:
    """Three ratings 1, 1, 2 of one target and two, 2 and 3, of another: each rating counts once."""
    rows = [
        ("a", "x", "i", 1.0),
        ("a", "y", "i", 1.0),
        ("a", "z", "i", 2.0),
        ("b", "x", "i", 2.0),
        ("b", "y", "i", 3.0),
    ]
    units = Units.of(RatingTable.from_rows(rows)).pairable()
    assert coincidences(units).tolist() == [[1, 1, 0], [1, 0, 1], [0, 1, 0]]
    assert coincidences_by_target(units).tolist() == [
        [[1, 1, 0], [1, 0, 0], [0, 0, 0]],
        [[0, 0, 0], [0, 0, 1], [0, 1, 0]],
    ]


@given(small)
def test_coincidences_of_the_targets_add_up(rows: list[Row]) -> None:
    units = Units.of(RatingTable.from_rows(rows)).pairable()
    by_target = coincidences_by_target(units)
    assert by_target.shape == (units.targets, len(units.values), len(units.values))
    assert by_target.sum(axis=0) == pytest.approx(coincidences(units), abs=1e-12)
    assert by_target.sum() == pytest.approx(units.ratings.sum(), abs=1e-9)


def test_draws_are_the_alphas_of_targets_taken_again() -> None:
    """Target a twice and c once; then b alone, in which nothing varies."""
    levels = {"a": (1.0, 2.0, 2.0), "b": (3.0, 3.0), "c": (1.0, 3.0, 4.0)}
    rows = [(target, f"r{rater}", "i", x) for target, given in levels.items() for rater, x in enumerate(given)]
    units = Units.of(RatingTable.from_rows(rows)).pairable()
    again = [*((f"{t}2", r, i, x) for t, r, i, x in rows if t == "a"), *(row for row in rows if row[0] != "b")]
    for metric in METRICS:
        found = draws(
            coincidences_by_target(units), units.values, metric, [np.array([[2.0, 0, 1]]), np.array([[0.0, 3, 0]])]
        )
        assert found == pytest.approx([by_pairs(again, metric), np.nan], abs=1e-12, nan_ok=True)


def test_alpha_of_many_matrices_is_that_of_each() -> None:
    rng = np.random.default_rng(7)
    o = rng.integers(0, 9, (5, 3, 3)).astype(float)
    o = o + o.transpose(0, 2, 1)
    values = np.array([1.0, 2.0, 4.0])
    for metric in METRICS:
        assert alpha(o, values, metric).tolist() == pytest.approx([float(alpha(one, values, metric)) for one in o])


def test_alpha_says_why_there_is_none() -> None:
    assert alphas(RatingTable.from_rows([])) == dict.fromkeys(METRICS, Alpha(None, "too_few"))
    alone = [("a", "x", "i", 1.0), ("b", "x", "i", 2.0)]
    assert alphas(RatingTable.from_rows(alone)) == dict.fromkeys(METRICS, Alpha(None, "too_few"))
    equal = [("a", "x", "i", 0.1), ("a", "y", "i", 0.1), ("b", "x", "i", 0.1), ("b", "y", "i", 0.1)]
    assert alphas(RatingTable.from_rows(equal)) == dict.fromkeys(METRICS, Alpha(None, "no_variation"))
    assert alphas(RatingTable.from_rows([*equal, ("c", "x", "i", 4.0)]))["ordinal"] == Alpha(None, "no_variation")


def test_alpha_of_ratios_is_refused_below_zero() -> None:
    rows = [("a", "x", "i", -1.0), ("a", "y", "i", -1.0), ("b", "x", "i", 1.0), ("b", "y", "i", 1.0)]
    found = alphas(RatingTable.from_rows(rows))
    assert found["ratio"] == Alpha(None, "negative")
    assert found["interval"] == Alpha(1.0)


@given(small, st.permutations("wxyz"), st.randoms())
def test_alpha_does_not_depend_on_raters_or_order(rows: list[Row], others: list[str], random: object) -> None:
    mixed = [(target, others["wxyz".index(rater)], item, x) for target, rater, item, x in rows]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert alphas(RatingTable.from_rows(mixed)) == alphas(RatingTable.from_rows(rows))


@given(st.lists(st.integers(0, 5), min_size=2, max_size=6).filter(lambda x: len(set(x)) > 1), st.integers(2, 4))
def test_alpha_of_perfect_agreement_is_one(levels: list[int], raters: int) -> None:
    rows = [(f"t{t}", f"r{r}", "i", float(x)) for t, x in enumerate(levels) for r in range(raters)]
    assert alphas(RatingTable.from_rows(rows)) == dict.fromkeys(METRICS, Alpha(1.0))


@given(small, st.integers(-50, 50))
def test_alpha_of_intervals_is_blind_to_a_constant(rows: list[Row], constant: int) -> None:
    moved = alphas(RatingTable.from_rows([(t, r, i, x + constant) for t, r, i, x in rows]))
    still = alphas(RatingTable.from_rows(rows))
    for metric in ("nominal", "ordinal", "interval"):
        assert moved[metric].value == pytest.approx(still[metric].value, abs=1e-9)


@given(small, st.permutations(range(5)))
def test_alpha_of_names_is_blind_to_what_they_are(rows: list[Row], names: list[int]) -> None:
    renamed = alphas(RatingTable.from_rows([(t, r, i, float(names[int(x)])) for t, r, i, x in rows]))
    assert renamed["nominal"].value == pytest.approx(alphas(RatingTable.from_rows(rows))["nominal"].value, abs=1e-9)


@given(rows_of(st.floats(allow_nan=False, allow_infinity=False)))
def test_alpha_is_a_finite_number_or_none(rows: list[Row]) -> None:
    for found in alphas(RatingTable.from_rows(rows)).values():
        assert (found.value is None) == bool(found.reason)
        assert found.value is None or (isfinite(found.value) and found.value <= 1)


def test_alpha_of_many_ratings_is_quick() -> None:
    """100,000 ratings of 5,000 targets on 4 items, in processor time: there is no loop over ratings."""
    rng = np.random.default_rng(3)
    n = 100_000
    names = tuple(f"{code:05d}" for code in range(5_000))
    ratings = RatingTable(
        names,
        names[:100],
        ("a", "b", "c", "d"),
        rng.integers(0, 5_000, n),
        rng.integers(0, 100, n),
        rng.integers(0, 4, n),
        rng.integers(1, 6, n).astype(float),
    )
    started = time.process_time()
    assert abs(alphas(ratings)["ordinal"].value or 1.0) < 0.02
    assert time.process_time() - started < 1.0
