"""The panel of the demo, and what must hold for every panel."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.consensus.statistics.hire_line import Line
from panels.consensus.statistics.ratings import Competency, PanelRatings, Rating, Scale
from panels.consensus.statistics.whole import compute

FIVE = Scale(1, 5)


def rated(number: int, levels: dict[int, int | None], *, weight: float = 1.0, minimum: int | None = None) -> Competency:
    return Competency(
        number,
        weight,
        minimum,
        tuple(Rating(seat, level, "" if level is not None else "out_of_time") for seat, level in levels.items()),
    )


PRIYA = PanelRatings(
    scale=FIVE,
    hire_line=3.6,
    competencies=(
        rated(1, {1: 2, 2: 4, 4: 5}, weight=2.0, minimum=3),
        rated(2, {2: 3, 3: 4}, minimum=3),
        rated(3, {1: 4, 4: 4}),
        rated(4, {2: 4, 3: 4}),
        rated(5, {1: None, 3: 3, 4: 4}),
    ),
    recommendations=("no", "yes", "yes", "strong_yes"),
)


def test_compute_the_demo_panel() -> None:
    found = compute(PRIYA)
    assert found.totals.mean == pytest.approx(67 / 18)
    assert found.discuss == (1,)
    assert found.must_haves_met is True
    assert found.hire_line == Line(line=3.6, overall_reaches=True, above=True)
    assert found.recommendations.side == "yes"
    assert [one.description.n for one in found.competencies] == [3, 2, 2, 2, 2]
    assert found.competencies[4].coverage.out_of_time == 1


def test_hire_line_is_not_reached_with_an_unmet_must_have() -> None:
    panel = replace(PRIYA, competencies=(rated(1, {1: 2}, minimum=3), rated(2, {1: 5})), hire_line=3.0)
    assert compute(panel).hire_line == Line(line=3.0, overall_reaches=True, above=False)


def test_hire_line_stays_open_while_a_must_have_is_not_rated() -> None:
    panel = replace(PRIYA, competencies=(rated(1, {1: None}, minimum=3), rated(2, {1: 5})), hire_line=3.0)
    assert compute(panel).hire_line == Line(line=3.0, overall_reaches=True, above=None)


def test_hire_line_is_compared_at_the_stored_precision() -> None:
    """Seven tenths do not add up to a whole number of sevenths in binary; the line is reached all the same."""
    thirds = tuple(rated(number, {1: 3, 2: 4, 3: 4}) for number in range(7))
    panel = replace(PRIYA, competencies=thirds, hire_line=11 / 3 + 4e-7)
    assert compute(panel).hire_line == Line(line=11 / 3 + 4e-7, overall_reaches=True, above=True)


def test_no_hire_line_is_no_line() -> None:
    assert compute(replace(PRIYA, hire_line=None)).hire_line is None


levels = st.none() | st.integers(1, 5)
competencies = st.lists(
    st.builds(
        lambda number, given_levels, weight, minimum: rated(
            number, dict(enumerate(given_levels)), weight=weight, minimum=minimum
        ),
        st.integers(1, 99),
        st.lists(levels, max_size=6),
        st.sampled_from([0.5, 1.0, 2.0]),
        st.none() | st.integers(1, 5),
    ),
    max_size=5,
    unique_by=lambda one: one.id,
)


@given(competencies, st.randoms())
def test_compute_does_not_depend_on_the_order_of_raters(given_ones: list[Competency], random: object) -> None:
    mixed = []
    for one in given_ones:
        ratings = list(one.ratings)
        random.shuffle(ratings)  # type: ignore[attr-defined]
        mixed.append(replace(one, ratings=tuple(ratings)))
    panel = PanelRatings(FIVE, 3.0, tuple(given_ones), ("yes",))
    assert compute(replace(panel, competencies=tuple(mixed))) == compute(panel)


@given(competencies)
def test_compute_never_takes_a_non_rating_for_a_number(given_ones: list[Competency]) -> None:
    without = tuple(
        replace(one, ratings=tuple(rating for rating in one.ratings if rating.level is not None)) for one in given_ones
    )
    panel = PanelRatings(FIVE, 3.0, tuple(given_ones), ())
    found, bare = compute(panel), compute(replace(panel, competencies=without))
    assert [one.description for one in found.competencies] == [one.description for one in bare.competencies]
    assert (found.totals, found.discuss, found.hire_line) == (bare.totals, bare.discuss, bare.hire_line)


BLOCKER = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "numpy", "interviews"}:
            raise ImportError(name)

sys.meta_path.insert(0, Blocker())
import panels.consensus.statistics.whole
print(sorted(name for name in sys.modules if name.split(".")[0] in {"django", "numpy", "interviews", "random"}))
"""


def test_statistics_run_without_django() -> None:
    """`random` comes in by the standard library's own statistics module; nothing of ours asks for it."""
    done = subprocess.run([sys.executable, "-c", BLOCKER], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['random']"
