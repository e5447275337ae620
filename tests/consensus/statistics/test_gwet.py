"""Against irrCAC's five digits, against the definition unit by unit, and what must hold for any ratings."""

from collections import Counter, defaultdict
from math import isfinite, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.consensus.statistics import gwet
from panels.consensus.statistics.gwet import Coefficient, Weights, ac1, ac2, weight_matrix
from panels.consensus.statistics.table import RatingTable
from tests.consensus.statistics import published
from tests.consensus.statistics.rows import Row, rows_of

ALL: tuple[Weights, ...] = ("identity", "linear", "quadratic", "ordinal")

small = rows_of(st.integers(1, 5).map(float))


def by_definition(rows: list[Row], categories: list[float], weights: Weights) -> tuple[float, float | None]:
    """The coefficient and its standard error, unit by unit and category by category in plain loops."""
    low, high, q = min(categories), max(categories), len(categories)

    def w(k: float, m: float) -> float:
        if weights == "ordinal":
            a = abs(categories.index(k) - categories.index(m)) + 1
            return 1 - (a * (a - 1) / 2) / (q * (q - 1) / 2)
        apart = abs(k - m) / (high - low)
        return {"identity": float(k == m), "linear": 1 - apart, "quadratic": 1 - apart**2}[weights]

    units = defaultdict(list)
    for target, _, item, level in rows:
        units[target, item].append(level)
    lists = list(units.values())
    size, compared = len(lists), sum(len(one) > 1 for one in lists)
    pi = {k: sum(one.count(k) / len(one) for one in lists) / size for k in categories}
    total = sum(w(k, m) for k in categories for m in categories)
    agreed = [
        sum(w(one[a], one[b]) for a in range(len(one)) for b in range(len(one)) if a != b) / (len(one) * (len(one) - 1))
        if len(one) > 1
        else 0.0
        for one in lists
    ]
    pa = sum(agreed) / compared
    pe = total / (q * (q - 1)) * sum(pi[k] * (1 - pi[k]) for k in categories)
    g = (pa - pe) / (1 - pe)
    if size < 2:
        return g, None
    square = 0.0
    for one, agreement in zip(lists, agreed, strict=True):
        linear = size / compared * (agreement - pe * (len(one) > 1)) / (1 - pe)
        unit_pe = total / (q * (q - 1)) * sum(n * (1 - pi[k]) for k, n in Counter(one).items()) / len(one)
        square += (linear - 2 * (1 - g) * (unit_pe - pe) / (1 - pe) - g) ** 2
    return g, sqrt(square / (size * (size - 1)))


@pytest.mark.parametrize("name", ["krippendorff_4coders", "gwet_5observers", "irr_anxiety"])
@pytest.mark.parametrize("weights", ALL)
def test_ac2_reproduces_the_references(name: str, weights: Weights) -> None:
    """krippendorff_4coders has a unit with one rating: it counts in pi and in the error, not in the agreement."""
    found = ac2(published.table(name), weights)
    assert {"value": found.value, "se": found.se} == pytest.approx(published.expected(name)["gwet"][weights], abs=1e-5)


def test_ac1_is_ac2_without_partial_credit_and_ac2_is_quadratic() -> None:
    ratings = published.table("gwet_5observers")
    assert ac1(ratings) == ac2(ratings, "identity")
    assert ac2(ratings) == ac2(ratings, "quadratic")
    assert ac1(published.table("krippendorff_4coders")).n == 11


def test_weights_by_hand() -> None:
    values = np.array([1.0, 2.0, 5.0])
    assert weight_matrix(values, "identity").tolist() == np.eye(3).tolist()
    assert weight_matrix(values, "linear").tolist() == [[1, 0.75, 0], [0.75, 1, 0.25], [0, 0.25, 1]]
    assert weight_matrix(values, "quadratic").tolist() == [[1, 0.9375, 0], [0.9375, 1, 0.4375], [0, 0.4375, 1]]
    assert weight_matrix(values, "ordinal") == pytest.approx(
        np.array([[1, 2 / 3, 0], [2 / 3, 1, 2 / 3], [0, 2 / 3, 1]])
    )


