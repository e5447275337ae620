import numpy as np
import pytest

from panels.consensus.statistics.table import RatingTable
from panels.consensus.statistics.two_way.design import design
from panels.consensus.statistics.two_way.separable import Moments, moments
from tests.consensus.statistics.two_way.plain import projection, sparse_table


def of(rows: list[tuple[str, str, str, float]]) -> Moments:
    return moments(design(RatingTable.from_rows(rows), item_effect=True))


@pytest.mark.parametrize("seed", range(5))
def test_moments_are_the_inner_products_of_the_projected_matrices(seed: int) -> None:
    table = sparse_table(seed)
    found = moments(design(table, item_effect=True))
    p, _ = projection(np.eye(len(table)), np.eye(len(table.items))[table.item])
    parts = [p @ z @ z.T @ p for z in (np.eye(9)[table.target], np.eye(6)[table.rater])] + [p]
    inner = [[float((one * other).sum()) for other in parts] for one in parts]
    assert found.inner == pytest.approx(np.array(inner), rel=1e-12)
    assert found.squares == pytest.approx([float(table.level @ part @ table.level) for part in parts], rel=1e-12)


def test_moments_give_the_anova_estimates_of_complete_data() -> None:
    rows = [("a", "r", "x", 1.0), ("a", "s", "x", 2.0), ("b", "r", "x", 3.0), ("b", "s", "x", 5.0)]
    found = of(rows)
    assert np.linalg.solve(found.inner, found.squares) == pytest.approx([3.0, 1.0, 0.25])
    assert found.ratios() == pytest.approx([12.0, 4.0])


def test_confounded_is_empty_where_every_part_shows() -> None:
    assert moments(design(sparse_table(seed=1), item_effect=True)).confounded() == ()


def test_confounded_names_raters_and_rest_where_each_rater_rated_once() -> None:
    assert of([(f"t{t}", f"r{t}{k}", "x", float(t + k)) for t in range(4) for k in range(3)]).confounded() == (0, 2)


def test_confounded_is_empty_where_raters_of_one_target_rated_several_items() -> None:
    rows = [(f"t{t}", f"r{t}{k}", f"i{i}", float(t + k * i)) for t in range(4) for k in range(3) for i in range(2)]
    assert of(rows).confounded() == ()


def test_confounded_names_targets_and_raters_where_each_rater_has_a_target_of_her_own() -> None:
    assert of([(f"t{t}", f"r{t}", f"i{i}", float(t * i)) for t in range(6) for i in range(2)]).confounded() == (0, 1)


def test_confounded_names_a_part_that_the_items_explain() -> None:
    rows = [(f"t{t}", f"r{r}", f"i{t}", float(t * r)) for t in range(6) for r in range(3)]
    assert of(rows).confounded() == (0,)


def test_confounded_names_all_three_where_one_is_a_mixture_of_the_others() -> None:
    parts = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]])
    assert Moments(parts @ parts.T, np.ones(3)).confounded() == (0, 1, 2)


def test_ratios_take_a_hundredth_of_the_whole_for_the_least_that_is_left() -> None:
    assert Moments(np.eye(3), np.array([1.0, 1.5, -0.5])).ratios() == pytest.approx([1 / 0.03, 1.5 / 0.03])


def test_ratios_stay_positive_where_the_estimates_do_not() -> None:
    rows = [(f"t{t}", f"r{r}", "x", float((t + r) % 2)) for t in range(4) for r in range(4)]
    found = of(rows)
    assert np.linalg.solve(found.inner, found.squares)[0] < 0
    assert found.ratios().tolist() == [0.01, 0.01]
