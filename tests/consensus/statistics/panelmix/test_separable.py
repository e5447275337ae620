import numpy as np
import pytest

from panels.consensus.statistics.panelmix import separable
from panels.consensus.statistics.panelmix.separable import Parts, Refused, parts_of
from panels.consensus.statistics.table import RatingTable
from tests.consensus.statistics.panelmix.tables import drawn

P, PC, PR, R, RC = range(5)


def rated(*cells: tuple[int, int, int]) -> RatingTable:
    """Levels without a pattern."""
    levels = np.random.default_rng(4).normal(size=len(cells))
    return RatingTable.from_rows(
        (f"t{t:02}", f"r{j}", f"c{c}", float(level)) for (t, j, c), level in zip(cells, levels, strict=True)
    )


def grid(targets: int, raters: int, items: int) -> list[tuple[int, int, int]]:
    return [(t, j, c) for t in range(targets) for j in range(raters) for c in range(items)]


def parts(table: RatingTable) -> Parts:
    found = parts_of(table, strict=False)
    assert isinstance(found, Parts)
    return found


@pytest.mark.parametrize(
    ("cells", "lost"),
    [
        pytest.param(grid(4, 3, 2), set(), id="everybody rates everything"),
        pytest.param([(t, t % 3, c) for t in range(6) for c in range(2)], {P, PC, PR}, id="one rater a target"),
        pytest.param([(t, j, c) for t, j, c in grid(4, 3, 2) if (t + j) % 2 == c], {PR}, id="one item a pair"),
        pytest.param([(j // 2, j, c) for j in range(6) for c in range(3)], {PR, R, RC}, id="one target a rater"),
        pytest.param(grid(1, 4, 3), {P, PC, PR, R, RC}, id="one target"),
        pytest.param(grid(4, 1, 3), {P, PC, PR, R, RC}, id="one rater"),
        pytest.param(grid(4, 3, 1), {PC, PR, RC}, id="one item"),
    ],
)
def test_separable_parts_of_a_design(cells: list[tuple[int, int, int]], lost: set[int]) -> None:
    assert {part for part, known in enumerate(parts(rated(*cells)).separable) if not known} >= lost
    if lost <= {P, PC, PR} or lost == {PR, R, RC}:
        assert {part for part, known in enumerate(parts(rated(*cells)).separable) if not known} == lost


def test_a_single_item_leaves_the_twins_out() -> None:
    assert parts(rated(*grid(4, 3, 1))).present == (True, False, False, True, False)
    assert parts(rated(*grid(4, 3, 2))).present == (True,) * 5


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (RatingTable.from_rows([]), "no ratings"),
        (rated(*grid(4, 3, 1)), "below 2 items"),
        (rated((0, 0, 0), (0, 0, 1)), "fewer ratings than items"),
        (RatingTable.from_rows((f"t{t}", f"r{j}", f"c{c}", 4.0 - c) for t, j, c in grid(4, 3, 2)), "no variation"),
        (
            rated(*[(j // 2, j, c) for j in range(6) for c in range(3)]),
            "target x rater, rater and rater x item are not separable",
        ),
        (
            rated(*[(t, j, c) for t, j, c in grid(4, 3, 2) if (t + j) % 2 == c]),
            "target x rater is not separable",
        ),
    ],
)
def test_strict_refuses_in_words(table: RatingTable, reason: str) -> None:
    assert parts_of(table, strict=True) == Refused(reason)


@pytest.mark.parametrize(("step", "varies"), [(0.0, False), (1e-3, True)])
def test_no_variation_is_measured_by_the_levels_own_size(step: float, varies: bool) -> None:
    rows = [(f"t{t}", f"r{j}", f"c{c}", 0.1 + step * ((t + j * c) % 3)) for t, j, c in grid(5, 3, 2)]
    assert isinstance(parts_of(RatingTable.from_rows(rows), strict=False), Parts) is varies
    large = [(*names, 1e6 * level) for *names, level in rows]
    assert isinstance(parts_of(RatingTable.from_rows(large), strict=False), Parts) is varies  # type: ignore[arg-type]


@pytest.mark.parametrize("strict", [True, False])
def test_too_many_cells_are_refused(strict: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    n = separable.CELLS + 1
    names = tuple(map(str, range(n)))
    code = np.arange(n)
    table = RatingTable(("t",), names, ("c", "d"), code * 0, code, code % 2, code * 1.0)
    assert parts_of(table, strict=strict) == Refused("more than 6,000 rater x item cells")
    smaller = drawn(1)
    cells = len(set(zip(smaller.rater, smaller.item, strict=True)))
    monkeypatch.setattr(separable, "CELLS", cells)
    assert isinstance(parts_of(smaller, strict=strict), Parts)
    monkeypatch.setattr(separable, "CELLS", cells - 1)
    assert isinstance(parts_of(smaller, strict=strict), Refused)
    monkeypatch.setattr(separable, "CELLS", cells)
    monkeypatch.setattr(separable, "PAIRS", 40)
    assert parts_of(smaller, strict=strict) == Refused("too many ratings of one target")


def test_pairs_are_counted_once_for_all_targets_of_the_same_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    table = rated(*[(t, j + t % 2, c) for t, j, c in grid(6, 3, 2)], (6, 0, 1))
    for enough in (6 * 21 + 1, 6 * 21, 2 * 21 + 1):
        monkeypatch.setattr(separable, "PAIRS", enough)
        assert isinstance(parts_of(table, strict=False), Parts)
    monkeypatch.setattr(separable, "PAIRS", 2 * 21)
    assert parts_of(table, strict=False) == Refused("too many ratings of one target")


def test_one_item_has_no_twins_to_be_told_apart() -> None:
    """With one item pc is p and rc is r: neither is in the model, and neither hides the other."""
    found = parts(rated((0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0), (2, 1, 0), (2, 2, 0), (0, 2, 0)))
    assert found.present == (True, False, False, True, False)
    assert found.separable == (True, False, False, True, False)
