import pytest

from panels.consensus.statistics.recommendations import Recommendations, count


def test_count_the_demo_panel() -> None:
    assert count(["no", "yes", "yes", "strong_yes"]) == Recommendations(
        strong_no=0, no=1, yes=2, strong_yes=1, too_little=0, not_asked=0, given=4, for_yes=3, for_no=1, side="yes"
    )


@pytest.mark.parametrize(
    ("words", "side"),
    [
        (["yes", "no"], None),
        (["strong_yes", "no", "no", "yes"], None),
        (["strong_no", "no", "yes"], "no"),
        (["yes"], "yes"),
        (["yes", "too_little", "too_little"], "yes"),
        (["too_little"], None),
        (["yes", "", ""], "yes"),
        ([], None),
    ],
)
def test_side_needs_more_than_half_of_those_given(words: list[str], side: str | None) -> None:
    assert count(words).side == side


def test_too_little_and_not_asked_are_counted_apart() -> None:
    found = count(["yes", "too_little", ""])
    assert (found.given, found.too_little, found.not_asked) == (1, 1, 1)
