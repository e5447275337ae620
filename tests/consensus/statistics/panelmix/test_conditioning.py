from dataclasses import replace

import numpy as np
import pytest

from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.panelmix.conditioning import Conditioned, Unconditioned, condition
from panels.consensus.statistics.panelmix.posterior import Posterior, solve
from panels.consensus.statistics.table import RatingTable
from tests.consensus.statistics.panelmix.asked import WEIGHTS, overalls, ratings_of, without
from tests.consensus.statistics.panelmix.tables import EDGES, MIXED, Dense, drawn


def asked(posterior: Posterior, ratings: list[tuple[str, str, float]], target: str | None) -> Conditioned:
    found = condition(posterior, ratings, WEIGHTS, target)
    assert isinstance(found, Conditioned)
    return found


def with_residual(posterior: Posterior, residual: float) -> Posterior:
    """The same posterior at another v_e, which scales every covariance."""
    nodes = tuple(
        replace(node, residual=residual, covariance=node.covariance * residual / node.residual)
        for node in posterior.nodes
    )
    return replace(posterior, nodes=nodes)


@pytest.mark.parametrize("ratios", EDGES)
def test_a_candidate_inside_is_the_prediction_written_out(ratios: Ratios) -> None:
    table = drawn(3)
    posterior = solve(table, [(1.0, ratios)])
    mean, covariance = overalls(table, ratios, ["t2"])
    found = asked(posterior, ratings_of(table, "t2"), "t2")
    assert found.overall.mean == pytest.approx(mean[0])
    assert found.overall.sd == pytest.approx(
        (Dense.of(table, ratios).expected_residual * covariance[0, 0]) ** 0.5, abs=1e-7
    )


@pytest.mark.parametrize("ratios", EDGES)
@pytest.mark.parametrize("seed", range(4))
def test_a_new_candidate_is_as_if_all_were_solved_with_her(seed: int, ratios: Ratios) -> None:
    table = drawn(seed, share=0.4)
    before, after = solve(without(table, "t1"), [(1.0, ratios)]), solve(table, [(1.0, ratios)])
    ratings = ratings_of(table, "t1")
    residual = before.nodes[0].residual
    found = asked(before, ratings, None)
    solved = asked(with_residual(after, residual), ratings, "t1")
    assert found.overall.mean == pytest.approx(solved.overall.mean)
    assert found.overall.sd == pytest.approx(solved.overall.sd, abs=1e-7)
    for item, one in found.items.items():
        assert one.mean == pytest.approx(solved.items[item].mean)
        assert one.sd == pytest.approx(solved.items[item].sd, abs=1e-7)


def test_a_new_candidate_of_strangers_is_as_if_all_were_solved_with_her() -> None:
    table = drawn(5)
    rows = [("new", j, c, 2.0 + len(j) + k) for j in ("r1", "stranger", "nobody") for k, c in enumerate(("c0", "c2"))]
    rows.append(("new", "stranger", "c2", 5.0))
    old = [
        (table.targets[t], table.raters[j], table.items[c], float(level))
        for t, j, c, level in zip(table.target, table.rater, table.item, table.level, strict=True)
    ]
    before, after = solve(table, [(1.0, MIXED)]), solve(RatingTable.from_rows([*old, *rows]), [(1.0, MIXED)])
    ratings = [row[1:] for row in rows]
    found = asked(before, ratings, "new")
    solved = asked(with_residual(after, before.nodes[0].residual), ratings, "new")
    assert found.overall.mean == pytest.approx(solved.overall.mean)
    assert found.overall.sd == pytest.approx(solved.overall.sd)


def test_new_candidates_come_with_cells_that_nobody_has_seen() -> None:
    tables = [drawn(seed, share=0.4) for seed in range(4)]
    assert any(
        len(solve(table, [(1.0, MIXED)]).rater) > len(solve(without(table, "t1"), [(1.0, MIXED)]).rater)
        for table in tables
    )


def test_raw_and_shift_are_over_the_same_items() -> None:
    table = drawn(5)
    posterior = solve(table, [(1.0, MIXED)])
    found = asked(posterior, [("r0", "c0", 2.0), ("r1", "c0", 3.0), ("r1", "c2", 5.0)], None)
    assert set(found.items) == {"c0", "c2"}
    assert found.raw == pytest.approx((2 * 2.5 + 3 * 5) / 5)
    assert found.overall.mean == pytest.approx((2 * found.items["c0"].mean + 3 * found.items["c2"].mean) / 5)
    assert found.shift == pytest.approx(found.overall.mean - found.raw)
    assert found.shift_sd == found.overall.sd


def test_a_rating_on_an_item_without_weight_tells_of_the_candidate_all_the_same() -> None:
    posterior = solve(drawn(5), [(1.0, MIXED)])
    ratings = [("r0", "c0", 2.0), ("r1", "c1", 5.0)]
    both = condition(posterior, ratings, {"c0": 1.0}, None)
    alone = condition(posterior, ratings[:1], {"c0": 1.0}, None)
    assert isinstance(both, Conditioned)
    assert isinstance(alone, Conditioned)
    assert (both.raw, set(both.items)) == (2.0, {"c0"})
    assert both.overall.mean > alone.overall.mean
    assert both.overall.sd < alone.overall.sd


def test_nodes_are_mixed() -> None:
    table = drawn(5)
    other = Ratios(0.2, 0.1, 0.9, 2.0, 0.3)
    one, two = (asked(solve(table, [(1.0, ratios)]), ratings_of(table, "t0"), "t0") for ratios in (MIXED, other))
    both = asked(solve(table, [(0.3, MIXED), (0.7, other)]), ratings_of(table, "t0"), "t0")
    mean = 0.3 * one.overall.mean + 0.7 * two.overall.mean
    assert both.overall.mean == pytest.approx(mean)
    squares = sum(
        weight * (single.overall.sd**2 + single.overall.mean**2) for weight, single in ((0.3, one), (0.7, two))
    )
    assert both.overall.sd == pytest.approx((squares - mean**2) ** 0.5)
    assert both.items["c0"].mean == pytest.approx(0.3 * one.items["c0"].mean + 0.7 * two.items["c0"].mean)


@pytest.mark.parametrize(
    ("ratings", "weights", "code"),
    [
        ([], {"c0": 1.0}, "no_ratings"),
        ([("r0", "c0", 3.0)], {"c1": 1.0}, "no_ratings"),
        ([("r0", "c0", 3.0)], {"c0": 0.0}, "no_ratings"),
        ([("r0", "c0", 3.0), ("r0", "c9", 3.0)], {"c0": 1.0}, "new_competency"),
        ([("r0", "c9", 3.0)], {"c9": 1.0}, "new_competency"),
    ],
)
def test_what_cannot_be_conditioned_says_why(
    ratings: list[tuple[str, str, float]], weights: dict[str, float], code: str
) -> None:
    assert condition(solve(drawn(5), [(1.0, MIXED)]), ratings, weights, None) == Unconditioned(code)


def test_without_any_variance_there_is_no_nan() -> None:
    table = RatingTable.from_rows((t, j, c, 3.0) for t in "ab" for j in "rs" for c in ("c0", "c1"))
    found = asked(solve(table, [(1.0, MIXED)]), [("r", "c0", 3.0), ("x", "c1", 3.0)], None)
    assert (found.overall.mean, found.overall.sd) == pytest.approx((3.0, 0.0))
    assert np.isfinite(found.shift)
