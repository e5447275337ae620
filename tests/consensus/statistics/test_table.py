import numpy as np
import pytest

from panels.consensus.statistics.table import RatingTable

ROWS = [("b", "y", "c2", 3.0), ("a", "z", "c1", 4.0), ("b", "x", "c2", 1.5), ("a", "z", "c3", -2.0)]


def test_from_rows_codes_the_sorted_names() -> None:
    table = RatingTable.from_rows(ROWS)
    assert (table.targets, table.raters, table.items) == (("a", "b"), ("x", "y", "z"), ("c1", "c2", "c3"))
    assert (table.target.tolist(), table.rater.tolist()) == ([1, 0, 1, 0], [1, 2, 0, 2])
    assert (table.item.tolist(), table.level.tolist()) == ([1, 0, 1, 2], [3.0, 4.0, 1.5, -2.0])
    assert len(table) == 4
    assert (table.target.dtype, table.level.dtype) == (np.intp, np.float64)


def test_only_drops_rows_and_the_names_that_no_row_bears() -> None:
    table = RatingTable.from_rows(ROWS)
    left = table.only(table.level > 2)
    assert (left.targets, left.raters, left.items) == (("a", "b"), ("y", "z"), ("c1", "c2"))
    assert (left.target.tolist(), left.rater.tolist()) == ([1, 0], [0, 1])
    assert (left.item.tolist(), left.level.tolist()) == ([1, 0], [3.0, 4.0])


def test_nothing_is_an_empty_table() -> None:
    table = RatingTable.from_rows([])
    assert (len(table), table.targets, table.raters, table.items) == (0, (), (), ())
    assert table.target.dtype == table.rater.dtype == table.item.dtype == np.intp


@pytest.mark.parametrize("level", [float("nan"), float("inf")])
def test_a_level_is_a_finite_number(level: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        RatingTable.from_rows([*ROWS, ("a", "x", "c1", level)])
