import pytest

from panels.consensus.rows.problems import BadFile
from panels.consensus.rows.scale import parse_scale


@pytest.mark.parametrize(
    ("text", "scale"), [("1-5", (1, 5)), (" 0 - 10 ", (0, 10)), ("-2-2", (-2, 2)), ("-5--1", (-5, -1))]
)
def test_scale_is_two_levels(text: str, scale: tuple[int, int]) -> None:
    assert parse_scale(text) == scale


@pytest.mark.parametrize("text", ["", "5", "5-1", "3-3", "1-5-9", "one-five", "1.5-3"])
def test_scale_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadFile) as refusal:
        parse_scale(text)
    assert str(refusal.value) == f"The scale is {text!r}; write the lowest and the highest level, as in 1-5."
