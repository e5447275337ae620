import pytest

from panels.consensus.statistics.must_haves import AboutMinimum, about_minimum, all_met


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([2, 4, 5], AboutMinimum(minimum=3, below=1, at_or_above=2, met=True)),
        ([3, 4], AboutMinimum(minimum=3, below=0, at_or_above=2, met=True)),
        ([2, 3], AboutMinimum(minimum=3, below=1, at_or_above=1, met=False)),
        ([2, 4], AboutMinimum(minimum=3, below=1, at_or_above=1, met=True)),
        ([1, 2], AboutMinimum(minimum=3, below=2, at_or_above=0, met=False)),
        ([3], AboutMinimum(minimum=3, below=0, at_or_above=1, met=True)),
        ([], AboutMinimum(minimum=3, below=0, at_or_above=0, met=None)),
    ],
)
def test_about_minimum(scores: list[int], expected: AboutMinimum) -> None:
    assert about_minimum(scores, 3) == expected


def test_on_both_sides_needs_one_on_each() -> None:
    assert about_minimum([2, 3], 3).on_both_sides is True
    assert about_minimum([3, 4], 3).on_both_sides is False
    assert about_minimum([1, 2], 3).on_both_sides is False


def test_all_met_is_false_before_it_is_unknown() -> None:
    met, unmet, unrated = about_minimum([3], 3), about_minimum([2], 3), about_minimum([], 3)
    assert all_met([met, met]) is True
    assert all_met([met, unrated]) is None
    assert all_met([met, unrated, unmet]) is False
    assert all_met([]) is True
