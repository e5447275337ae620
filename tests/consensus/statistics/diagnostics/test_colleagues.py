"""Leaving one interviewer out, against the conditional normal written out."""

from __future__ import annotations

from dataclasses import asdict, replace

import numpy as np
import pytest

from panels.consensus.statistics.diagnostics.colleagues import SMALLEST_RESIDUAL, seen_by_each
from panels.consensus.statistics.table import Floats, RatingTable
from panels.consensus.statistics.variances import Variances
from tests.consensus.statistics.diagnostics.dense import FITTED, LEVELS, SEEN, TABLE, UNEVEN


def foretold_by_hand(target: str, rater: str) -> tuple[Floats, Floats]:
    """The mean and covariance of `rater`'s ratings of `target` given the others', by conditioning."""
    rows = TABLE.target == TABLE.targets.index(target)
    raters, items = TABLE.rater[rows], TABLE.item[rows]
    v = UNEVEN
    whole = (
        v.candidate
        + v.candidate_competency * (items[:, None] == items)
        + v.candidate_interviewer * (raters[:, None] == raters)
        + v.residual * np.eye(len(items))
    )
    u = (TABLE.level - FITTED.intercept - FITTED.own)[rows]
    b = raters == TABLE.raters.index(rater)
    weights = whole[np.ix_(b, ~b)] @ np.linalg.inv(whole[np.ix_(~b, ~b)])
    order = np.argsort(items[b])
    mean = FITTED.intercept[rows][b] + weights @ u[~b]
    covariance = whole[np.ix_(b, b)] - weights @ whole[np.ix_(~b, b)]
    return mean[order], covariance[np.ix_(order, order)]


@pytest.mark.parametrize(("rater", "targets"), [("a", ["p1", "p2", "p3", "p5"]), ("b", ["p1", "p2", "p5"])])
def test_seen_is_what_conditioning_gives(rater: str, targets: list[str]) -> None:
    seen = SEEN[TABLE.raters.index(rater)]
    assert len(seen) == len(targets)
    found = {}
    for i in range(len(seen)):
        m = int(seen.rated[i].sum())
        found[tuple(np.round(seen.level[i, :m]))] = (seen.foretold[i, :m], seen.covariance[i, :m, :m])
    for target in targets:
        levels = tuple(float(level) for _, level in sorted(LEVELS[target][rater].items()))
        mean, covariance = foretold_by_hand(target, rater)
        assert found[levels][0] == pytest.approx(mean, abs=1e-12)
        assert found[levels][1] == pytest.approx(covariance, abs=1e-12)


def test_seen_leaves_out_who_was_seen_by_nobody_else() -> None:
    assert [len(seen) for seen in SEEN] == [4, 3, 2]
    assert not (SEEN[0].level == [3, 3, 1]).all(axis=1).any()


def test_seen_is_padded_with_nothing() -> None:
    assert [int((seen.rated == 0).sum()) for seen in SEEN] == [4, 0, 2]
    for seen in SEEN:
        empty = seen.rated == 0
        for values in (seen.level, seen.foretold, seen.own):
            assert not values[empty].any()
        for matrix in (seen.covariance, seen.precision):
            assert not matrix[empty].any()
            assert not matrix.transpose(0, 2, 1)[empty].any()


def test_seen_holds_the_inverse_beside_the_covariance() -> None:
    for seen in SEEN:
        identity = seen.rated[:, :, None] * np.eye(seen.rated.shape[1])
        assert seen.precision @ seen.covariance == pytest.approx(identity, abs=1e-12)


def test_seen_names_own_severities_and_items() -> None:
    seen = SEEN[2]
    by_level = {tuple(seen.level[i]): i for i in range(len(seen))}
    three, one = by_level[(4.0, 4.0, 4.0)], by_level[(4.0, 0.0, 0.0)]
    assert seen.own[three].tolist() == [0.1, 0.1, 0.0]
    assert seen.item[three].tolist() == np.eye(3).tolist()
    assert seen.item[one].tolist() == [[0, 1, 0], [0, 0, 0], [0, 0, 0]]


def test_seen_counts_own_items_only() -> None:
    table = RatingTable.from_rows([("p", "a", "x", 3.0), ("p", "b", "x", 4.0), ("p", "b", "y", 2.0)])
    fitted = replace(FITTED, intercept=np.full(3, 3.0), own=np.zeros(3))
    assert [seen.item.shape for seen in seen_by_each(table, fitted)] == [(1, 1, 1), (1, 2, 2)]


def test_seen_is_empty_without_any_variance() -> None:
    nothing = replace(FITTED, variances=Variances(0.0, 0.0, 0.1, 0.1, 0.0, 0.0))
    assert [len(seen) for seen in seen_by_each(TABLE, nothing)] == [0, 0, 0]


def test_seen_stays_finite_without_a_residual() -> None:
    agreed = replace(FITTED, variances=replace(UNEVEN, residual=0.0))
    for seen in seen_by_each(TABLE, agreed):
        assert len(seen)
        assert all(np.isfinite(values).all() for values in (seen.foretold, seen.covariance, seen.precision))
    assert SMALLEST_RESIDUAL == 1e-9


def test_seen_takes_the_least_residual_as_a_share_of_the_whole() -> None:
    """Ratings on another scale have other variances, and the same picture."""
    agreed = replace(UNEVEN, residual=0.0)
    small = Variances(**{name: 1e-4 * value for name, value in asdict(agreed).items()})
    one, other = (seen_by_each(TABLE, replace(FITTED, variances=v))[0] for v in (agreed, small))
    assert other.covariance == pytest.approx(1e-4 * one.covariance, rel=1e-6, abs=1e-12)


def test_seen_of_an_empty_table() -> None:
    table = RatingTable.from_rows([])
    none = np.zeros(0)
    assert seen_by_each(table, replace(FITTED, intercept=none, own=none)) == ()


def test_seen_tells_candidates_apart_who_were_rated_on_the_same_items_by_turns() -> None:
    """b rated p1 on x and p2 on y: what b says of p1's x and a's own two ratings go together differently."""
    rows = [(p, "a", item, 3.0) for p in ("p1", "p2") for item in "xy"] + [("p1", "b", "x", 4.0), ("p2", "b", "y", 4.0)]
    table = RatingTable.from_rows(rows)
    fitted = replace(FITTED, intercept=np.full(6, 3.0), own=np.zeros(6), severity=FITTED.severity[:2])
    (of_a, _) = seen_by_each(table, fitted)
    x_first, y_first = of_a.foretold[0], of_a.foretold[1]
    assert x_first[0] > x_first[1]
    assert y_first == pytest.approx(x_first[::-1])
