"""The small form: every page and step is there with the fence and without it, and the ratio is that of the medians."""

from bench import fence


def test_figures_are_medians_and_their_ratio() -> None:
    assert fence.figures([4.0, 2.0, 9.0], [1.0, 2.0, 4.0]) == {
        "fenced": 4.0,
        "fenced_p95": 9.0,
        "without": 2.0,
        "without_p95": 4.0,
        "ratio": 2.0,
    }
