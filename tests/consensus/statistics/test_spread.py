"""The spread beside what is usual, and the chance of it."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import chdtrc

from panels.consensus.statistics.spread import Spread, chi_square_beyond, compare
from panels.consensus.statistics.variances import Variances
from tests.consensus.statistics.panels import WRITING

NOTHING = Variances(1.0, 1.0, 0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("x", "df", "p"),
    [(3.841459, 1, 0.05), (5.991465, 2, 0.05), (7.814728, 3, 0.05), (6.634897, 1, 0.01), (18.307038, 10, 0.05)],
)
def test_chi_square_beyond_the_printed_table(x: float, df: int, p: float) -> None:
    """Percentage points as every table has them."""
    assert chi_square_beyond(x, df) == pytest.approx(p, abs=5e-8)


@given(st.floats(0, 2000), st.integers(1, 500))
def test_chi_square_beyond_is_scipys(x: float, df: int) -> None:
    assert chi_square_beyond(x, df) == pytest.approx(float(chdtrc(df, x)), rel=1e-9, abs=1e-12)


def test_chi_square_beyond_nothing_is_certain() -> None:
    assert [chi_square_beyond(0.0, df) for df in (1, 2, 9)] == [1.0, 1.0, 1.0]


def test_compare_on_the_writing_panels_variances() -> None:
    expected = sqrt(0.02781 + 0.01319 + 0.09540 + 0.21881)
    found = compare(1.5275252316519468, 3, WRITING)
    assert found is not None
    assert found.expected == pytest.approx(expected)
    assert found.ratio == pytest.approx(1.5275252316519468 / expected)
    assert found.p == pytest.approx(float(chdtrc(2, 2 * found.ratio**2)))


def test_compare_ratings_that_are_all_equal() -> None:
    assert compare(0.0, 4, WRITING) == Spread(expected=sqrt(WRITING.of_one_rating), ratio=0.0, p=1.0)


def test_compare_needs_three_ratings() -> None:
    assert compare(1.4, 2, WRITING) is None
    assert compare(None, 1, WRITING) is None
    assert compare(1.4, 3, WRITING) is not None


def test_compare_has_no_yardstick_where_ratings_never_differ() -> None:
    assert compare(1.0, 3, NOTHING) is None


@pytest.mark.parametrize("part", ["interviewer", "interviewer_competency", "candidate_interviewer", "residual"])
def test_compare_expects_more_with_every_part_between_interviewers(part: str) -> None:
    found = compare(1.0, 3, replace(NOTHING, **{part: 0.25}))
    assert found is not None
    assert (found.expected, found.ratio) == (0.5, 2.0)
