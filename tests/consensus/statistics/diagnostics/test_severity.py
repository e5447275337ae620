import math

import pytest

from panels.consensus.statistics.diagnostics.severity import NEEDED, Severity, chance
from panels.consensus.statistics.diagnostics.tails import normal_beyond
from panels.consensus.statistics.panelmix.mixture import WIDTH, Estimate


def severity(mean: float, sd: float) -> Severity:
    return Severity(n=16, r=Estimate(mean, sd), p=0.02)


def test_severity_needs_eight_candidates() -> None:
    assert NEEDED == 8
    assert severity(0.0, 0.1).needed == 8


def test_severity_has_a_95_percent_interval() -> None:
    shown = {"mean": -0.4, "low": -0.595996, "high": -0.204004}
    assert severity(-0.4, 0.1).figures(0.01) == pytest.approx(shown, abs=1e-6)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("mean", "sd", "large"),
    [(0.26, 0.1, True), (0.25, 0.1, False), (0.2, 0.01, False), (0.4, 0.2, True), (0.4, 0.21, False)],
)
def test_severity_is_large_beyond_a_quarter_level_and_apart_from_zero(
    sign: int, mean: float, sd: float, large: bool
) -> None:
    (found,) = severity(sign * mean, sd).findings
    assert found.large is large
    assert found.p == 0.02


def test_severity_whose_interval_ends_at_zero_is_not_apart_from_it() -> None:
    for sign in (1, -1):
        one = severity(sign * WIDTH, 1.0)
        assert 0.0 in (one.r.low, one.r.high)
        assert not one.findings[0].large


def test_chance_is_that_of_what_her_ratings_alone_say() -> None:
    """v_r = .1 and ratings with variance .025: rho = .8, m = .8 d, s^2 = .02."""
    d, variance = 0.5, 0.025
    assert chance(0.8 * d, 0.02, 0.1) == pytest.approx(normal_beyond(d / math.sqrt(variance)), abs=1e-15)
    assert chance(-0.8 * d, 0.02, 0.1) == chance(0.8 * d, 0.02, 0.1)
    assert chance(0.0, 0.02, 0.1) == 1.0


@pytest.mark.parametrize(("variance", "v_r"), [(0.0, 0.1), (0.16, 0.16), (0.5, 0.1), (0.1, 0.0)])
def test_chance_is_one_where_nothing_is_known(variance: float, v_r: float) -> None:
    assert chance(0.5, variance, v_r) == 1.0
