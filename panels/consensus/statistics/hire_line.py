"""The hire line: the overall must be at or above it, and every must-have met."""

from dataclasses import dataclass

from panels.consensus.statistics.precision import reaches


@dataclass(frozen=True)
class Line:
    """None where something cannot be said: no overall, or a must-have that nobody rated."""

    line: float
    overall_reaches: bool | None
    above: bool | None


def judge(line: float, overall_mean: float | None, must_haves_met: bool | None) -> Line:
    reached = None if overall_mean is None else reaches(overall_mean, line)
    above = False if False in (reached, must_haves_met) else None if None in (reached, must_haves_met) else True
    return Line(line=line, overall_reaches=reached, above=above)
