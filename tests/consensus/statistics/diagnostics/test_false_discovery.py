import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.consensus.statistics.diagnostics.false_discovery import RATE, q_values

PUBLISHED = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459),
    *(0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]
"""The fifteen of Benjamini & Hochberg (1995), section 4, of which they reject four at .05."""


def test_q_values_reject_what_the_paper_rejects() -> None:
    found = q_values(PUBLISHED)
    assert [q < RATE for q in found] == [True] * 4 + [False] * 11
    assert found[:4] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625], abs=1e-15)


def test_q_values_take_the_lowest_rate_of_a_larger_p() -> None:
    """0.04 alone would need a rate of 0.08; with 0.041 beside it 0.041 is enough."""
    assert q_values([0.041, 0.04]) == [0.041, 0.041]
    assert q_values([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.04, 0.04], abs=1e-15)


def test_q_values_of_nothing_and_of_one() -> None:
    assert q_values([]) == []
    assert q_values([0.03]) == [0.03]
    assert q_values([1.0, 1.0]) == [1.0, 1.0]


chances = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(chances)
def test_q_values_reject_as_the_step_up_rule(p: list[float]) -> None:
    """Reject the k smallest, with k the largest i for which p_(i) <= i rate / m."""
    m = len(p)
    for rate in (0.01, 0.05, 0.2):
        reached = [i for i, one in enumerate(sorted(p), start=1) if one * (m / i) <= rate]
        limit = sorted(p)[reached[-1] - 1] if reached else -1.0
        assert [q <= rate for q in q_values(p)] == [one <= limit for one in p]


@given(chances, st.randoms(use_true_random=False))
def test_q_values_follow_their_p_in_any_order(p: list[float], random: object) -> None:
    order = list(range(len(p)))
    random.shuffle(order)  # type: ignore[attr-defined]
    found = q_values(p)
    assert q_values([p[i] for i in order]) == [found[i] for i in order]
    assert all(one <= q <= 1.0 for one, q in zip(p, found, strict=True))
