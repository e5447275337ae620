"""The whole of it: the shape that is stored, what must not change it, hostile tables, and people who are known."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panels.consensus.statistics.diagnostics.diagnose import diagnose
from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.panelmix.fit import Fit, fit
from panels.consensus.statistics.panelmix.posterior import solve
from panels.consensus.statistics.panelmix.prior import HOUSE
from panels.consensus.statistics.table import RatingTable
from tests.consensus.statistics.diagnostics.organisation import lower, narrow, noisy, one_impression, organisation
from tests.consensus.statistics.diagnostics.power import (
    EFFECTS,
    MEASURES,
    false_alarms,
    outcomes,
    posterior_at_once,
)

TYPICAL = Ratios(1.5, 0.4, 0.4, 0.375, 0.08)


def diagnosed(table: RatingTable) -> dict[str, dict]:
    """As a calibration does it, but for the grid: with no posterior where there is no joint model."""
    found = fit(table, prior=HOUSE)
    return diagnose(table, solve(table, [(1.0, found.ratios)]) if isinstance(found, Fit) else None)


def named(table: RatingTable) -> dict[str, list[str]]:
    found = diagnose(table, posterior_at_once(table))
    return {name: [who for who in found if found[who]["measures"][name]["state"] == "talk"] for name in MEASURES}


def renamed(table: RatingTable, names: dict[str, str], by: float = 0.0) -> RatingTable:
    return RatingTable.from_columns(
        [table.targets[code] for code in table.target],
        [names[table.raters[code]] for code in table.rater],
        [table.items[code] for code in table.item],
        (table.level + by).tolist(),
    )


def numbers(value: object) -> Iterator[float]:
    if isinstance(value, dict):
        for one in value.values():
            yield from numbers(one)
    elif isinstance(value, int | float):
        yield float(value)


def test_diagnose_has_the_shape_that_is_stored() -> None:
    found = diagnosed(organisation(1, each=20))
    assert sorted(found) == [f"r{number:02}" for number in range(12)]
    one = found["r03"]
    assert one["n"] == {"candidates": 20, "ratings": 80, "cards": 20}
    assert {name: list(one["measures"][name]) for name in one["measures"]} == {
        "severity": ["state", "n", "needed", "mean", "low", "high"],
        "consistency": ["state", "n", "needed", "ratio", "q"],
        "range": ["state", "n", "needed", "ratio", "slope", "slope_needed", "q"],
        "halo": ["state", "n", "needed", "ratio", "q"],
        "straight_lining": ["state", "n", "needed", "share"],
    }
    assert {name: of["needed"] for name, of in one["measures"].items()} == {
        "severity": 8,
        "consistency": 15,
        "range": 15,
        "halo": 8,
        "straight_lining": 8,
    }
    assert json.loads(json.dumps(found)) == found
    assert None not in [figure for of in one["measures"].values() for figure in of.values()]


def test_diagnose_counts_what_each_measure_rests_on() -> None:
    """Nine candidates, one of them seen by nobody else; on two of the others one rating only."""
    rows = [(f"p{i}", "a", item, 3.0 + i % 2) for i in range(9) for item in "xy" if i > 1 or item == "x"]
    rows += [(f"p{i}", "b", item, 2.0 + i % 3) for i in range(8) for item in "xy"]
    found = diagnosed(RatingTable.from_rows(rows))["a"]
    assert found["n"] == {"candidates": 9, "ratings": 16, "cards": 7}
    assert {name: of["n"] for name, of in found["measures"].items()} == {
        "severity": 8,
        "consistency": 8,
        "range": 8,
        "halo": 6,
        "straight_lining": 7,
    }


def test_diagnose_without_a_joint_model_says_nothing_but_of_straight_lining() -> None:
    rows = [(f"p{i}", rater, item, 3.0) for i in range(9) for rater in "ab" for item in "xy"]
    found = diagnose(RatingTable.from_rows(rows), None)["a"]["measures"]
    assert [found[name]["state"] for name in MEASURES] == [*["too_few"] * 4, "plain"]
    assert found["straight_lining"]["share"] == 1.0


@pytest.mark.parametrize(
    ("habit", "expected"),
    [
        (lower(0.7), {"severity"}),
        (noisy(3.0), {"consistency"}),
        (narrow(0.3), {"range"}),
        (one_impression(0.9), {"halo", "straight_lining"}),
    ],
)
def test_diagnose_finds_the_one_who_is_different(habit, expected: set[str]) -> None:
    found = named(organisation(11, each=24, habits={4: habit}, severities=False))
    assert {name for name, who in found.items() if who == ["r04"]} >= expected
    assert {who for of in found.values() for who in of} == {"r04"}


@settings(max_examples=5, deadline=None)
@given(st.permutations(range(5)))
def test_diagnose_does_not_depend_on_names(order: list[int]) -> None:
    table = organisation(3, interviewers=5, each=16, panel=3, competencies=3)
    names = {f"r{number:02}": f"x{place}" for number, place in enumerate(order)}
    one = diagnose(table, solve(table, [(1.0, TYPICAL)]))
    again = renamed(table, names)
    other = diagnose(again, solve(again, [(1.0, TYPICAL)]))
    for name, renamed_to in names.items():
        assert list(numbers(other[renamed_to])) == pytest.approx(list(numbers(one[name])), abs=2e-6)


@settings(max_examples=5, deadline=None)
@given(st.floats(-100, 100))
def test_diagnose_does_not_depend_on_where_the_scale_begins(by: float) -> None:
    table = organisation(4, interviewers=5, each=16, panel=3, competencies=3)
    one = diagnose(table, solve(table, [(1.0, TYPICAL)]))
    moved = renamed(table, {name: name for name in table.raters}, by)
    other = diagnose(moved, solve(moved, [(1.0, TYPICAL)]))
    for name in table.raters:
        assert list(numbers(other[name])) == pytest.approx(list(numbers(one[name])), abs=2e-6)


T = range(20)
HOSTILE = {
    "nothing": [],
    "one_rating": [("p", "a", "x", 3)],
    "one_rater": [(f"p{i}", "a", item, 1 + i % 5) for i in T for item in "xyz"],
    "one_candidate": [("p", rater, item, 1 + len(rater)) for rater in ("a", "bb", "ccc") for item in "xyz"],
    "one_item": [(f"p{i}", rater, "x", 1 + (i * len(rater)) % 5) for i in T for rater in ("a", "bb", "ccc")],
    "all_equal": [(f"p{i}", rater, item, 3) for i in T for rater in "abc" for item in "xyz"],
    "equal_but_one": [(f"p{i}", r, c, 3 + (i == 0 and r == "a" and c == "x")) for i in T for r in "ab" for c in "xy"],
    "all_agree": [(f"p{i}", rater, item, 1 + i % 5) for i in T for rater in "abc" for item in "xyz"],
    "disconnected": [
        (f"p{i}", "ab"[i % 2] + str(k), c, 1 + (i * k) % 5) for i in range(40) for k in (1, 2) for c in "xy"
    ],
    "twice": [(f"p{i}", rater, "x", 1 + (i + k) % 5) for i in T for rater in "ab" for k in range(2)],
    "huge": [(f"p{i}", rater, item, 1e9 * (i % 3) + len(item)) for i in T for rater in "ab" for item in ("x", "yy")],
    "nobody_shares_an_item": [(f"p{i}", rater, rater, 1 + (i * ord(rater)) % 5) for i in T for rater in "abc"],
}


@pytest.mark.parametrize("rows", HOSTILE.values(), ids=HOSTILE.keys())
def test_diagnose_never_fails_and_never_says_nan(rows: list[tuple[str, str, str, float]]) -> None:
    table = RatingTable.from_rows(rows)
    found = diagnosed(table)
    assert tuple(found) == table.raters
    assert all(math.isfinite(one) for one in numbers(found))
    without = diagnose(table, None)
    assert all(math.isfinite(one) for one in numbers(without))


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("pqrs"), st.sampled_from("abc"), st.sampled_from("xy"), st.integers(1, 5)),
        max_size=25,
        unique_by=lambda row: row[:3],
    )
)
def test_diagnose_takes_any_table(rows: list[tuple[str, str, str, int]]) -> None:
    found = diagnosed(RatingTable.from_rows([(*names, float(level)) for *names, level in rows]))
    assert all(math.isfinite(one) for one in numbers(found))
    assert {of["state"] for one in found.values() for of in one["measures"].values()} <= {"too_few"}


def test_diagnose_rarely_names_anybody_in_an_organisation_without_fault() -> None:
    """The full form, 200 organisations a cell, is `make diagnose-power`."""
    found = list(outcomes(None, 20, range(8), calibrate=posterior_at_once))
    assert max(false_alarms(found, first_too=True).values()) <= 1 / 8


def test_diagnose_has_the_power_of_its_table() -> None:
    """At 20 candidates to be expected: lower .89, noise .98, narrow .99 by its ratio and .96 by its slope, halo 1."""
    found = [
        sum(one.alone for one in outcomes(effect, 20, range(100, 102), calibrate=posterior_at_once))
        for effect in EFFECTS
    ]
    assert sum(found) >= 11
    assert min(found) >= 1
