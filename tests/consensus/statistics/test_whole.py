"""The panel of the demo, and what must hold for every panel."""

import json
import subprocess
import sys
from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panels.consensus.statistics import spread, standard_error
from panels.consensus.statistics.hire_line import Line
from panels.consensus.statistics.ratings import Competency, PanelRatings
from panels.consensus.statistics.variances import Calibration, Variances
from panels.consensus.statistics.whole import compute
from tests.consensus.statistics.panels import FIVE, PRIYA, WRITING, rated, some_competencies, some_variances

CALIBRATION = Calibration(1, 1, "d" * 64, panels=40, ratings=400, interviewers=12, variances=WRITING)


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


def test_compute_without_a_calibration_has_no_interval() -> None:
    found = compute(PRIYA)
    assert (found.interval, [(one.interval, one.spread) for one in found.competencies]) == (None, [(None, None)] * 5)
    assert found.stability is not None


def test_compute_conditions_on_the_calibration() -> None:
    found = compute(PRIYA, CALIBRATION)
    assert found.interval is not None
    assert vars(found.interval) == pytest.approx({"low": 3.271617, "high": 4.172828, "sem": 0.229901}, abs=5e-7)
    design, incidents, *_ = found.competencies
    assert design.interval == standard_error.interval(11 / 3, standard_error.of_competency(3, WRITING))
    assert design.spread == spread.compare(design.description.sd, 3, WRITING)
    assert (incidents.interval is None, incidents.spread) == (False, None)


def test_compute_says_why_there_is_no_index() -> None:
    assert [(one.agreement.index, one.agreement.reason) for one in compute(PRIYA).competencies] == [
        (None, "too_few")
    ] * 5


def test_compute_gives_an_index_from_four_raters() -> None:
    panel = replace(PRIYA, competencies=(rated(1, {1: 3, 2: 4, 3: 4, 4: 4}),))
    (one,) = compute(panel).competencies
    assert (one.agreement.index, one.agreement.reason) == ("a_wg", "")


@given(some_competencies, some_variances)
@settings(deadline=None)
def test_compute_never_gives_what_is_no_number(given_ones: list[Competency], v: Variances) -> None:
    panel = PanelRatings(FIVE, 3.0, tuple(given_ones), ())
    json.dumps(asdict(compute(panel, replace(CALIBRATION, variances=v))), allow_nan=False)


def test_no_hire_line_is_no_line() -> None:
    assert compute(replace(PRIYA, hire_line=None)).hire_line is None


@given(some_competencies, st.randoms())
def test_compute_does_not_depend_on_the_order_of_raters(given_ones: list[Competency], random: object) -> None:
    mixed = []
    for one in given_ones:
        ratings = list(one.ratings)
        random.shuffle(ratings)  # type: ignore[attr-defined]
        mixed.append(replace(one, ratings=tuple(ratings)))
    panel = PanelRatings(FIVE, 3.0, tuple(given_ones), ("yes",))
    assert compute(replace(panel, competencies=tuple(mixed))) == compute(panel)


@given(some_competencies)
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
