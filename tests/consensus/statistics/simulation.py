"""Does the adjusted interval hold the truth as often as it says, and is the adjusted score nearer than the raw one?

`make simulate` answers for the eight cells of the design: panels drawn from the model with the variances below, rounded
to whole levels from 1 to 5, interviewers assigned at random, every candidate's overall read from a calibration of just
these panels. The truth is the unrounded weighted sum of beta_c + p + pc_c.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from tqdm import tqdm

from panels.consensus.statistics.panelmix.candidate import Candidate
from panels.consensus.statistics.panelmix.fit import Fit, fit
from panels.consensus.statistics.panelmix.grid import grid
from panels.consensus.statistics.panelmix.mixture import WIDTH
from panels.consensus.statistics.panelmix.posterior import Posterior, solve
from panels.consensus.statistics.panelmix.prior import HOUSE
from panels.consensus.statistics.panelmix.standings import Standings, adjusted
from panels.consensus.statistics.table import Floats, RatingTable
from panels.consensus.statistics.variances import Variances

SEED = 20261125
REPLICATIONS = 300
WEIGHTS = {"c0": 2.0, "c1": 1.0, "c2": 1.0, "c3": 1.0}
LEVELS = (3.4, 3.2, 3.0, 2.8)
"""beta of the four competencies."""
LOW, HIGH = 1, 5


@dataclass(frozen=True)
class Cell:
    """`each` is the fewest and the most interviewers a candidate; `severity` is v_r / v_p."""

    candidates: int
    interviewers: int
    each: tuple[int, int]
    severity: float

    @property
    def variances(self) -> Variances:
        """Near the published writing panels; what a halo of one interviewer adds is a third of the candidates' own."""
        return Variances(
            candidate=0.30,
            candidate_competency=0.08,
            interviewer=0.30 * self.severity,
            interviewer_competency=0.016,
            candidate_interviewer=0.10,
            residual=0.20,
        )

    def __str__(self) -> str:
        fewest, most = self.each
        each = str(fewest) if fewest == most else f"{fewest}-{most}"
        return f"{self.candidates} candidates, {self.interviewers} interviewers, {each} each, {self.severity:g}"


CELLS = (
    Cell(6, 6, (3, 3), 0.1),
    Cell(6, 6, (3, 3), 0.4),
    Cell(12, 8, (3, 3), 0.4),
    Cell(30, 10, (2, 2), 0.1),
    Cell(30, 10, (2, 2), 0.4),
    Cell(30, 20, (2, 8), 0.4),
    Cell(100, 25, (3, 3), 0.4),
    Cell(100, 60, (3, 3), 0.1),
)


@dataclass(frozen=True)
class Panels:
    """`truth` (candidates,) in the order of the table's targets."""

    table: RatingTable
    truth: Floats


@dataclass(frozen=True)
class Outcome:
    """Of all candidates of a cell: the share of intervals that hold the truth, their width, two mean errors."""

    covered: float
    width: float
    raw: float
    adjusted: float


def draw(cell: Cell, generator: np.random.Generator) -> Panels:
    """One organisation."""
    v, items = cell.variances, len(LEVELS)

    def effects(variance: float, *shape: int) -> Floats:
        return np.sqrt(variance) * generator.normal(size=shape)

    own = effects(v.candidate, cell.candidates, 1) + effects(v.candidate_competency, cell.candidates, items) + LEVELS
    severity = effects(v.interviewer, cell.interviewers, 1) + effects(
        v.interviewer_competency, cell.interviewers, items
    )
    fewest, most = cell.each
    rows = []
    for candidate in range(cell.candidates):
        for interviewer in generator.permutation(cell.interviewers)[: generator.integers(fewest, most + 1)]:
            seen = own[candidate] + severity[interviewer] + effects(v.candidate_interviewer, 1)
            levels = np.clip(np.rint(seen + effects(v.residual, items)), LOW, HIGH)
            rows += [(f"{candidate:03}", f"{interviewer:02}", f"c{c}", float(level)) for c, level in enumerate(levels)]
    return Panels(RatingTable.from_rows(rows), own @ (np.array(list(WEIGHTS.values())) / sum(WEIGHTS.values())))


def calibrated(table: RatingTable) -> Posterior:
    found = fit(table, prior=HOUSE)
    assert isinstance(found, Fit)
    return solve(table, grid(table, found, HOUSE))


def scored(panels: Panels) -> tuple[Floats, Standings]:
    """Raw means, and the adjusted overalls; one by one (conditioning.py) they are the same to the last digit."""
    table = panels.table
    candidates = []
    for code in range(len(table.targets)):
        rows = np.flatnonzero(table.target == code)
        ratings = [(table.raters[table.rater[k]], table.items[table.item[k]], float(table.level[k])) for k in rows]
        candidates.append(Candidate(ratings, WEIGHTS))
    return np.array([one.raw for one in candidates]), adjusted(calibrated(table), candidates)


def simulate(cell: Cell, replications: int, *, seed: int = SEED, progress: Callable[[], object] = int) -> Outcome:
    """`replications` organisations, each from a seed of its own; `progress` is called after each."""
    rows = []
    for replication in range(replications):
        panels = draw(cell, np.random.default_rng([seed, CELLS.index(cell), replication]))
        raw, found = scored(panels)
        off, sd = found.mean - panels.truth, np.sqrt(np.diag(found.covariance))
        rows.append(np.column_stack([np.abs(off) <= WIDTH * sd, 2.0 * WIDTH * sd, (raw - panels.truth) ** 2, off**2]))
        progress()
    covered, width, raw_square, square = np.concatenate(rows).mean(axis=0)
    return Outcome(covered, width, float(np.sqrt(raw_square)), float(np.sqrt(square)))


def pooled(outcomes: Sequence[Outcome]) -> float:
    """Coverage over all cells, each counting the same."""
    return float(np.mean([one.covered for one in outcomes]))


def main(replications: int) -> None:
    outcomes = []
    lines = [f"{'cell, v_r / v_p last':52} covered  width    raw  adjusted"]
    with tqdm(total=replications * len(CELLS), unit="panels", disable=not sys.stderr.isatty()) as bar:
        for cell in CELLS:
            one = simulate(cell, replications, progress=bar.update)
            outcomes.append(one)
            lines.append(f"{cell!s:52} {one.covered:7.3f} {one.width:6.2f} {one.raw:6.3f} {one.adjusted:9.3f}")
    lines.append(f"{'pooled':52} {pooled(outcomes):7.3f}")
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS)
