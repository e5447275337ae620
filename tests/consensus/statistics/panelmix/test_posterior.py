import numpy as np
import pytest

from panels.consensus.statistics.panelmix.components import FLOOR, Ratios
from panels.consensus.statistics.panelmix.posterior import Posterior, solve
from panels.consensus.statistics.table import RatingTable
from panels.consensus.statistics.variances import Variances
from tests.consensus.statistics.panelmix.tables import EDGES, MIXED, Dense, drawn


@pytest.mark.parametrize("ratios", EDGES)
def test_posterior_is_prediction_and_error_written_out(ratios: Ratios) -> None:
    table = drawn(4)
    posterior = solve(table, [(1.0, ratios)])
    (node,) = posterior.nodes
    written = Dense.of(table, ratios)
    same_rater = posterior.rater[:, None] == table.rater
    same_cell = same_rater & (posterior.item[:, None] == table.item)
    items = len(table.items)
    with_y = np.vstack(
        [
            np.zeros((items, len(table))),
            ratios.interviewer * same_rater + ratios.interviewer_competency * same_cell,
        ]
    )
    fixed = np.vstack([np.eye(items), np.zeros((len(posterior.rater), items))])
    mean, change = written.predicted(with_y, fixed)
    prior = np.zeros_like(change)
    cells = len(posterior.rater)
    prior[items:, items:] = ratios.interviewer * (
        posterior.rater[:, None] == posterior.rater
    ) + ratios.interviewer_competency * np.eye(cells)
    assert node.residual == pytest.approx(written.expected_residual)
    assert node.mean == pytest.approx(mean, abs=1e-8)
    assert node.covariance == pytest.approx(written.expected_residual * (prior + change), abs=1e-8)
    assert (node.weight, node.ratios) == (1.0, ratios)


def test_posterior_remembers_who_is_in_it() -> None:
    table = RatingTable.from_rows(
        [(t, j, c, 1.0 + len(t) + len(j)) for t, j in (("a", "r"), ("bb", "r"), ("ccc", "sss")) for c in ("x", "y")]
    )
    posterior = solve(table, [(1.0, MIXED)])
    assert posterior.targets == {"a", "bb", "ccc"}
    assert (posterior.raters, posterior.items) == (("r", "sss"), ("x", "y"))
    assert (posterior.rater.tolist(), posterior.item.tolist()) == ([0, 0, 1, 1], [0, 1, 0, 1])
    assert (posterior.met.tolist(), posterior.part.tolist()) == ([2, 1], [0, 1])


def test_variances_are_means_over_the_nodes() -> None:
    table = drawn(4)
    other = Ratios(2.0, 0.3, 0.2, FLOOR, 0.1)
    posterior = solve(table, [(0.25, MIXED), (0.75, other)])
    one, two = (node.residual for node in posterior.nodes)
    assert posterior.variances == Variances(
        candidate=pytest.approx(0.25 * one * 1.1 + 0.75 * two * 2.0),
        candidate_competency=pytest.approx(0.25 * one * 0.3 + 0.75 * two * 0.3),
        interviewer=pytest.approx(0.25 * one * 0.35),
        interviewer_competency=pytest.approx(0.25 * one * 0.12 + 0.75 * two * 0.1),
        candidate_interviewer=pytest.approx(0.25 * one * 0.45 + 0.75 * two * 0.2),
        residual=pytest.approx(0.25 * one + 0.75 * two),
    )


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("t", "r", "x", 3.0), ("t", "r", "x", 4.0)], id="one of everything"),
        pytest.param([(t, j, "x", 3.0) for t in "ab" for j in "rs"], id="all equal"),
        pytest.param([(t, t, "x", float(ord(t))) for t in "abc"], id="all apart"),
    ],
)
def test_posterior_of_next_to_nothing_is_finite(rows: list[tuple[str, str, str, float]]) -> None:
    table = RatingTable.from_rows(rows)
    posterior: Posterior = solve(table, [(1.0, MIXED)])
    (node,) = posterior.nodes
    degrees = len(rows) - 1
    assert node.residual == pytest.approx(Dense.of(table, MIXED).residual * degrees / max(degrees - 2, 1))
    assert np.isfinite(node.mean).all()
    assert np.isfinite(node.covariance).all()
    assert node.residual >= 0.0
