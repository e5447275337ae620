"""The indices over arrays are those of `within_group` one by one."""

from collections import defaultdict
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.consensus.statistics.ratings import Scale
from panels.consensus.statistics.table import RatingTable
from panels.consensus.statistics.within_group import a_wg, ad_mean, r_wg, r_wg_j, uniform_null
from panels.consensus.statistics.within_units import within
from tests.consensus.statistics import published

ROW = st.tuples(st.sampled_from("abc"), st.sampled_from("rstu"), st.sampled_from("xy"), st.integers(1, 5).map(float))


@given(st.lists(ROW, min_size=1, max_size=30))
def test_within_is_within_group_of_each_target_and_item(rows: list[tuple[str, str, str, float]]) -> None:
    table = RatingTable.from_rows(rows)
    found = within(table, 1, 5)
    scores: dict[tuple[str, str], list[float]] = defaultdict(list)
    for target, _, item, level in rows:
        scores[target, item].append(level)
    for place, target in enumerate(table.targets):
        for column, item in enumerate(table.items):
            one = scores[target, item]
            many = len(one) >= 2
            expected = [r_wg(one, 2.0), a_wg(one, Scale(1, 5)), ad_mean(one) if many else None]
            got = [index[place, column] for index in (found.r_wg, found.a_wg, found.ad_mean)]
            assert [None if np.isnan(value) else value for value in got] == pytest.approx(expected, abs=1e-12)
        joint = found.r_wg_j[place]
        known = r_wg_j([scores[target, item] for item in table.items], uniform_null(5))
        assert (None if np.isnan(joint) else joint) == pytest.approx(known, abs=1e-12)


def test_within_reproduces_the_companies_of_lq2002() -> None:
    table, expected = published.table("lq2002_leadership"), published.expected("lq2002_leadership")
    found, item = within(table, 1, 5), table.items.index("LEAD05")
    means = {key: fmean(company[key] for company in expected.values()) for key in ("r_wg", "a_wg", "ad_mean", "r_wg_j")}
    assert found.r_wg[:, item].mean() == pytest.approx(means["r_wg"], abs=1e-9)
    assert found.a_wg[:, item].mean() == pytest.approx(means["a_wg"], abs=1e-9)
    assert found.ad_mean[:, item].mean() == pytest.approx(means["ad_mean"], abs=1e-9)
    assert found.r_wg_j.mean() == pytest.approx(means["r_wg_j"], abs=1e-9)


def test_within_a_scale_of_one_level_has_distances_alone() -> None:
    found = within(RatingTable.from_rows([("a", "r", "x", 3.0), ("a", "s", "x", 3.0)]), 3, 3)
    assert np.isnan([found.r_wg[0, 0], found.a_wg[0, 0], found.r_wg_j[0]]).all()
    assert found.ad_mean[0, 0] == 0


def test_within_nothing_is_empty() -> None:
    found = within(RatingTable.from_rows([]), 0, 0)
    assert found.r_wg.shape == (0, 0)
    assert found.r_wg_j.shape == (0,)
