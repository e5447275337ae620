"""The standard error of measurement beside the full covariance of the ratings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given

from panels.consensus.statistics.ratings import Competency
from panels.consensus.statistics.standard_error import Interval, interval, of_competency, of_overall
from panels.consensus.statistics.variances import Variances
from tests.consensus.statistics.panels import PRIYA, WRITING, rated, some_competencies, some_variances

ONLY_SEVERITY = Variances(0.0, 0.0, 0.25, 0.0, 0.0, 0.0)
ONLY_RESIDUAL = Variances(0.0, 0.0, 0.0, 0.0, 0.0, 0.25)


def by_full_covariance(competencies: Sequence[Competency], v: Variances) -> float | None:
    """sqrt(a' V a), with the covariance of each two ratings written out."""
    weights = sum(one.weight for one in competencies if one.levels)
    ratings = [
        (one.weight / (weights * len(one.levels)), rating.seat, one.id)
        for one in competencies
        for rating in one.ratings
        if rating.level is not None
    ]
    total = 0.0
    for k, (a, seat, competency) in enumerate(ratings):
        for m, (b, other_seat, other) in enumerate(ratings):
            same, here = seat == other_seat, competency == other
            covariance = (v.interviewer + v.candidate_interviewer) * same
            covariance += v.interviewer_competency * (same and here) + v.residual * (k == m)
            total += a * b * covariance
    return sqrt(total) if ratings else None


def test_of_overall_of_the_demo_panel() -> None:
    """By hand: a rating of System design weighs 2 / (6 x 3), every other one 1 / (6 x 2)."""
    A_j = [(4 + 3) / 36, (4 + 3 + 3) / 36, (3 + 3 + 3) / 36, (4 + 3 + 3) / 36]
    A_jc = [4 / 36] * 3 + [3 / 36] * 8
    expected = (0.02781 + 0.09540) * sum(A**2 for A in A_j) + (0.01319 + 0.21881) * sum(A**2 for A in A_jc)
    assert of_overall(PRIYA.competencies, WRITING) == pytest.approx(sqrt(expected), rel=1e-12)
    assert of_overall(PRIYA.competencies, WRITING) == pytest.approx(0.229901, abs=5e-7)


def test_of_overall_averages_severity_over_people_and_not_over_competencies() -> None:
    """One person on four competencies is one opinion; four people are four."""
    alone = [rated(number, {1: 3}) for number in range(4)]
    each_own = [rated(number, {number: 3}) for number in range(4)]
    assert of_overall(alone, ONLY_SEVERITY) == pytest.approx(0.5)
    assert of_overall(each_own, ONLY_SEVERITY) == pytest.approx(0.25)
    assert of_overall(alone, ONLY_RESIDUAL) == pytest.approx(0.25)


def test_of_overall_of_nothing_is_nothing() -> None:
    assert of_overall([], WRITING) is None
    assert of_overall([rated(1, {1: None})], WRITING) is None


def test_of_overall_divides_by_the_weights_that_are_present() -> None:
    absent = rated(9, {1: None}, weight=5.0)
    assert of_overall([*PRIYA.competencies, absent], WRITING) == of_overall(PRIYA.competencies, WRITING)


@pytest.mark.parametrize(("n", "sem"), [(1, 0.596), (2, 0.421436), (4, 0.298)])
def test_of_competency_shrinks_with_the_root_of_n(n: int, sem: float) -> None:
    assert of_competency(n, WRITING) == pytest.approx(sem, abs=5e-4)
    assert of_competency(n, WRITING) == sqrt(WRITING.of_one_rating / n)


@given(some_variances)
def test_of_competency_is_the_overall_of_one_competency(v: Variances) -> None:
    assert of_overall([rated(1, {1: 2, 2: 3, 3: 5})], v) == pytest.approx(of_competency(3, v))


@given(some_competencies, some_variances)
def test_of_overall_is_that_of_the_full_covariance(competencies: list[Competency], v: Variances) -> None:
    expected = by_full_covariance(competencies, v)
    assert of_overall(competencies, v) == (expected if expected is None else pytest.approx(expected, abs=1e-12))


@given(some_competencies, some_variances)
def test_of_overall_does_not_ask_what_was_scored(competencies: list[Competency], v: Variances) -> None:
    ones = [
        replace(one, ratings=tuple(replace(r, level=None if r.level is None else 1) for r in one.ratings))
        for one in competencies
    ]
    assert of_overall(ones, v) == of_overall(competencies, v)


def test_interval_is_left_uncut() -> None:
    """The scale's ends are the page's matter."""
    assert interval(4.5, 0.5) == Interval(low=4.5 - 0.98, high=4.5 + 0.98, sem=0.5)