@given(small, st.sampled_from(ALL), st.booleans())
def test_ac2_is_its_definition(rows: list[Row], weights: Weights, whole_scale: bool) -> None:
    used = sorted({row[3] for row in rows})
    categories = [1.0, 2.0, 3.0, 4.0, 5.0] if whole_scale else used
    found = ac2(RatingTable.from_rows(rows), weights, categories if whole_scale else None)
    compared = sum(n > 1 for n in Counter((target, item) for target, _, item, _ in rows).values())
    assert found.n == compared
    if compared == 0:
        assert found == Coefficient(None, None, 0, "too_few")
    elif len(used) < 2:
        assert found == Coefficient(None, None, compared, "no_variation")
    else:
        value, se = by_definition(rows, categories, weights)
        assert found.value == pytest.approx(value, abs=1e-9)
        assert found.se == pytest.approx(se, abs=1e-9)


def test_ac1_counts_categories_that_nobody_used() -> None:
    """1 1, 1 1, 1 2: pa = 2/3, pi = 5/6 and 1/6; pe = 2 (5/36) / (q - 1)."""
    rows = [("a", "x", "i", 1.0), ("a", "y", "i", 1.0), ("b", "x", "i", 1.0), ("b", "y", "i", 1.0)]
    rows += [("c", "x", "i", 1.0), ("c", "y", "i", 2.0)]
    ratings = RatingTable.from_rows(rows)
    assert ac1(ratings).value == pytest.approx((2 / 3 - 10 / 36) / (1 - 10 / 36))
    assert ac1(ratings, [1, 2, 3, 4, 5]).value == pytest.approx((2 / 3 - 10 / 144) / (1 - 10 / 144))


def test_ac1_of_one_unit_has_no_standard_error() -> None:
    """pa = 0, pe = 1/2."""
    assert ac1(RatingTable.from_rows([("a", "x", "i", 1.0), ("a", "y", "i", 2.0)])) == Coefficient(-1.0, None, 1)


def test_ac1_takes_as_many_values_as_the_matrix_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    ratings = published.table("gwet_5observers")
    monkeypatch.setattr(gwet, "MOST_VALUES", 4)
    assert ac1(ratings).reason == ""
    monkeypatch.setattr(gwet, "MOST_VALUES", 3)
    assert ac1(ratings) == Coefficient(None, None, 15, "too_many_values")


def test_ac1_of_nothing_says_why() -> None:
    assert ac1(RatingTable.from_rows([])) == Coefficient(None, None, 0, "too_few")
    assert ac1(RatingTable.from_rows([]), [1, 2]) == Coefficient(None, None, 0, "too_few")


@given(small, st.permutations("wxyz"), st.sampled_from(ALL))
def test_ac2_does_not_depend_on_raters(rows: list[Row], others: list[str], weights: Weights) -> None:
    mixed = [(target, others["wxyz".index(rater)], item, x) for target, rater, item, x in reversed(rows)]
    assert ac2(RatingTable.from_rows(mixed), weights) == ac2(RatingTable.from_rows(rows), weights)


@given(st.lists(st.integers(1, 5), min_size=2, max_size=6).filter(lambda x: len(set(x)) > 1), st.sampled_from(ALL))
def test_ac2_of_perfect_agreement_is_one(levels: list[int], weights: Weights) -> None:
    rows = [(f"t{t}", f"r{r}", "i", float(x)) for t, x in enumerate(levels) for r in range(3)]
    assert ac2(RatingTable.from_rows(rows), weights).value == pytest.approx(1.0)


@given(rows_of(st.floats(allow_nan=False, allow_infinity=False)), st.sampled_from(ALL))
def test_ac2_is_a_finite_number_or_none(rows: list[Row], weights: Weights) -> None:
    found = ac2(RatingTable.from_rows(rows), weights)
    assert (found.value is None) == bool(found.reason)
    assert all(value is None or isfinite(value) for value in (found.value, found.se))


def test_ac1_takes_128_categories_and_no_more() -> None:
    rows = [("a", "x", "i", 1.0), ("a", "y", "i", 2.0), ("b", "x", "i", 2.0), ("b", "y", "i", 2.0)]
    assert ac1(RatingTable.from_rows(rows), range(128)).value is not None
    assert ac1(RatingTable.from_rows(rows), range(129)).reason == "too_many_values"
