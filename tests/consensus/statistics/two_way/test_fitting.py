import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panels.consensus.statistics.table import RatingTable
from panels.consensus.statistics.two_way.fitting import CannotFit, TwoWay, fit
from tests.consensus.statistics import published
from tests.consensus.statistics.two_way.plain import criterion, sparse_table

Row = tuple[str, str, str, float]


def crossed(level: object, targets: int = 5, raters: int = 3) -> list[Row]:
    return [
        (f"t{t}", f"r{r}", "x", float(level(t, r)))  # type: ignore[operator]
        for t in range(targets)
        for r in range(raters)
    ]


def of(rows: list[Row]) -> TwoWay:
    return fit(RatingTable.from_rows(rows))


def assert_as_lme4(name: str, model: TwoWay, result: dict, target: str, rater: str) -> None:  # type: ignore[type-arg]
    table = published.table(name)
    variances = [result["vcov"][part] for part in (target, rater, "Residual")]
    assert [model.v_target, model.v_rater, model.v_e] == pytest.approx(variances, rel=1e-3)
    assert model.coefficients.tolist() == pytest.approx(list(result["fixef"].values()), abs=1e-5)
    assert model.criterion == pytest.approx(result.get("REMLcrit", result.get("crit")), abs=1e-6)
    for names, effects, part in (
        (table.targets, model.target_effects, target),
        (table.raters, model.rater_effects, rater),
    ):
        known = dict(zip(result["ranef"][part]["level"], result["ranef"][part]["mode"], strict=True))
        assert effects.tolist() == pytest.approx([known[name] for name in names], abs=1e-4)


def test_fit_penicillin_is_lme4s() -> None:
    result = published.expected("lme4_penicillin")["reml"]
    model = fit(published.table("lme4_penicillin"))
    assert_as_lme4("lme4_penicillin", model, result, "plate", "sample")
    assert [model.v_target**0.5, model.v_rater**0.5, model.v_e**0.5] == pytest.approx(
        [0.8467, 1.9316, 0.5499], abs=6e-5
    )


def test_fit_conference_reviewers_is_lme4s() -> None:
    result = published.expected("kuhlisch_2016_conference")["lmer_reml"]
    assert_as_lme4(
        "kuhlisch_2016_conference", fit(published.table("kuhlisch_2016_conference")), result, "target", "rater"
    )


def test_fit_with_items_is_lme4s_with_treatment_coding() -> None:
    result = published.expected("ptam4_writing")["lmer_item_fixed"]
    assert_as_lme4("ptam4_writing", fit(published.table("ptam4_writing")), result, "target", "rater")


def test_fit_complete_data_is_the_anova_table() -> None:
    model = of([("a", "r", "x", 1.0), ("a", "s", "x", 2.0), ("b", "r", "x", 3.0), ("b", "s", "x", 5.0)])
    assert [model.v_target, model.v_rater, model.v_e] == pytest.approx([3.0, 1.0, 0.25], rel=1e-5)
    assert model.intercept == pytest.approx(2.75)


def test_fit_finds_a_variance_of_exactly_zero() -> None:
    model = fit(published.table("gwet_5observers"))
    assert model.v_rater == 0.0
    assert model.rater_effects.tolist() == [0.0] * 5
    assert model.theta[1] == 0.0


def test_fit_finds_nothing_but_noise() -> None:
    model = of(crossed(lambda t, r: 5 if (t, r) == (0, 0) else 3))
    assert [model.v_target, model.v_rater, model.v_e] == pytest.approx([0.0, 0.0, 4 / 15])


@pytest.mark.parametrize("seed", range(8))
def test_fit_has_no_better_neighbour(seed: int) -> None:
    table = sparse_table(seed)
    model = fit(table)
    assert model.criterion is not None
    for off_target in (-0.02, 0.0, 0.02, 5.0):
        for off_rater in (-0.02, 0.0, 0.02, 5.0):
            theta = np.maximum(model.theta + np.array([off_target, off_rater]), 0)
            assert criterion(table, *theta) >= model.criterion - 1e-8


