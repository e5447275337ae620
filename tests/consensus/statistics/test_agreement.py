import subprocess
import sys
from dataclasses import asdict
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.consensus.statistics.agreement import Agreement, agreement
from panels.consensus.statistics.chance import chance
from panels.consensus.statistics.ratings import Scale

FIVE = Scale(1, 5)
TOO_FEW = Agreement(index=None, value=None, chance=None, r_wg=None, ad=None, reason="too_few")


def test_agreement_below_four_raters_is_refused() -> None:
    assert agreement([], FIVE) == agreement([3], FIVE) == agreement([3, 3, 3], FIVE) == TOO_FEW


def test_agreement_from_four_raters_is_a_wg_beside_chance() -> None:
    assert asdict(agreement([2, 3, 3, 4], FIVE)) == {
        "index": "a_wg",
        "value": pytest.approx(0.75),
        "chance": chance("a_wg", 4, FIVE, 0.75),
        "r_wg": pytest.approx(2 / 3),
        "ad": 0.5,
        "reason": "",
    }


def test_agreement_is_ad_where_a_wg_is_undefined() -> None:
    found = agreement([5, 5, 5, 4], FIVE)
    assert found == Agreement(
        index="ad", value=0.25, chance=chance("ad", 4, FIVE, 0.25), r_wg=pytest.approx(0.875), ad=0.25, reason=""
    )


def test_agreement_is_ad_where_raters_are_fewer_than_the_levels_less_one() -> None:
    """Five raters are one too few for seven levels; four levels and five are enough for four."""
    assert agreement([3, 4, 4, 4, 5], Scale(1, 7)).index == "ad"
    assert agreement([3, 4, 4, 4, 4, 5], Scale(1, 7)).index == "a_wg"
    assert agreement([2, 3, 3, 2], Scale(1, 4)).index == "a_wg"
    assert agreement([2, 3, 3, 2], FIVE).index == "a_wg"
    assert agreement([2, 3, 3, 2], Scale(1, 6)).index == "ad"


def test_agreement_of_raters_who_are_all_at_an_end_is_whole() -> None:
    found = agreement([5, 5, 5, 5], FIVE)
    assert (found.index, found.value, found.r_wg, found.ad) == ("a_wg", 1.0, 1.0, 0.0)
    # all at an end, or all alike with a mean of 2 to 4
    assert found.chance == 5 / 625


def test_agreement_without_a_countable_chance_still_has_its_index() -> None:
    found = agreement([10] * 21, Scale(0, 20))
    assert (found.index, found.value, found.chance) == ("a_wg", 1.0, None)


def test_agreement_on_a_single_level_is_undefined() -> None:
    assert agreement([3, 3, 3, 3], Scale(3, 3)) == Agreement(None, None, None, None, None, "undefined")
    assert agreement([1, 2, 1, 2], Scale(1, 2)).reason == ""


@given(st.lists(st.integers(0, 6), max_size=8), st.randoms())
def test_agreement_depends_on_the_scores_alone(scores: list[int], random: object) -> None:
    """Also for levels that the scale does not have: a number or None, whatever the order."""
    mixed = list(scores)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    found, again = asdict(agreement(scores, FIVE)), asdict(agreement(mixed, FIVE))
    assert found == pytest.approx(again, abs=1e-12)
    assert all(value is None or isfinite(value) for value in found.values() if not isinstance(value, str))


def test_agreement_loads_no_numpy() -> None:
    """The report of one candidate is made from it."""
    code = "import sys, panels.consensus.statistics.agreement; print('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
