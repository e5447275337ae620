import pytest

from panels.consensus.statistics.analysis import models
from panels.consensus.statistics.table import RatingTable
from tests.consensus.statistics import published


def test_two_way_has_lme4s_variances_effects_and_deviations() -> None:
    table = published.table("kuhlisch_2016_conference")
    result = published.expected("kuhlisch_2016_conference")["lmer_reml"]
    found = models.two_way(table, models.fit_two_way(table, item_effect=False))["two_way"]
    assert found["reml_criterion"] == pytest.approx(467.2603391522, abs=1e-4)
    assert found["variance"] == pytest.approx(
        {"target": 1.3517855696, "rater": 0.13059029034, "residual": 1.2187239883}, rel=1e-3
    )
    for key, part in (("targets", "target"), ("raters", "rater")):
        ranef = result["ranef"][part]
        known = dict(zip(ranef["level"], zip(ranef["mode"], ranef["condsd"], strict=True), strict=True))
        assert found[key].keys() == known.keys()
        for name, both in known.items():
            assert found[key][name] == pytest.approx(list(both), abs=1e-4)
    assert "items" not in found


def test_two_way_with_items_has_the_first_items_mean_for_intercept() -> None:
    table = published.table("ptam4_writing")
    found = models.two_way(table, models.fit_two_way(table, item_effect=True))["two_way"]
    assert found["intercept"] == pytest.approx(1.4459269302, abs=1e-6)
    assert found["items"] == pytest.approx({"crit3": 0.17736486486, "crit4": 0.099662162162})


def test_two_way_that_cannot_be_had_is_none_with_the_reason() -> None:
    table = RatingTable.from_rows([("a", "r", "x", 3.0)])
    why = "One target: how much targets differ shows from two on."
    assert models.two_way(table, models.fit_two_way(table, item_effect=False)) == {
        "two_way": None,
        "two_way_reason": why,
    }


def test_two_way_of_equal_ratings_lacks_the_criterion_alone() -> None:
    table = RatingTable.from_rows((f"t{t}", f"r{r}", "x", 3.0) for t in range(3) for r in range(2))
    found = models.two_way(table, models.fit_two_way(table, item_effect=False))["two_way"]
    assert found["variance"] == {"target": 0.0, "rater": 0.0, "residual": 0.0}
    assert (found["reml_criterion"], found["reml_criterion_reason"]) == (
        None,
        "The model leaves nothing over, so its likelihood has no bound.",
    )


def test_joint_has_lme4s_variances_under_the_files_names() -> None:
    expected, steps = published.expected("ptam4_writing")["primary_model"], []
    found = models.joint(published.table("ptam4_writing"), lambda: steps.append(1))["joint"]
    known = {name.replace(":", "_").lower(): value for name, value in expected["vcov"].items()}
    assert found["variance"] == pytest.approx(known, rel=1e-3)
    assert found["reml_criterion"] == pytest.approx(expected["REMLcrit"], abs=1e-4)
    assert steps


def test_joint_of_one_item_is_none_with_the_reason() -> None:
    found = models.joint(published.table("kuhlisch_2016_conference"), lambda: None)
    assert found == {"joint": None, "joint_reason": "below 2 items"}


def test_over_items_takes_means_of_what_is_there() -> None:
    rows = [("a", "r", "x", 1.0), ("a", "r", "y", 4.0), ("a", "r", "y", 4.0), ("b", "s", "x", 2.0)]
    means = models.over_items(RatingTable.from_rows(rows))
    assert (means.items, means.target.tolist(), means.rater.tolist(), means.level.tolist()) == (
        ("mean",), [0, 1], [0, 1], [3.0, 2.0],
    )  # fmt: skip


def test_over_items_of_one_rater_keeps_her_targets_apart() -> None:
    means = models.over_items(RatingTable.from_rows((target, "r", item, 2.0) for target in "abc" for item in "xy"))
    assert (means.target.tolist(), means.rater.tolist()) == ([0, 1, 2], [0, 0, 0])


def test_phi_curve_is_that_of_the_means_over_items() -> None:
    v = published.expected("ptam4_writing")["overall_cellmean_model"]["vcov"]
    means = models.over_items(published.table("ptam4_writing"))
    found = models.phi_curve(models.fit_two_way(means, item_effect=False))["d_study"]
    assert list(found) == [str(k) for k in range(2, 13)]
    assert found == pytest.approx(
        {str(k): v["target"] / (v["target"] + (v["rater"] + v["Residual"]) / k) for k in range(2, 13)}, abs=1e-4
    )


def test_phi_curve_where_nothing_varies_is_none_with_the_reason() -> None:
    table = RatingTable.from_rows((f"t{t}", f"r{r}", "x", 3.0) for t in range(3) for r in range(2))
    found = models.phi_curve(models.fit_two_way(table, item_effect=False))
    assert found["d_study"] is None
    assert found["d_study_reason"].startswith("Neither targets nor raters")
