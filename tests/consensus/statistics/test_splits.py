import pytest

from panels.consensus.statistics.ratings import Competency, Rating, Scale
from panels.consensus.statistics.splits import Split, in_order, levels_apart, split

FIVE = Scale(1, 5)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 1, 1), (1, 3, 2), (1, 4, 2), (1, 5, 2), (1, 6, 3), (1, 7, 3), (0, 10, 5), (0, 20, 10)],
)
def test_levels_apart_on_any_scale(low: int, high: int, expected: int) -> None:
    assert levels_apart(Scale(low, high)) == expected


def test_split_about_the_minimum() -> None:
    assert split([2, 3], FIVE, 3) == Split(on_both_sides=True, far_apart=False)
    assert split([3, 4], FIVE, 3) == Split(on_both_sides=False, far_apart=False)
    assert split([2, 3], FIVE, None) == Split(on_both_sides=False, far_apart=False)


def test_split_by_distance() -> None:
    assert split([3, 4, 5], FIVE, 3) == Split(on_both_sides=False, far_apart=True)
    assert split([2, 4, 5], FIVE, 3) == Split(on_both_sides=True, far_apart=True)
    assert not split([4, 4], FIVE, None)
    assert not split([], FIVE, 3)


def competency(number: int, levels: list[int], minimum: int | None = None) -> Competency:
    return Competency(number, 1.0, minimum, tuple(Rating(seat, level) for seat, level in enumerate(levels)))


def test_in_order_puts_must_haves_first_and_then_the_widest() -> None:
    found = in_order(
        [
            competency(1, [1, 5]),
            competency(2, [4, 4]),
            competency(3, [2, 3], minimum=3),
            competency(4, [1, 4]),
            competency(5, [3, 5], minimum=3),
            competency(6, [1, 4]),
        ],
        FIVE,
    )
    assert found == (5, 3, 1, 4, 6)
