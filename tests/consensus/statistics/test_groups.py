from __future__ import annotations

from itertools import pairwise
from math import sqrt
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.consensus.statistics.groups import APART, Group, groups, probability_better

Case = tuple[list[float], list[list[float]], list[int]]


def alone(*variances: float) -> list[list[float]]:
    """A covariance without any between candidates."""
    return [[v if i == j else 0.0 for j in range(len(variances))] for i, v in enumerate(variances)]


def together(count: int) -> list[int]:
    return [0] * count


@st.composite
def cases(draw: Any) -> Case:
    """Means with ties, a covariance A A', components."""
    n = draw(st.integers(1, 7))
    mean = st.sampled_from([1.0, 2.0, 2.5, 3.0]) | st.floats(1, 5, allow_nan=False)
    mu = draw(st.lists(mean, min_size=n, max_size=n))
    entry = st.integers(-4, 4).map(lambda x: x / 4)
    a = draw(st.lists(st.lists(entry, min_size=n, max_size=n), min_size=n, max_size=n))
    V = [[sum(x * y for x, y in zip(p, q, strict=True)) for q in a] for p in a]
    return mu, V, draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))


def test_probability_better_is_phi_of_difference_over_its_deviation() -> None:
    V = [[0.25, 0.05], [0.05, 0.16]]
    expected = NormalDist(0.0, sqrt(0.25 + 0.16 - 2 * 0.05)).cdf(4.0 - 3.5)
    assert probability_better(0, 1, [4.0, 3.5], V) == pytest.approx(expected, abs=1e-12)
    assert probability_better(0, 1, [4.0, 3.5], V) == pytest.approx(0.815414, abs=1e-6)


def test_probability_better_is_defined_without_variance_and_below_it() -> None:
    nothing = alone(0.0, 0.0)
    assert probability_better(0, 1, [4.0, 3.0], nothing) == 1.0
    assert probability_better(1, 0, [4.0, 3.0], nothing) == 0.0
    assert probability_better(0, 1, [3.0, 3.0], nothing) == 0.5
    assert probability_better(0, 1, [4.0, 3.0], [[0.1, 0.1000001], [0.1000001, 0.1]]) == 1.0


def test_groups_take_whom_the_leader_is_not_clearly_better_than() -> None:
    mu = [3.0, 4.0, 3.9, 2.0]
    assert groups(mu, alone(0.04, 0.04, 0.04, 0.04), together(4)) == (
        Group(members=(1, 2), also_above=frozenset(), assumed=False),
        Group(members=(0,), also_above=frozenset(), assumed=False),
        Group(members=(3,), also_above=frozenset(), assumed=False),
    )


def test_groups_say_who_touches_the_group_above() -> None:
    """3.6 is apart from 4.0, the leader, and not from 3.8, the last of that group; 3.3 is apart from both."""
    mu = [4.0, 3.8, 3.6, 3.3]
    found = groups(mu, alone(0.05, 0.05, 0.05, 0.05), together(4))
    assert [one.members for one in found] == [(0, 1), (2,), (3,)]
    assert [one.also_above for one in found] == [frozenset(), {2}, frozenset()]


def test_wide_candidate_may_stand_in_a_group_above_a_higher_mean() -> None:
    """Her own interviewers leave more open: she cannot be told from the leader, while 3.6 can."""
    found = groups([4.0, 3.6, 3.4], alone(0.01, 0.01, 1.0), together(3))
    assert [one.members for one in found] == [(0, 2), (1,)]
    assert found[1].also_above == {1}


def test_common_interviewers_tell_apart_what_own_intervals_would_not() -> None:
    mu, shared = [3.5, 3.2], [[0.25, 0.23], [0.23, 0.25]]
    assert len(groups(mu, alone(0.25, 0.25), together(2))) == 1
    assert len(groups(mu, shared, together(2))) == 2


def test_leaders_of_equal_mean_open_a_group_together() -> None:
    """3.5 is told from the narrow leader and not from the wide one."""
    for mu, V in (([4.0, 4.0, 3.5], alone(0.01, 1.0, 0.01)), ([4.0, 4.0, 3.5], alone(1.0, 0.01, 0.01))):
        assert [one.members for one in groups(mu, V, together(3))] == [(0, 1, 2)]


def test_comparison_without_common_interviewer_is_marked() -> None:
    V = alone(0.04, 0.04, 0.04)
    assert [one.assumed for one in groups([4.0, 3.9, 3.0], V, [0, 1, 0])] == [True, True]
    assert [one.assumed for one in groups([4.0, 3.9, 3.0], V, [0, 0, 1])] == [False, True]
    assert [one.assumed for one in groups([4.0, 3.9, 3.0], V, [0, 0, 0])] == [False, False]


def test_nobody_and_one_alone() -> None:
    assert groups([], [], []) == ()
    assert groups([3.0], [[0.0]], [0]) == (Group((0,), frozenset(), assumed=False),)


@given(cases())
def test_everybody_is_in_exactly_one_group(case: Case) -> None:
    assert sorted(i for one in groups(*case) for i in one.members) == list(range(len(case[0])))


@given(cases(), st.randoms())
def test_order_of_candidates_changes_nothing(case: Case, random: Any) -> None:
    mu, V, component = case
    order = list(range(len(mu)))
    random.shuffle(order)
    moved = groups([mu[i] for i in order], [[V[i][j] for j in order] for i in order], [component[i] for i in order])
    assert [(frozenset(order[i] for i in one.members), {order[i] for i in one.also_above}) for one in moved] == [
        (frozenset(one.members), one.also_above) for one in groups(mu, V, component)
    ]
    assert [one.assumed for one in moved] == [one.assumed for one in groups(mu, V, component)]


@given(cases())
def test_leader_is_better_than_everybody_in_a_lower_group(case: Case) -> None:
    mu, V, component = case
    found = groups(mu, V, component)
    for place, one in enumerate(found):
        for lower in found[place + 1 :]:
            for j in lower.members:
                assert probability_better(one.members[0], j, mu, V) > APART
    for upper, lower in pairwise(found):
        assert mu[upper.members[0]] > mu[lower.members[0]]


@given(cases())
def test_member_is_not_clearly_below_one_of_the_leaders(case: Case) -> None:
    mu, V, component = case
    for one in groups(mu, V, component):
        leaders = [i for i in one.members if mu[i] == mu[one.members[0]]]
        for j in one.members:
            assert min(probability_better(i, j, mu, V) for i in leaders) <= APART


@given(cases())
def test_probabilities_of_a_pair_add_to_one(case: Case) -> None:
    mu, V, _ = case
    for i in range(len(mu)):
        for j in range(len(mu)):
            assert probability_better(i, j, mu, V) + probability_better(j, i, mu, V) == pytest.approx(1.0, abs=1e-12)
