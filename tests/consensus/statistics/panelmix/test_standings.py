import numpy as np
import pytest

from panels.consensus.statistics import standard_error
from panels.consensus.statistics.panelmix.candidate import Candidate
from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.panelmix.conditioning import Conditioned, condition
from panels.consensus.statistics.panelmix.posterior import solve
from panels.consensus.statistics.panelmix.standings import adjusted, raw
from panels.consensus.statistics.ratings import Competency, Rating
from panels.consensus.statistics.table import RatingTable
from panels.consensus.statistics.variances import Variances
from tests.consensus.statistics.panelmix.asked import WEIGHTS, overalls, ratings_of
from tests.consensus.statistics.panelmix.tables import EDGES, MIXED, Dense, drawn

V = Variances(
    candidate=0.3,
    candidate_competency=0.08,
    interviewer=0.05,
    interviewer_competency=0.02,
    candidate_interviewer=0.1,
    residual=0.2,
)


def candidates(table: RatingTable) -> list[Candidate]:
    return [Candidate(ratings_of(table, target), WEIGHTS) for target in table.targets]


@pytest.mark.parametrize("ratios", EDGES)
def test_adjusted_is_the_joint_prediction_written_out(ratios: Ratios) -> None:
    table = drawn(6)
    mean, covariance = overalls(table, ratios, list(table.targets))
    found = adjusted(solve(table, [(1.0, ratios)]), candidates(table))
    assert found.mean == pytest.approx(mean)
    assert found.covariance == pytest.approx(Dense.of(table, ratios).expected_residual * covariance, abs=1e-7)


def test_adjusted_mixes_its_nodes_and_agrees_with_each_candidate_alone() -> None:
    table = drawn(6)
    posterior = solve(table, [(0.3, MIXED), (0.7, Ratios(0.2, 0.1, 0.9, 2.0, 0.3))])
    found = adjusted(posterior, candidates(table))
    for place, target in enumerate(table.targets):
        one = condition(posterior, ratings_of(table, target), WEIGHTS, target)
        assert isinstance(one, Conditioned)
        assert found.mean[place] == pytest.approx(one.overall.mean)
        assert found.covariance[place, place] == pytest.approx(one.overall.sd**2)
    assert np.linalg.eigvalsh(found.covariance).min() > -1e-12
    assert found.covariance == pytest.approx(found.covariance.T)


def test_raw_errors_are_those_of_the_weights_written_out() -> None:
    table = drawn(6)
    people = candidates(table)
    found = raw(V, people)
    weight = np.zeros((len(people), len(table)))
    for i, target in enumerate(table.targets):
        rated = {item for _, item, _ in ratings_of(table, target)}
        total = sum(WEIGHTS[item] for item in rated)
        for k in np.flatnonzero(table.target == i):
            same = (table.target == i) & (table.item == table.item[k])
            weight[i, k] = WEIGHTS[table.items[table.item[k]]] / total / same.sum()
    _, _, halo, severity, by_item = Dense.of(table, MIXED).parts
    errors = 0.05 * severity + 0.02 * by_item + 0.1 * halo + 0.2 * np.eye(len(table))
    assert found.mean == pytest.approx(weight @ table.level)
    assert found.covariance == pytest.approx(weight @ errors @ weight.T)


def test_raw_has_the_reports_standard_error() -> None:
    ratings = [("r1", "a", 3.0), ("r2", "a", 4.0), ("r2", "b", 2.0), ("r3", "b", 5.0), ("r3", "c", 1.0)]
    found = raw(V, [Candidate(ratings, {"a": 2.0, "b": 1.0, "c": 0.0})])
    seats = {"r1": 1, "r2": 2, "r3": 3}
    report = standard_error.of_overall(
        [
            Competency(k, weight, None, tuple(Rating(seats[j], int(level)) for j, c, level in ratings if c == item))
            for k, (item, weight) in enumerate((("a", 2.0), ("b", 1.0)))
        ],
        V,
    )
    assert found.covariance[0, 0] ** 0.5 == pytest.approx(report)
    assert found.mean[0] == pytest.approx((2 * 3.5 + 3.5) / 3)


def test_candidates_of_different_interviewers_share_no_error_of_the_raw_mean() -> None:
    found = raw(V, [Candidate([(j, "c0", 3.0)], WEIGHTS) for j in ("r", "r", "s")])
    assert found.covariance == pytest.approx(np.array([[0.37, 0.07, 0], [0.07, 0.37, 0], [0, 0, 0.37]]))


def test_standings_of_nobody_are_empty() -> None:
    posterior = solve(drawn(6), [(1.0, MIXED)])
    for found in (adjusted(posterior, []), raw(V, [])):
        assert (found.mean.shape, found.covariance.shape) == ((0,), (0, 0))
