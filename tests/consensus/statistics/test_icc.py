"""Against published tables, against the analysis of variance term by term, and what must hold for any ratings."""

from math import inf, isfinite, nan
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from panels.consensus.statistics.icc import (
    FORMS,
    Correlations,
    FromComponents,
    complete_matrix,
    from_components,
    mean_squares,
    shrout_fleiss,
    six,
)
from panels.consensus.statistics.table import Floats, RatingTable
from tests.consensus.statistics import published

SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7.0]])

shapes = st.tuples(st.integers(1, 5), st.integers(1, 5))
matrices = shapes.flatmap(lambda shape: arrays(np.float64, shape, elements=st.integers(1, 5).map(float)))


@pytest.mark.parametrize("name", ["shrout_fleiss_1979", "irr_anxiety"])
def test_icc_reproduces_the_references(name: str) -> None:
    found = shrout_fleiss(published.table(name))
    assert found.reason == ""
    assert found.values == pytest.approx(published.expected(name)["icc"], abs=1e-9)


def test_mean_squares_are_those_of_the_published_table() -> None:
    """Shrout and Fleiss print 11.24, 32.49, 1.02 and 6.26."""
    assert mean_squares(SHROUT_FLEISS) == pytest.approx((11.24, 32.49, 1.02, 6.26), abs=0.005)


@given(matrices.filter(lambda x: min(x.shape) > 1))
def test_mean_squares_are_those_of_the_definition(x: Floats) -> None:
    n, k = x.shape
    row, column, grand = x.mean(axis=1), x.mean(axis=0), x.mean()
    ssr = sum(k * (row[i] - grand) ** 2 for i in range(n))
    ssc = sum(n * (column[j] - grand) ** 2 for j in range(k))
    sse = sum((x[i, j] - row[i] - column[j] + grand) ** 2 for i in range(n) for j in range(k))
    ssw = sum((x[i, j] - row[i]) ** 2 for i in range(n) for j in range(k))
    expected = (ssr / (n - 1), ssc / (k - 1), sse / ((n - 1) * (k - 1)), ssw / (n * (k - 1)))
    assert mean_squares(x) == pytest.approx(expected, abs=1e-9)


def test_icc_is_the_published_one() -> None:
    assert six(SHROUT_FLEISS).values == pytest.approx(
        {"1,1": 0.17, "2,1": 0.29, "3,1": 0.71, "1,k": 0.44, "2,k": 0.62, "3,k": 0.91}, abs=0.006
    )


def test_icc_of_a_mean_is_spearman_brown_of_one_rating() -> None:
    found = six(SHROUT_FLEISS).values
    for single, average in (("1,1", "1,k"), ("3,1", "3,k"), ("2,1", "2,k")):
        one = found[single]
        assert one is not None
        assert found[average] == pytest.approx(4 * one / (1 + 3 * one))


def test_complete_matrix_takes_means_over_items() -> None:
    rows = [
        ("a", "x", "i", 1.0),
        ("a", "x", "j", 4.0),
        ("a", "y", "i", 3.0),
        ("b", "x", "j", 2.0),
        ("b", "y", "j", 5.0),
    ]
    found = complete_matrix(RatingTable.from_rows(rows))
    assert found is not None
    assert found.tolist() == [[2.5, 3.0], [2.0, 5.0]]


def test_icc_of_incomplete_ratings_is_refused() -> None:
    rows = [("a", "x", "i", 1.0), ("a", "y", "i", 4.0), ("b", "x", "i", 3.0), ("b", "x", "j", 3.0)]
    assert complete_matrix(RatingTable.from_rows(rows)) is None
    assert complete_matrix(RatingTable.from_rows(rows[:3])) is None
    assert shrout_fleiss(RatingTable.from_rows(rows)) == Correlations(dict.fromkeys(FORMS), "incomplete")
    assert shrout_fleiss(RatingTable.from_rows([])) == Correlations(dict.fromkeys(FORMS), "too_few")
    assert shrout_fleiss(RatingTable.from_rows(rows[:2])).reason == "too_few"


def test_icc_says_why_there_is_none() -> None:
    assert six(np.array([[1.0, 2.0]])).reason == "too_few"
    assert six(np.array([[1.0], [2.0]])).reason == "too_few"
    assert six(np.zeros((3, 2))) == Correlations(dict.fromkeys(FORMS), "no_variation")
    assert six(np.full((3, 2), 0.1)).reason == "no_variation"


def test_icc_takes_what_rounding_leaves_for_no_variation() -> None:
    """The mean of three times .1 is not .1 in binary."""
    rows = [("a", "x", item, 0.1) for item in "ijk"] + [
        ("a", "y", "i", 0.1),
        ("b", "x", "i", 0.1),
        ("b", "y", "i", 0.1),
    ]
    assert shrout_fleiss(RatingTable.from_rows(rows)).reason == "no_variation"


def test_icc_of_candidates_with_equal_means_has_no_average_form() -> None:
    """MSR = MSC = 0: nothing to divide by; one rating would be negative."""
    found = six(np.array([[0.1, 0.2], [0.2, 0.1]]))
    assert found == Correlations(
        {"1,1": -1.0, "2,1": None, "3,1": -1.0, "1,k": None, "2,k": None, "3,k": None}, reason=""
    )