def test_fit_of_few_ratings_takes_the_higher_of_two_summits() -> None:
    """From its first guess alone the search would end at 0 and .017, where the criterion is .71 higher."""
    levels = {"t0": {"r0": 3, "r3": 4, "r4": 1}, "t1": {"r0": 3, "r1": 1, "r3": 3}, "t2": {"r0": 5, "r1": 5, "r4": 2}}
    table = RatingTable.from_rows((t, r, "x", float(level)) for t, row in levels.items() for r, level in row.items())
    model = fit(table)
    assert [model.v_target / model.v_e, model.v_rater / model.v_e] == pytest.approx([2.499, 2.696], abs=1e-3)
    assert criterion(table, 0.0167, 0.0) - criterion(table, 2.499, 2.696) == pytest.approx(0.709, abs=1e-3)


def test_fit_equal_ratings_vary_by_nothing() -> None:
    model = of(crossed(lambda *_: 4))
    assert [model.v_target, model.v_rater, model.v_e, model.intercept, model.criterion] == [0.0, 0.0, 0.0, 4.0, None]
    assert model.target_effects.tolist() == [0.0] * 5
    assert model.rater_effects.tolist() == [0.0] * 3


def test_fit_takes_two_ratings_more_than_item_means() -> None:
    """Without any difference between raters: 1, 2 and 4 have v_e = 1/2, and (4 - 3/2)^2 = 2 v_t + (1 + 1/2) v_e."""
    model = of([("a", "r", "x", 1.0), ("a", "s", "x", 2.0), ("b", "r", "x", 4.0)])
    assert [model.v_target, model.v_rater, model.v_e] == pytest.approx([2.75, 0.0, 0.5], rel=1e-5)


def test_fit_equal_ratings_of_each_item_vary_by_nothing() -> None:
    model = of([(f"t{t}", f"r{r}", f"i{i}", float(i + 2)) for t in range(4) for r in range(3) for i in range(2)])
    assert (model.v_target, model.v_e, model.coefficients.tolist()) == (0.0, 0.0, [2.0, 1.0])


def test_fit_perfect_agreement_leaves_nothing_over() -> None:
    model = of(crossed(lambda t, _: t))
    assert [model.v_target, model.v_rater, model.v_e] == [pytest.approx(2.5, rel=1e-12), 0.0, 0.0]
    assert model.criterion is None
    assert model.target_effects == pytest.approx([-2, -1, 0, 1, 2], abs=1e-12)
    assert model.rater_effects.tolist() == [0.0] * 3
    turned = of(crossed(lambda _, r: 0.1 + 0.7 * r))
    assert turned.target_effects.tolist() == [0.0] * 5
    assert turned.rater_effects == pytest.approx([-0.7, 0, 0.7], abs=1e-12)


def test_fit_target_plus_rater_exactly_leaves_nothing_over() -> None:
    model = of([row for row in crossed(lambda t, r: 0.1 * t + 0.7 * r) if row[:2] != ("t1", "r1")])
    assert [model.v_target, model.v_rater, model.v_e] == pytest.approx([0.025, 0.49, 0.0], rel=1e-9)
    assert model.intercept == pytest.approx(0.9)


def test_fit_counts_repeated_ratings() -> None:
    """Three ratings in each cell: the classical two-way table without interaction."""
    rows = [
        (f"t{t}", f"r{r}", "x", float(t + (r * r) % 5 + (7 * t + 3 * r + 2 * k) % 4))
        for t in range(6)
        for r in range(4)
        for k in range(3)
    ]
    model = of(rows)
    y = np.array([row[3] for row in rows]).reshape(6, 4, 3)
    targets, raters = y.mean((1, 2)), y.mean((0, 2))
    rest = y - targets[:, None, None] - raters[None, :, None] + y.mean()
    v_e = (rest**2).sum() / (72 - 6 - 4 + 1)
    known = [targets.var(ddof=1) - v_e / 12, raters.var(ddof=1) - v_e / 18, v_e]
    assert [model.v_target, model.v_rater, model.v_e] == pytest.approx(known, rel=1e-5)


