import numpy as np
import pytest

from panels.consensus.statistics import units as module
from panels.consensus.statistics.table import RatingTable
from panels.consensus.statistics.units import Units, in_proportion

ROWS = [
    ("b", "r1", "y", 4.0),
    ("a", "r1", "x", 2.0),
    ("a", "r2", "x", 2.0),
    ("c", "r1", "x", 9.0),
    ("a", "r1", "y", 4.0),
    ("a", "r2", "y", 3.0),
    ("b", "r2", "y", 2.0),
    ("b", "r3", "y", 4.0),
]


def test_units_count_ratings_by_target_item_and_value() -> None:
    found = Units.of(RatingTable.from_rows(ROWS))
    assert found.values.tolist() == [2, 3, 4, 9]
    assert found.target.tolist() == [0, 0, 1, 2]
    assert found.unit.tolist() == [0, 1, 1, 2, 2, 3]
    assert found.value.tolist() == [0, 1, 2, 0, 2, 3]
    assert found.count.tolist() == [2, 1, 1, 1, 2, 1]
    assert found.ratings.tolist() == [2, 2, 3, 1]
    assert (len(found), found.targets) == (4, 3)


def test_units_that_are_pairable_have_two_ratings_and_their_values() -> None:
    found = Units.of(RatingTable.from_rows([("0", "r1", "x", 1.0), *ROWS])).pairable()
    assert found.values.tolist() == [2, 3, 4]
    assert found.target.tolist() == [0, 0, 1]
    assert found.unit.tolist() == [0, 1, 1, 2, 2]
    assert found.value.tolist() == [0, 1, 2, 0, 2]
    assert found.count.tolist() == [2, 1, 1, 1, 2]
    assert found.ratings.tolist() == [2, 2, 3]
    assert found.targets == 2


def test_units_take_the_categories_of_a_scale() -> None:
    found = Units.of(RatingTable.from_rows(ROWS[:3]), [5, 1, 2, 3, 4, 4])
    assert found.values.tolist() == [1, 2, 3, 4, 5]
    assert found.value.tolist() == [1, 3]


def test_units_of_one_value_are_kept_apart() -> None:
    found = Units.of(RatingTable.from_rows([(target, rater, "x", 3.0) for target in "abc" for rater in "rs"]))
    assert (found.values.tolist(), found.target.tolist()) == ([3], [0, 1, 2])
    assert (found.unit.tolist(), found.value.tolist(), found.count.tolist()) == ([0, 1, 2], [0, 0, 0], [2, 2, 2])


def test_units_refuse_a_rating_that_is_no_category() -> None:
    with pytest.raises(ValueError, match="none of the categories"):
        Units.of(RatingTable.from_rows(ROWS), [1, 2, 3, 4, 5])


@pytest.mark.parametrize("cells", [1, 8, 2_000_000])
def test_units_come_in_blocks(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK_CELLS", cells)
    blocks = list(Units.of(RatingTable.from_rows(ROWS)).blocks())
    assert np.concatenate([counts for _, counts in blocks]).tolist() == [
        [2, 0, 0, 0],
        [0, 1, 1, 0],
        [1, 0, 2, 0],
        [0, 0, 0, 1],
    ]
    assert [(block.start, block.stop) for block, _ in blocks] == {
        1: [(0, 1), (1, 2), (2, 3), (3, 4)],
        8: [(0, 2), (2, 4)],
        2_000_000: [(0, 4)],
    }[cells]


def test_units_of_nothing_are_none() -> None:
    for categories in (None, [1, 2]):
        found = Units.of(RatingTable.from_rows([]), categories)
        assert (len(found), found.targets, found.ratings.tolist(), list(found.blocks())) == (0, 0, [], [])
        assert len(found.pairable()) == 0
        assert found.pairable().values.tolist() == []


def test_in_proportion_is_exact_and_within_one() -> None:
    assert in_proportion(np.array([3.0, -5.0, 0.0])).tolist() == [0.375, -0.625, 0.0]
    assert np.abs(in_proportion(np.array([1.7e308, -1.7e308]))).max() < 1
    assert in_proportion(np.array([5e-324])).tolist() == [0.5]
    assert in_proportion(np.array([0.0])).tolist() == [0.0]
    assert in_proportion(np.array([])).tolist() == []