def test_icc_takes_what_rounding_leaves_of_a_mean_square_for_zero() -> None:
    """Each of three scores once in each row and column: all means are equal, but not in binary."""
    x = np.array([[0.1, 0.2, 0.7], [0.2, 0.7, 0.1], [0.7, 0.1, 0.2]]) + 0.1
    assert (x - x.mean()).mean(axis=1).any()
    msr, msc, mse, msw = mean_squares(x)
    assert (msr, msc) == (0.0, 0.0)
    assert min(mse, msw) > 0.01
    found = six(x).values
    assert (found["1,k"], found["3,k"], found["2,k"]) == (None, None, None)
    assert (found["1,1"], found["3,1"]) == pytest.approx((-0.5, -0.5))


def test_icc_takes_it_for_zero_whichever_end_of_the_scale_the_scores_lean_to() -> None:
    x = 1.0 - np.array([[0.1, 0.2, 0.7], [0.2, 0.7, 0.1], [0.7, 0.1, 0.2]])
    assert (x - x.mean()).mean(axis=1).any()
    assert ((x - x.mean()) ** 3).sum() < 0
    assert mean_squares(x)[:2] == (0.0, 0.0)


def test_icc_of_raters_who_differ_by_a_constant_is_consistent() -> None:
    found = six(np.array([[1.0, 2.0], [2.0, 3.0], [3.0, 4.0]])).values
    assert found["3,1"] == found["3,k"] == 1.0
    # MSR = 2, MSC = 3/2, MSE = 0, MSW = 1/2
    assert found["2,1"] == pytest.approx(2 / 3)
    assert found["2,k"] == pytest.approx(2 / 2.5)
    assert found["1,1"] == pytest.approx(1.5 / 2.5)
    assert found["1,k"] == pytest.approx(1.5 / 2)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=6).filter(lambda x: len(set(x)) > 1), st.integers(2, 4))
def test_icc_of_perfect_agreement_is_one(levels: list[int], raters: int) -> None:
    found = six(np.repeat(np.array(levels, dtype=float)[:, None], raters, axis=1))
    assert found.values == pytest.approx(dict.fromkeys(FORMS, 1.0))


@given(matrices, st.integers(-100, 100), st.randoms())
def test_icc_is_blind_to_a_constant_and_to_order(x: Floats, constant: int, random: Any) -> None:
    rows, columns = list(range(x.shape[0])), list(range(x.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    moved, still = six(x[np.ix_(rows, columns)] + constant), six(x)
    assert moved.reason == still.reason
    for form in FORMS:
        one = still.values[form]
        assert moved.values[form] == (one if one is None else pytest.approx(one, rel=1e-6, abs=1e-9))


@given(shapes.flatmap(lambda shape: arrays(np.float64, shape, elements=st.floats(-1.7e308, 1.7e308))))
def test_icc_is_a_finite_number_or_none(x: Floats) -> None:
    found = six(x)
    assert tuple(found.values) == FORMS
    for value in found.values.values():
        assert value is None or (isfinite(value) and value <= 1 + 1e-9)
        assert value is None or not found.reason


def test_from_components_by_hand() -> None:
    assert from_components(2.0, 1.0, 1.0, 4) == FromComponents(
        one_way=0.5,
        agreement_single=0.5,
        agreement_average=0.8,
        consistency_single=pytest.approx(2 / 3),
        consistency_average=pytest.approx(8 / 9),
        reason="",
    )


def test_from_components_of_complete_data_are_shrout_and_fleiss() -> None:
    """Method of moments: v_p = (MSR - MSE) / k, v_r = (MSC - MSE) / n, v_e = MSE."""
    msr, msc, mse, _ = mean_squares(SHROUT_FLEISS)
    found, direct = from_components((msr - mse) / 4, (msc - mse) / 6, mse, 4), six(SHROUT_FLEISS).values
    assert found.agreement_single == pytest.approx(direct["2,1"])
    assert found.agreement_average == pytest.approx(direct["2,k"])
    assert found.consistency_single == pytest.approx(direct["3,1"])
    assert found.consistency_average == pytest.approx(direct["3,k"])


def test_from_components_takes_a_negative_variance_as_none() -> None:
    found = from_components(1.0, -0.5, 1.0, 2)
    assert found == from_components(1.0, 0.0, 1.0, 2)
    assert (found.agreement_single, found.agreement_average) == (0.5, pytest.approx(2 / 3))
    assert from_components(-1.0, 0.5, 1.0, 2).agreement_average == 0.0
    assert from_components(1.0, 0.5, -1.0, 2).consistency_single == 1.0


def test_from_components_says_why_there_is_none() -> None:
    nothing = FromComponents(None, None, None, None, None, "no_variation")
    assert from_components(0.0, 0.0, 0.0, 2) == nothing
    assert from_components(-1.0, -1.0, -1.0, 2) == nothing
    assert from_components(0.0, 1.0, 0.0, 2) == FromComponents(0.0, 0.0, 0.0, None, None, "")
    assert from_components(1.0, 1.0, 1.0, 1).reason == ""
    assert from_components(1.0, 1.0, 0.0, 2).agreement_single == 0.5
    assert from_components(1.0, 0.0, 1.0, 2).agreement_single == 0.5
    for hostile in ((1.0, 1.0, 1.0, 0.9), (nan, 1.0, 1.0, 2), (1.0, inf, 1.0, 2), (1.0, 1.0, nan, 2)):
        assert from_components(*hostile) == FromComponents(None, None, None, None, None, "too_few")