def test_fit_disconnected_parts_still_has_variances() -> None:
    rows = [row for row in crossed(lambda t, r: (t * t + r) % 5, 8, 6) if (row[0] < "t4") == (row[1] < "r3")]
    model = of(rows)
    assert model.criterion is not None
    assert np.isfinite([model.v_target, model.v_rater, model.v_e, model.criterion]).all()


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "No targets: how much targets differ shows from two on."),
        ([("a", "r", "x", 3.0)], "One target: how much targets differ shows from two on."),
        (crossed(lambda _, r: r, targets=1), "One target: how much targets differ shows from two on."),
        (crossed(lambda t, _: t, raters=1), "One rater: how much raters differ shows from two on."),
        ([("a", "r", "x", 3.0), ("b", "s", "x", 4.0)], "2 ratings are too few for 1 item means and three variances."),
        (
            [(f"t{t}", f"r{t}", "x", float(t % 3)) for t in range(9)],
            "Who rated whom does not tell targets and raters apart: no two of these ratings would show it.",
        ),
        (
            [(f"t{t}", f"r{t}{k}", "x", float(t + k)) for t in range(4) for k in range(3)],
            "Who rated whom does not tell raters and the rest apart: no two of these ratings would show it.",
        ),
        (
            [(f"t{t}", f"r{r}", f"i{t}", float(t * r)) for t in range(6) for r in range(3)],
            "Once the items' means are taken away, targets have nothing left to differ by.",
        ),
        (
            [row for row in crossed(lambda t, r: t + r, 6, 6) if (row[0] < "t3") == (row[1] < "r3")],
            "Every rating is exactly target plus rater, in parts that no rater joins: nothing to fit.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_fit_refuses_in_words(rows: list[Row], reason: str) -> None:
    with pytest.raises(CannotFit) as refusal:
        of(rows)
    assert str(refusal.value) == reason


def test_fit_refuses_what_would_fill_the_memory() -> None:
    n = 5_001
    codes = np.arange(n)
    names = tuple(f"{code:05}" for code in codes)
    table = RatingTable(
        names, names, ("x",), np.r_[codes, codes], np.r_[codes, codes[::-1]], np.zeros(2 * n, int), np.ones(2 * n)
    )
    with pytest.raises(CannotFit, match=r"^5,001 targets, 5,001 raters and 1 item means: .* may be 5,000\.$"):
        fit(table)


SEEDS = st.integers(0, 10_000)


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, shift=st.integers(-50, 50))
def test_fit_adding_a_constant_shifts_only_the_intercept(seed: int, shift: int) -> None:
    table = sparse_table(seed)
    moved = RatingTable(
        table.targets, table.raters, table.items, table.target, table.rater, table.item, table.level + shift
    )
    one, other = fit(table), fit(moved)
    assert other.intercept == pytest.approx(one.intercept + shift)
    assert [other.v_target, other.v_rater, other.v_e, other.criterion] == pytest.approx(
        [one.v_target, one.v_rater, one.v_e, one.criterion], abs=1e-6
    )
    assert other.target_effects == pytest.approx(one.target_effects, abs=1e-6)


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, order=st.permutations(range(6)))
def test_fit_raters_in_another_order_are_the_same_raters(seed: int, order: list[int]) -> None:
    table = sparse_table(seed)
    names = [f"r{k}" for k in order]
    turned = RatingTable.from_columns(
        [table.targets[k] for k in table.target],
        [names[k] for k in table.rater],
        [table.items[k] for k in table.item],
        table.level.tolist(),
    )
    one, other = fit(table), fit(turned)
    assert [other.v_target, other.v_rater, other.v_e] == pytest.approx([one.v_target, one.v_rater, one.v_e], abs=1e-6)
    found = dict(zip(turned.raters, other.rater_effects.tolist(), strict=True))
    assert [found[name] for name in names] == pytest.approx(one.rater_effects.tolist(), abs=1e-6)


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_fit_turning_targets_and_raters_round_turns_the_result_round(seed: int) -> None:
    table = sparse_table(seed)
    turned = RatingTable(table.raters, table.targets, table.items, table.rater, table.target, table.item, table.level)
    one, other = fit(table), fit(turned)
    assert [other.v_rater, other.v_target, other.criterion] == pytest.approx(
        [one.v_target, one.v_rater, one.criterion], abs=1e-6
    )
    assert other.rater_effects == pytest.approx(one.target_effects, abs=1e-6)
