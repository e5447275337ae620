"""Other weights, minimums and hire lines over the same ratings."""

from hypothesis import given
from hypothesis import strategies as st

from panels.consensus.statistics.what_if import Effect, Rule, Stand, effect, stand

A, B = "system design", "code quality"
EQUAL = Rule(weights={A: 1, B: 1}, minimums={A: 3}, hire_line=3.5)
DOUBLE = Rule(weights={A: 2, B: 1}, minimums={A: 3}, hire_line=3.5)

FIRST = {A: [4, 4], B: [2, 3]}  # 3.25, then 3.5
SECOND = {A: [3, 3], B: [4, 4]}  # 3.5, then 3.33
THIRD = {A: [2, 3], B: [5, 5]}  # 3.75, then 3.33; median 2.5, below the minimum


def test_stand_weighs_what_was_rated() -> None:
    assert stand(FIRST, EQUAL) == Stand(3.25, must_haves_met=True, above=False)
    assert stand(FIRST, DOUBLE) == Stand(3.5, must_haves_met=True, above=True)
    assert stand(THIRD, EQUAL) == Stand(3.75, must_haves_met=False, above=False)


def test_a_competency_that_nobody_rated_counts_for_nobody() -> None:
    new = Rule(weights={A: 1, B: 1, "new": 3}, minimums={A: 3}, hire_line=3.5)
    assert stand(FIRST, new) == stand(FIRST, EQUAL)


def test_a_must_have_that_nobody_rated_leaves_the_line_open() -> None:
    new = Rule(weights={A: 1, B: 1, "new": 1}, minimums={"new": 3}, hire_line=3)
    assert stand(FIRST, new) == Stand(3.25, must_haves_met=None, above=None)


def test_without_a_line_the_must_haves_say_it() -> None:
    assert stand(THIRD, Rule(weights={A: 1}, minimums={A: 3}, hire_line=None)).above is False


def test_effect_counts_each_kind() -> None:
    assert effect([FIRST, SECOND, THIRD], EQUAL, DOUBLE) == Effect(
        candidates=3, re_ordered=3, other_side=2, other_must_haves=0
    )


def test_effect_of_a_lower_minimum() -> None:
    lower = Rule(weights={A: 1, B: 1}, minimums={A: 2}, hire_line=3.5)
    assert effect([FIRST, SECOND, THIRD], EQUAL, lower) == Effect(3, re_ordered=0, other_side=1, other_must_haves=1)


def test_a_tie_at_stored_precision_is_a_tie() -> None:
    thirds = Rule(weights={A: 1 / 3, B: 2 / 3}, minimums={}, hire_line=None)
    doubled = Rule(weights={A: 1, B: 2}, minimums={}, hire_line=None)
    assert effect([{A: [1], B: [4]}, {A: [3], B: [3]}], thirds, doubled).re_ordered == 0


SCORES = st.fixed_dictionaries({A: st.lists(st.integers(1, 5), max_size=4), B: st.lists(st.integers(1, 5), max_size=4)})


@given(st.lists(SCORES, max_size=6))
def test_the_same_rule_changes_nothing(rows: list[dict[str, list[int]]]) -> None:
    assert effect(rows, EQUAL, EQUAL) == Effect(len(rows), 0, 0, 0)


@given(st.lists(SCORES, max_size=6), st.integers(1, 9))
def test_weights_in_the_same_proportion_change_nothing(rows: list[dict[str, list[int]]], by: int) -> None:
    scaled = Rule({A: by, B: by}, EQUAL.minimums, EQUAL.hire_line)
    assert effect(rows, EQUAL, scaled) == Effect(len(rows), 0, 0, 0)


@given(st.lists(SCORES, max_size=6), st.integers(1, 9), st.randoms(use_true_random=False))
def test_counts_do_not_depend_on_the_order_of_candidates(rows: list[dict[str, list[int]]], by: int, random) -> None:  # type: ignore[no-untyped-def]
    other = Rule({A: by, B: 1}, {B: 3}, 3)
    mixed = random.sample(rows, len(rows))
    assert effect(rows, EQUAL, other) == effect(mixed, EQUAL, other)
