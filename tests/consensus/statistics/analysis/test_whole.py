import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panels.consensus.statistics.analysis.whole import STEPS, analyse
from panels.consensus.statistics.table import RatingTable
from tests.consensus.statistics import published

DOCUMENTED = {
    "n", "alpha", "ac1", "ac2_quadratic", "ac2_quadratic_se", "icc", "within_group", "rwgj_mean", "two_way", "joint",
    "d_study", "components",
}  # fmt: skip


def of(table: RatingTable, scale: tuple[int, int] | None = None, *, item_effect: bool = True) -> dict[str, Any]:
    return analyse(table, scale=scale, item_effect=item_effect, progress=lambda _: None)


def assert_sound(result: dict[str, Any]) -> None:
    """Valid JSON without NaN, and a reason beside each None."""
    assert result.keys() >= DOCUMENTED
    json.dumps(result, allow_nan=False)
    for part in (result, *(part for part in result.values() if isinstance(part, dict))):
        for key, value in part.items():
            if value is None:
                assert part[f"{key}_reason"], key


def test_analyse_counts() -> None:
    result = of(published.table("ptam4_writing"))
    assert result["n"] == {"ratings": 1776, "targets": 209, "raters": 10, "items": 3}
    assert result["scale"] == {"low": 0, "high": 3, "given": False}
    assert result["ratings_by"]["targets"]["S10005"] == 3
    assert sum(result["ratings_by"]["raters"].values()) == 1776
    assert result["components"] == 1
    assert_sound(result)


def test_analyse_tells_what_it_does() -> None:
    heard: list[str] = []
    analyse(published.table("irr_anxiety"), scale=(1, 6), item_effect=True, progress=heard.append)
    assert len(dict.fromkeys(heard)) == STEPS


def test_analyse_without_item_effect_has_one_intercept() -> None:
    table = published.table("ptam4_writing")
    assert "items" in of(table)["two_way"]
    result = of(table, item_effect=False)
    assert "items" not in result["two_way"]
    assert result["two_way"]["intercept"] == pytest.approx(1.5383, abs=1e-4)
    assert result["d_study"] == of(table)["d_study"]


def test_analyse_takes_the_named_scale() -> None:
    result = of(published.table("irr_anxiety"), (1, 6))
    assert result["scale"] == {"low": 1, "high": 6, "given": True}


HOSTILE = {
    "nothing": [],
    "one rating": [("a", "r", "x", 3.0)],
    "one rater": [(f"t{t}", "r", "x", float(t)) for t in range(5)],
    "one target": [("a", f"r{r}", "x", float(r)) for r in range(5)],
    "all equal": [(f"t{t}", f"r{r}", f"i{i}", 4.0) for t in range(4) for r in range(3) for i in range(2)],
    "all apart": [(f"t{t}", f"r{t}", "x", float(t)) for t in range(6)],
    "perfect": [(f"t{t}", f"r{r}", f"i{i}", float(t)) for t in range(5) for r in range(3) for i in range(2)],
    "two parts": [
        (f"t{t}", f"r{r}", "x", float((t * t + r) % 5)) for t in range(8) for r in range(6) if (t < 4) == (r < 3)
    ],
    "one item each": [(f"t{t}", f"r{r}", f"i{t}", float(t + r)) for t in range(5) for r in range(3)],
    "twice the same": [("a", "r", "x", 3.0), ("a", "r", "x", 4.0), ("b", "r", "x", 3.0), ("b", "s", "x", 1.0)],
    "decimals below zero": [(f"t{t}", f"r{r}", "x", -1.25 * t + 0.1 * r * r) for t in range(5) for r in range(3)],
    "far from zero": [(f"t{t}", f"r{r}", "x", 1e9 + (t * r) % 3) for t in range(5) for r in range(3)],
}


@pytest.mark.parametrize("rows", HOSTILE.values(), ids=HOSTILE.keys())
def test_analyse_hostile_ratings_gives_reasons(rows: list[tuple[str, str, str, float]]) -> None:
    assert_sound(of(RatingTable.from_rows(rows)))


def test_analyse_of_nothing_is_on_a_scale_from_0_to_0() -> None:
    assert of(RatingTable.from_rows([]))["scale"] == {"low": 0, "high": 0, "given": False}


def test_analyse_counts_the_parts() -> None:
    assert of(RatingTable.from_rows(HOSTILE["two parts"]))["components"] == 2
    assert of(RatingTable.from_rows(HOSTILE["all apart"]))["components"] == 6


ROW = st.tuples(st.sampled_from("abcd"), st.sampled_from("rstu"), st.sampled_from("xy"), st.integers(1, 5).map(float))


@settings(max_examples=15, deadline=None)
@given(st.lists(ROW, max_size=30))
def test_analyse_anything_is_sound(rows: list[tuple[str, str, str, float]]) -> None:
    assert_sound(of(RatingTable.from_rows(rows)))
