"""Which interviewers a measure gives reason to talk to, all of one calibration judged together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panels.consensus.statistics.diagnostics.false_discovery import RATE, q_values
from panels.consensus.statistics.diagnostics.measure import Figures, Finding, Measure
from panels.consensus.statistics.precision import DECIMALS

TOO_FEW, PLAIN, TALK = "too_few", "plain", "talk"


@dataclass(frozen=True)
class Judged:
    """`q` is the lowest of the measure's findings; None where there was nothing to test."""

    measure: Measure
    state: str
    q: float | None

    @property
    def content(self) -> dict[str, object]:
        """As it is stored. Below the minimum no figure at all: it would be read."""
        head = {"state": self.state, "n": self.measure.n, "needed": self.measure.needed}
        return {**head, **_stored(self.measure.figures(self.q), hidden=self.state == TOO_FEW)}


def judge(measures: Sequence[Measure]) -> list[Judged]:
    """One measure of every interviewer. Those below its minimum are not tested and weigh on nobody."""
    found = [_findings(one) for one in measures]
    q = iter(q_values([finding.p for of_one in found for finding in of_one]))
    return [_judged(one, of_one, [next(q) for _ in of_one]) for one, of_one in zip(measures, found, strict=True)]


def _findings(measure: Measure) -> tuple[Finding, ...]:
    return measure.findings if measure.n >= measure.needed else ()


def _judged(measure: Measure, findings: tuple[Finding, ...], q: list[float]) -> Judged:
    if measure.n < measure.needed:
        return Judged(measure, TOO_FEW, None)
    talk = any(finding.large and rate < RATE for finding, rate in zip(findings, q, strict=True))
    return Judged(measure, TALK if talk else PLAIN, min(q, default=None))


def _stored(figures: Figures, *, hidden: bool) -> dict[str, object]:
    """Whole numbers are limits, which stay in sight."""
    return {
        name: figure if isinstance(figure, int) else None if hidden or figure is None else round(figure, DECIMALS)
        for name, figure in figures.items()
    }
