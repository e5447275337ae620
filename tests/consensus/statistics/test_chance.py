"""Against all answers written out one by one, and the table of docs/measures.md."""

import itertools
import statistics
import time
from collections.abc import Callable

import pytest

from panels.consensus.statistics.chance import Index, chance
from panels.consensus.statistics.ratings import Scale
from panels.consensus.statistics.within_group import a_wg

FIVE = Scale(1, 5)

Scores = tuple[int, ...]


def share(reached: Callable[[Scores], bool], k: int, scale: Scale) -> float:
    """How many of all A^k lists of scores reach it."""
    lists = list(itertools.product(range(scale.low, scale.high + 1), repeat=k))
    return sum(map(reached, lists)) / len(lists)


@pytest.mark.parametrize(
    ("index", "observed", "expected"),
    [
        ("r_wg", 0.70, [".52", ".23", ".098", ".059", ".045", ".021"]),
        ("ad", 5 / 6, [".52", ".52", ".41", ".41", ".35", ".16"]),
        ("range", 1, [".52", ".23", ".098", ".040", ".016", ".003"]),
    ],
    ids=["r_wg", "ad", "range"],
)
def test_chance_reproduces_the_table_of_the_documentation(index: Index, observed: float, expected: list[str]) -> None:
    for k, printed in zip((2, 3, 4, 5, 6, 8), expected, strict=True):
        found = chance(index, k, FIVE, observed)
        assert found is not None
        assert f"{found:.{len(printed) - 1}f}".lstrip("0") == printed


@pytest.mark.parametrize("scale", [FIVE, Scale(0, 3), Scale(1, 2)], ids=["five", "four", "two"])
@pytest.mark.parametrize("k", [1, 2, 3, 4, 5])
def test_chance_counts_every_answer(k: int, scale: Scale) -> None:
    a = scale.span + 1
    for observed in (-1.0, -0.2, 0.0, 0.25, 0.5, 0.75, 1.0):
        assert chance("a_wg", k, scale, observed) == pytest.approx(
            share(lambda x, o=observed: (v := a_wg(x, scale)) is not None and v >= o - 1e-12, k, scale), abs=1e-12
        )
        if k > 1:
            assert chance("r_wg", k, scale, observed) == pytest.approx(
                share(
                    lambda x, o=observed: max(0.0, 1 - 12 * statistics.variance(x) / (a * a - 1)) >= o - 1e-12, k, scale
                ),
                abs=1e-12,
            )
        assert chance("ad", k, scale, observed) == pytest.approx(
            share(
                lambda x, o=observed: statistics.fmean(abs(v - statistics.median(x)) for v in x) <= o + 1e-12, k, scale
            ),
            abs=1e-12,
        )
    for observed in range(-1, scale.span + 1):
        assert chance("range", k, scale, observed) == pytest.approx(
            share(lambda x, o=observed: max(x) - min(x) <= o, k, scale), abs=1e-12
        )


def test_chance_counts_a_tie_as_reached() -> None:
    """Four of five on one level beside it: AD 1/5, which 2 * 5 * 4 and 5 of the 3125 lists reach or better."""
    assert chance("ad", 5, FIVE, 1 / 5) == (2 * 5 * 4 + 5) / 3125
    assert chance("ad", 5, FIVE, 1 / 5 - 1e-6) == 5 / 3125


def test_chance_of_r_wg_needs_two_raters() -> None:
    assert chance("r_wg", 1, FIVE, 0.5) == 0.0


def test_chance_of_the_worst_level_is_certain() -> None:
    assert chance("r_wg", 4, FIVE, 0.0) == 1.0
    assert chance("ad", 4, FIVE, 2.0) == 1.0
    assert chance("range", 4, FIVE, 4) == 1.0


def test_chance_does_not_depend_on_where_the_scale_starts() -> None:
    assert chance("a_wg", 5, Scale(0, 4), 0.6) == chance("a_wg", 5, FIVE, 0.6)


def test_chance_refuses_what_would_take_too_long() -> None:
    assert chance("range", 20, FIVE, 4) == 1.0
    assert chance("range", 21, FIVE, 4) is None
    assert chance("range", 4, Scale(0, 20), 20) == 1.0
    assert chance("range", 5, Scale(0, 20), 20) is None
    assert chance("range", 200, Scale(1, 2), 1) == 1.0
    assert chance("range", 1, Scale(1, 11_000), 0) == 1.0
    assert chance("range", 1, Scale(1, 11_001), 0) is None


def test_chance_needs_raters_and_levels() -> None:
    assert chance("ad", 0, FIVE, 0.0) is None
    assert chance("ad", 1, FIVE, 0.0) == 1.0
    assert chance("ad", 4, Scale(3, 3), 0.0) is None


def test_chance_is_quick_for_a_large_panel() -> None:
    """Processor time of twelve raters on five levels; the limit leaves room for a slow machine."""
    started = time.process_time()
    assert chance("a_wg", 12, FIVE, 0.8) == pytest.approx(0.00018704384, abs=1e-12)
    assert time.process_time() - started < 0.25
