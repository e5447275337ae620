import numpy as np

from panels.consensus.statistics.table import RatingTable
from panels.consensus.statistics.two_way.design import design, kept_size
from tests.consensus.statistics.two_way.plain import sparse_table

ROWS = [("a", "r", "x", 1.0), ("a", "s", "x", 2.0), ("b", "r", "y", 3.0), ("c", "r", "x", 6.0), ("c", "r", "x", 6.0)]


def test_design_eliminates_the_side_with_more_levels() -> None:
    assert design(RatingTable.from_rows(ROWS), item_effect=True).targets_eliminated
    turned = RatingTable.from_rows((rater, target, item, level) for target, rater, item, level in ROWS)
    assert not design(turned, item_effect=True).targets_eliminated


def test_design_counts_repeated_ratings_as_often_as_they_stand_there() -> None:
    d = design(RatingTable.from_rows(ROWS), item_effect=True)
    assert d.n_a.tolist() == [2, 1, 2]
    assert d.cross.toarray().tolist() == [[1, 1, 2, 0], [1, 0, 0, 1], [2, 0, 2, 0]]  # raters r, s, then items x, y


def test_design_keeps_the_sums_of_the_level_less_its_mean() -> None:
    d = design(RatingTable.from_rows(ROWS), item_effect=True)
    assert d.shift == 3.6
    assert np.allclose(d.y_a, [-4.2, -0.6, 4.8])
    assert np.allclose(d.y_kept, [1.6, -1.6, 0.6, -0.6])


def test_design_multiplies_what_is_kept() -> None:
    table = sparse_table(seed=3)
    d = design(table, item_effect=True)
    kept = np.hstack([np.eye(len(table.raters))[table.rater], np.eye(len(table.items))[table.item]])
    assert np.array_equal(d.kept, kept.T @ kept)


def test_design_without_item_effect_has_one_mean() -> None:
    table = sparse_table(seed=3)
    d = design(table, item_effect=False)
    assert (d.p, len(d.kept)) == (1, len(table.raters) + 1)


def test_kept_size_is_the_smaller_side_and_the_items() -> None:
    table = sparse_table(seed=3)
    assert kept_size(table, item_effect=True) == 6 + 2
    assert kept_size(table, item_effect=False) == 6 + 1
