"""Library texts on scales that have not five levels from 1."""

import pytest

from interviews.roles.fitting import onto_scale, spelled_out
from interviews.roles.models import LibraryCompetency, Scale

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> LibraryCompetency:
    return LibraryCompetency.objects.get(name="System design")


def own(entry: LibraryCompetency) -> dict[int, str]:
    return {anchor.value: anchor.text for anchor in entry.anchors.all()}


def test_five_levels_take_all(entry: LibraryCompetency) -> None:
    assert onto_scale(entry, Scale(low=1, high=5)) == own(entry)


def test_five_levels_from_zero_are_renumbered(entry: LibraryCompetency) -> None:
    placed = onto_scale(entry, Scale(low=0, high=4))
    assert list(placed) == [0, 1, 2, 3, 4]
    assert placed[3] == "As 2, and sizes the load, and changes the design when a requirement changes."


@pytest.mark.parametrize(
    ("low", "high", "levels"),
    [(1, 7, [1, 4, 7]), (1, 4, [1, 4]), (0, 10, [0, 5, 10]), (1, 3, [1, 2, 3]), (0, 1, [0, 1])],
)
def test_other_scales_take_lowest_middle_and_top(
    entry: LibraryCompetency, low: int, high: int, levels: list[int]
) -> None:
    placed = onto_scale(entry, Scale(low=low, high=high))
    assert sorted(placed) == levels
    assert placed[low] == own(entry)[1]
    assert placed[high] == (
        "Unprompted, names the main failure, makes the write safe to repeat, and gives one trade-off with its reason; "
        "and sizes the load, and changes the design when a requirement changes; "
        "and plans the migration and the roll-back, says what to leave out, "
        "and says how they would learn that they were wrong."
    )


def test_spelled_out_does_not_go_round_in_circles() -> None:
    assert spelled_out({1: "As 1, and more."}, 1) == "As 1, and more."
    assert spelled_out({2: "As 3, and less.", 3: "As 2, and more."}, 3) == "As 3, and less; and more."
