import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from panels.consensus.statistics.totals import Part, Totals, totals

weights = st.sampled_from([0.25, 0.5, 1.0, 1.5, 2.0, 10.0])
means = st.floats(0, 20)
parts = st.lists(st.builds(lambda w, x: Part(w, x, x), weights, st.none() | means), max_size=8)


def test_totals_weigh_competencies() -> None:
    """The demo's Priya: System design counts double, (2 * 11/3 + 3.5 + 4 + 4 + 3.5) / 6 = 67/18."""
    found = totals(
        [Part(2.0, 11 / 3, 4.0), Part(1.0, 3.5, 3.5), Part(1.0, 4.0, 4.0), Part(1.0, 4.0, 4.0), Part(1.0, 3.5, 3.5)]
    )
    assert found == Totals(
        mean=pytest.approx(67 / 18), median=pytest.approx(23 / 6), weight_present=6.0, weight_all=6.0
    )


def test_totals_divide_by_the_weights_that_are_present() -> None:
    assert totals([Part(2.0, None, None), Part(1.0, 4.0, 4.0), Part(1.0, 2.0, 3.0)]) == Totals(
        mean=3.0, median=3.5, weight_present=2.0, weight_all=4.0
    )


def test_totals_of_nothing_are_none() -> None:
    assert totals([Part(1.0, None, None)]) == Totals(mean=None, median=None, weight_present=0.0, weight_all=1.0)
    assert totals([]) == Totals(mean=None, median=None, weight_present=0.0, weight_all=0.0)


@given(parts, st.randoms())
def test_totals_do_not_depend_on_order(given_parts: list[Part], random: object) -> None:
    mixed = list(given_parts)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert totals(mixed) == totals(given_parts)


@given(parts, weights)
def test_totals_ignore_what_nobody_rated(given_parts: list[Part], weight: float) -> None:
    with_gap = totals([*given_parts, Part(weight, None, None)])
    without = totals(given_parts)
    assert (with_gap.mean, with_gap.median, with_gap.weight_present) == (
        without.mean,
        without.median,
        without.weight_present,
    )


@given(parts)
def test_totals_lie_within_their_parts(given_parts: list[Part]) -> None:
    there = [part.mean for part in given_parts if part.mean is not None]
    assume(there)
    found = totals(given_parts).mean
    assert min(there) - 1e-9 <= found <= max(there) + 1e-9
