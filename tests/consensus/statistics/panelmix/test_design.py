import numpy as np
import pytest

from panels.consensus.statistics.panelmix.design import Design
from panels.consensus.statistics.table import RatingTable
from tests.consensus.statistics.panelmix.tables import drawn


def panels() -> RatingTable:
    """Two candidates with the same two interviewers, one with two others in the same pattern, one with one rating."""
    rows = [(t, j, c, 3.0) for t in ("a", "b") for j in ("r1", "r2") for c in ("x", "y")]
    rows += [("c", j, c, 4.0) for j in ("r2", "r3") for c in ("x", "y")]
    rows += [("d", "r3", "y", 1.0)]
    return RatingTable.from_rows(rows)


def test_design_finds_the_occupied_cells() -> None:
    design = Design.of(panels())
    assert design.rater.tolist() == [0, 0, 1, 1, 2, 2]
    assert design.item.tolist() == [0, 1, 0, 1, 0, 1]
    assert (design.first.tolist(), design.size.tolist()) == ([0, 2, 4], [2, 2, 2])
    assert (len(design), design.cells, design.degrees) == (13, 6, 11)
    assert design.cell[-1] == 5
    assert design.fixed.tolist() == [[1, 0], [0, 1]] * 3


def test_design_of_one_item_has_a_cell_a_rater() -> None:
    design = Design.of(RatingTable.from_rows([("a", "r", "x", 1.0), ("a", "s", "x", 2.0), ("b", "s", "x", 4.0)]))
    assert (design.rater.tolist(), design.item.tolist(), design.size.tolist()) == ([0, 1], [0, 0], [1, 1])


def test_design_takes_the_items_means_away() -> None:
    design = Design.of(panels())
    assert design.centre.tolist() == [pytest.approx(20 / 6), pytest.approx(21 / 7)]
    assert design.y[0] == pytest.approx(3 - 20 / 6)
    assert np.bincount(panels().item, design.y) == pytest.approx([0, 0])


def test_design_groups_candidates_by_cells_and_by_pattern() -> None:
    one, four = Design.of(panels()).blocks
    assert (one.row.tolist(), one.cell.tolist(), one.candidates.tolist()) == ([[12]], [[5]], [1])
    assert four.row.tolist() == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]
    assert four.composition.tolist() == [0, 0, 1]
    assert four.cell.tolist() == [[0, 1, 2, 3], [2, 3, 4, 5]]
    assert (four.candidates.tolist(), four.pattern.tolist(), four.first.tolist()) == ([2, 1], [0, 0], [0, 3])
    assert four.same_item.tolist() == [[[1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1]]]
    assert four.same_rater.tolist() == [[[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]]]
    assert four.half.tolist() == [0.5, 1, 1, 1, 0.5, 1, 1, 0.5, 1, 0.5]
    assert four.entry[0].tolist() == [0, 1, 2, 3, 7, 8, 9, 14, 15, 21]


@pytest.mark.parametrize("seed", range(5))
def test_blocks_hold_every_rating_once_with_its_cell_and_pattern(seed: int) -> None:
    table = drawn(seed, share=0.4, twice=4)
    design = Design.of(table)
    assert sorted(np.concatenate([block.row.ravel() for block in design.blocks])) == list(range(len(table)))
    for block in design.blocks:
        for row, composition in zip(block.row, block.composition, strict=True):
            assert len(set(table.target[row])) == 1
            assert design.cell[row].tolist() == block.cell[composition].tolist()
            pattern = block.pattern[composition]
            item, rater = table.item[row], table.rater[row]
            assert block.same_item[pattern].tolist() == (item[:, None] == item).tolist()
            assert block.same_rater[pattern].tolist() == (rater[:, None] == rater).tolist()
        assert np.bincount(block.composition).tolist() == block.candidates.tolist()
        assert (np.diff(block.pattern[block.composition]) >= 0).all()


def test_sums_by_rater_and_by_cell() -> None:
    design = Design.of(panels())
    assert design.by_cell(np.ones(13)).tolist() == [2, 2, 3, 3, 1, 2]
    assert design.by_rater(np.arange(6.0)).tolist() == [1, 5, 9]
    assert design.by_rater(np.ones((6, 2))).tolist() == [[2, 2]] * 3
