import pytest

from panels.consensus.statistics.hire_line import Line, judge


@pytest.mark.parametrize(
    ("mean", "met", "reaches", "above"),
    [
        (3.6, True, True, True),
        (3.5, True, False, False),
        (4.0, False, True, False),
        (3.5, None, False, False),
        (4.0, None, True, None),
        (None, True, None, None),
        (None, False, None, False),
    ],
)
def test_judge_asks_for_both(mean: float | None, met: bool | None, reaches: bool | None, above: bool | None) -> None:
    assert judge(3.6, mean, met) == Line(line=3.6, overall_reaches=reaches, above=above)


def test_judge_compares_at_the_stored_precision() -> None:
    assert judge(3.6, 3.6 - 4e-7, True).above is True
    assert judge(3.6, 3.6 - 6e-7, True).above is False
