from __future__ import annotations

from dataclasses import dataclass

from panels.consensus.statistics.diagnostics.judging import judge
from panels.consensus.statistics.diagnostics.measure import Figures, Finding


@dataclass(frozen=True)
class Made:
    n: int
    findings: tuple[Finding, ...]
    needed: int = 8

    def figures(self, q: float | None) -> Figures:
        return {"ratio": 0.12345678, "limit": 20, "nothing": None, "q": q}


def made(*p: float, n: int = 8, large: bool = True) -> Made:
    return Made(n, tuple(Finding(one, large) for one in p))


def states(*measures: Made) -> list[str]:
    return [one.state for one in judge(measures)]


def test_judge_talks_where_it_is_large_and_beyond_chance() -> None:
    assert states(made(0.01), made(0.9)) == ["talk", "plain"]
    assert states(made(0.01, large=False), made(0.9)) == ["plain", "plain"]
    assert states(made(0.05)) == ["plain"]
    assert states(made(0.04)) == ["talk"]


def test_judge_asks_more_of_one_among_many() -> None:
    assert states(made(0.04), *[made(0.9)] * 11)[0] == "plain"
    assert states(made(0.004), *[made(0.9)] * 11)[0] == "talk"


def test_judge_counts_every_finding_of_a_measure() -> None:
    assert states(made(0.04, 0.9))[0] == "plain"
    one = Made(8, (Finding(0.001, large=False), Finding(0.9, large=True)))
    assert states(one) == ["plain"]
    assert judge([one])[0].q == 0.002


def test_judge_neither_tests_nor_counts_those_below_the_minimum() -> None:
    found = judge([made(0.04), made(0.0, n=7), made(0.9, n=0)])
    assert [(one.state, one.q) for one in found] == [("talk", 0.04), ("too_few", None), ("too_few", None)]


def test_judge_without_a_finding_is_plain() -> None:
    (found,) = judge([made()])
    assert (found.state, found.q) == ("plain", None)
    assert judge([]) == []


def test_judged_is_stored_rounded() -> None:
    (found,) = judge([made(0.0123456789)])
    assert found.content == {
        "state": "talk",
        "n": 8,
        "needed": 8,
        "ratio": 0.123457,
        "limit": 20,
        "nothing": None,
        "q": 0.012346,
    }


def test_judged_hides_every_figure_below_the_minimum() -> None:
    (found,) = judge([made(0.01, n=7)])
    assert found.content == {
        "state": "too_few",
        "n": 7,
        "needed": 8,
        "ratio": None,
        "limit": 20,
        "nothing": None,
        "q": None,
    }
