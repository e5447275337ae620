"""How often the diagnostics find an interviewer who is out of the ordinary, and how often one who is not.

`make diagnose-power` (half an hour) prints, for organisations of 12 with 4 competencies and 3 co-raters:
alone, how often the one interviewer's own test is beyond 2.5 % in its direction, whatever n and size;
talk, how often she is given as a reason for a conversation, by every rule and beside eleven others;
false, in how many organisations somebody else is.
The tests run a short form of it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tqdm import tqdm

from panels.consensus.statistics.diagnostics.diagnose import measures
from panels.consensus.statistics.diagnostics.fitted import fitted
from panels.consensus.statistics.diagnostics.judging import TALK, judge
from panels.consensus.statistics.panelmix.fit import Fit, fit
from panels.consensus.statistics.panelmix.grid import grid
from panels.consensus.statistics.panelmix.posterior import Posterior, solve
from panels.consensus.statistics.panelmix.prior import HOUSE
from panels.consensus.statistics.table import RatingTable
from tests.consensus.statistics.diagnostics.organisation import (
    ROUNDED,
    Habit,
    lower,
    narrow,
    noisy,
    one_impression,
    organisation,
)

CANDIDATES = (8, 10, 15, 20, 30)
MEASURES = ("severity", "consistency", "range", "halo", "straight_lining")
ONE_SIDED = 0.025


@dataclass(frozen=True)
class Effect:
    """What the first interviewer does, and by which test of which measure it should be found."""

    name: str
    habit: Habit
    measure: str
    finding: int = 0

    @property
    def level(self) -> float:
        """Severity is tested in both directions."""
        return 2.0 * ONE_SIDED if self.measure == "severity" else ONE_SIDED


EFFECTS = (
    Effect("half a level lower", lower(0.5), "severity"),
    Effect("noise x 3 (sd)", noisy(3.0), "consistency"),
    Effect("noise x 3 (variance)", noisy(3.0**0.5), "consistency"),
    Effect("scale x .4, ratio", narrow(0.4), "range"),
    Effect("scale x .4, slope", narrow(0.4), "range", 1),
    Effect("halo .8", one_impression(0.8), "halo"),
)


@dataclass(frozen=True)
class Outcome:
    """Of one organisation: whether the first interviewer's test is beyond chance by itself, whom each measure names."""

    alone: bool
    talk: dict[str, list[int]]

    def false(self, measure: str, *, first_too: bool) -> bool:
        return any(who or first_too for who in self.talk[measure])


def posterior(table: RatingTable) -> Posterior:
    found = fit(table, prior=HOUSE)
    assert isinstance(found, Fit)
    return solve(table, grid(table, found, HOUSE))


def posterior_at_once(table: RatingTable) -> Posterior:
    """With the ratios that the organisation was made with: the short form."""
    return solve(table, [(1.0, ROUNDED)])


def outcome(table: RatingTable, effect: Effect | None, known: Posterior) -> Outcome:
    found = measures(table, fitted(table, known))
    alone = False
    if effect:
        p = [one.p for one in found[effect.measure][0].findings]
        alone = len(p) > effect.finding and p[effect.finding] < effect.level
    talk = {
        name: [who for who, judged in enumerate(judge(of_all)) if judged.state == TALK]
        for name, of_all in found.items()
    }
    return Outcome(alone, talk)


def outcomes(
    effect: Effect | None, each: int, seeds: range, *, calibrate: Callable[[RatingTable], Posterior] = posterior
) -> Iterator[Outcome]:
    """The other interviewers are alike but for (rc)."""
    habits = {0: effect.habit} if effect else None
    for seed in seeds:
        table = organisation(seed, each=each, habits=habits, severities=False)
        yield outcome(table, effect, calibrate(table))


def false_alarms(found: list[Outcome], *, first_too: bool) -> dict[str, float]:
    """The share of organisations in which a measure names somebody it should not."""
    return {name: sum(one.false(name, first_too=first_too) for one in found) / len(found) for name in MEASURES}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replications", type=int, default=200)
    parser.add_argument("--candidates", type=int, nargs="+", default=CANDIDATES)
    asked = parser.parse_args()
    seeds = range(asked.replications)
    cells = [(effect, each) for effect in (None, *EFFECTS) for each in asked.candidates]
    for effect, each in tqdm(cells):
        found = list(outcomes(effect, each, seeds))
        alone = sum(one.alone for one in found) / len(found)
        talk = sum(0 in one.talk[effect.measure] for one in found) / len(found) if effect else 0.0
        false = "  ".join(f"{name} {share:.3f}" for name, share in false_alarms(found, first_too=not effect).items())
        name = effect.name if effect else "nobody"
        sys.stdout.write(f"{name:22} {each:3}  alone {alone:.2f}  talk {talk:.2f}  false: {false}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
