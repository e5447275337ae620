import pytest

from panels.consensus.statistics.analysis import agreement
from panels.consensus.statistics.table import RatingTable
from tests.consensus.statistics import published


def of(*rows: tuple[str, str, str, float]) -> RatingTable:
    return RatingTable.from_rows(rows)


EQUAL = of(("a", "r", "x", 3.0), ("a", "s", "x", 3.0), ("b", "r", "x", 3.0), ("b", "s", "x", 3.0))
ONCE = of(("a", "r", "x", 3.0), ("b", "s", "x", 4.0))


@pytest.mark.parametrize("name", ["krippendorff_4coders", "gwet_5observers", "irr_anxiety", "kuhlisch_2016_conference"])
def test_alpha_is_that_of_the_reference(name: str) -> None:
    expected = published.expected(name)["alpha"]
    found = agreement.alpha(published.table(name))["alpha"]
    assert found == pytest.approx(expected, abs=1e-9)


def test_alpha_without_variation_is_none_with_the_reason() -> None:
    why = "No variation: all ratings that can be compared are equal."
    assert agreement.alpha(EQUAL) == {"alpha": None, "alpha_reason": why}


def test_alpha_below_zero_lacks_the_ratio_alone() -> None:
    found = agreement.alpha(of(("a", "r", "x", -1.0), ("a", "s", "x", 2.0), ("b", "r", "x", 2.0), ("b", "s", "x", 2.0)))
    assert found["alpha"]["ratio"] is None
    assert found["alpha"]["ratio_reason"] == "Some ratings are below zero, of which no ratio can be taken."
    assert found["alpha"]["nominal"] == 0.0


def test_gwets_of_the_reference() -> None:
    found = agreement.gwets(published.table("gwet_5observers"), None)
    assert found == pytest.approx(
        {
            "ac1": 0.49662,
            "ac1_se": 0.12197,
            "ac1_n": 15,
            "ac2_quadratic": 0.83043,
            "ac2_quadratic_se": 0.05825,
            "ac2_quadratic_n": 15,
        },
        abs=1e-5,
    )


def test_gwets_count_the_levels_of_a_scale_that_nobody_used() -> None:
    table = published.table("krippendorff_4coders")
    alone, same, wider = (agreement.gwets(table, scale)["ac1"] for scale in (None, (1, 5), (1, 9)))
    assert alone == same == pytest.approx(0.77544, abs=1e-5)
    assert wider > same


def test_gwets_with_decimals_take_the_levels_that_occur() -> None:
    table = of(("a", "r", "x", 1.5), ("a", "s", "x", 2.0), ("b", "r", "x", 2.0), ("b", "s", "x", 2.0))
    assert agreement.gwets(table, (1, 5)) == agreement.gwets(table, None)


@pytest.mark.parametrize(("scale", "known"), [((1, 1001), False), ((1, 1002), True), ((-600, 300), False)])
def test_gwets_of_a_very_long_scale_take_the_levels_that_occur(scale: tuple[int, int], known: bool) -> None:
    """Beyond a thousand levels nobody meant each of them to be used; below, there are too many for the weights."""
    found = agreement.gwets(of(("a", "r", "x", 1.0), ("a", "s", "x", 2.0)), scale)
    assert (found["ac1"] is not None) is known


def test_gwets_of_one_unit_have_no_standard_error() -> None:
    found = agreement.gwets(of(("a", "r", "x", 1.0), ("a", "s", "x", 2.0)), None)
    assert found["ac1"] is not None
    assert found["ac1_se"] is None
    assert found["ac1_se_reason"] == "A single target and item with two ratings gives no standard error."


def test_gwets_without_pairs_say_so() -> None:
    found = agreement.gwets(ONCE, None)
    assert (found["ac1"], found["ac1_reason"]) == (None, "No target has two ratings on one item.")


def test_correlations_are_those_of_shrout_and_fleiss() -> None:
    found = agreement.correlations(published.table("shrout_fleiss_1979"))["icc"]
    published_values = {"1,1": 0.17, "2,1": 0.29, "3,1": 0.71, "1,k": 0.44, "2,k": 0.62, "3,k": 0.91}
    assert found == pytest.approx(published_values, abs=0.005)


def test_correlations_of_incomplete_data_are_none_with_the_reason() -> None:
    assert agreement.correlations(ONCE) == {
        "icc": None,
        "icc_reason": "Not every rater rated every target; see the variances of the two-way model instead.",
    }


def test_within_group_is_the_mean_over_targets() -> None:
    table = of(
        ("a", "r", "x", 1.0), ("a", "s", "x", 5.0),  # r_wg would be below zero
        ("b", "r", "x", 3.0), ("b", "s", "x", 3.0),
        ("c", "r", "x", 2.0),
    )  # fmt: skip
    assert agreement.within_group(table, 1, 5) == {
        "within_group": {"x": {"n": 2, "rwg_mean": 0.5, "awg_mean": 0.0, "ad_mean": 1.0, "awg_n": 2}},
        "rwgj_mean": 0.5,
        "rwgj_n": 2,
    }


def test_within_group_on_no_item_twice_says_so() -> None:
    found = agreement.within_group(ONCE, 1, 5)
    assert found["within_group"]["x"]["rwg_mean_reason"] == "No target has two ratings on this item."
    assert found["rwgj_mean_reason"] == "No target has two ratings on every item."


def test_within_group_of_an_unknown_scale_says_so() -> None:
    found = agreement.within_group(EQUAL, 3, 3)
    assert found["within_group"]["x"]["ad_mean"] == 0.0
    assert found["rwgj_mean_reason"].startswith("All ratings are equal, so the number of levels is not known.")
