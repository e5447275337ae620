import numpy as np
import pytest

from panels.consensus.statistics.two_way.design import design
from panels.consensus.statistics.two_way.likelihood import evaluate
from tests.consensus.statistics.two_way.plain import criterion, projection, sparse_table

THETAS = [(0.7, 0.3), (3.0, 0.02), (0.0, 0.5), (0.5, 0.0), (0.0, 0.0), (1e4, 1e4)]


@pytest.mark.parametrize("theta", THETAS)
@pytest.mark.parametrize("item_effect", [True, False])
def test_criterion_is_the_one_written_down_directly(theta: tuple[float, float], item_effect: bool) -> None:
    table = sparse_table(seed=2)
    found = evaluate(design(table, item_effect), np.array(theta)).criterion
    assert found == pytest.approx(criterion(table, *theta, item_effect=item_effect), rel=1e-9)


@pytest.mark.parametrize("theta", THETAS[:5])
def test_gradient_and_information_are_those_of_the_matrices(theta: tuple[float, float]) -> None:
    table = sparse_table(seed=4)
    found = evaluate(design(table, item_effect=True), np.array(theta))
    n, x = len(table), np.eye(2)[table.item]
    v = [z @ z.T for z in (np.eye(9)[table.target], np.eye(6)[table.rater])]
    p, _ = projection(np.eye(n) + theta[0] * v[0] + theta[1] * v[1], x)
    py, df = p @ table.level, n - 2
    v_e = float(table.level @ py) / df
    squares = [float(py @ part @ py) for part in v]
    gradient = [float((p * part).sum()) - square / v_e for part, square in zip(v, squares, strict=True)]
    second = np.array([[float(py @ one @ p @ other @ py) for other in v] for one in v])
    assert found.v_e == pytest.approx(v_e, rel=1e-12)
    assert found.gradient == pytest.approx(gradient, rel=1e-9)
    assert found.information == pytest.approx(second / v_e - np.outer(squares, squares) / (df * v_e**2), rel=1e-9)


@pytest.mark.parametrize("theta", THETAS[:2])
def test_gradient_is_the_slope_of_the_criterion(theta: tuple[float, float]) -> None:
    table, step = sparse_table(seed=6, targets=5, raters=8), 1e-5
    d = design(table, item_effect=True)
    assert not d.targets_eliminated
    at = np.array(theta)
    for k in (0, 1):
        off = step * np.eye(2)[k]
        slope = (evaluate(d, at + off).criterion - evaluate(d, at - off).criterion) / (2 * step)
        assert evaluate(d, at).gradient[k] == pytest.approx(slope, rel=1e-5)


def test_effects_are_the_best_linear_predictions() -> None:
    table, theta = sparse_table(seed=8), np.array([0.8, 0.2])
    found = evaluate(design(table, item_effect=True), theta).effects
    z_t, z_r = np.eye(9)[table.target], np.eye(6)[table.rater]
    p, _ = projection(np.eye(len(table)) + 0.8 * z_t @ z_t.T + 0.2 * z_r @ z_r.T, np.eye(2)[table.item])
    assert found.a == pytest.approx(0.8 * z_t.T @ p @ table.level, abs=1e-12)
    assert found.kept[:6] == pytest.approx(0.2 * z_r.T @ p @ table.level, abs=1e-12)
