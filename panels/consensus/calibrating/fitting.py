"""The model of one scale: fitted anew, or solved once at ratios that an earlier fit found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from panels.consensus.calibrating.reading import Settled, table_of
from panels.consensus.statistics.connected import Components, components
from panels.consensus.statistics.links import Seam, seams
from panels.consensus.statistics.panelmix.fit import Fit, fit
from panels.consensus.statistics.panelmix.grid import grid
from panels.consensus.statistics.panelmix.posterior import Posterior, solve
from panels.consensus.statistics.panelmix.prior import HOUSE
from panels.consensus.statistics.panelmix.separable import CELLS
from panels.consensus.statistics.panelmix.stored import from_bytes
from panels.consensus.statistics.variances import Variances

SAMPLE_SEED = 1979
A_SAMPLE = 3000


@dataclass(frozen=True)
class Fitted:
    """`posterior` is None where there are too many interviewers for one: variances then come from a sample of panels,
    and nothing is adjusted. `variance` holds None for a part that these ratings cannot have.
    """

    posterior: Posterior | None
    variances: Variances
    variance: dict[str, float | None]
    separable: dict[str, bool]
    components: Components
    seams: tuple[Seam, ...]
    targets: tuple[str, ...]
    sampled: bool

    @property
    def component_of(self) -> dict[str, int]:
        """By panel, which part of the organisation's panels it belongs to; 0 is the largest."""
        return dict(zip(self.targets, self.components.target.tolist(), strict=True))


def fit_anew(settled: Sequence[Settled]) -> Fitted | None:
    """New ratios of variances. None where the ratings do not vary."""
    sample = _sample(settled)
    table = table_of(sample)
    found = fit(table, prior=HOUSE)
    if not isinstance(found, Fit):
        return None
    posterior = solve(table, grid(table, found, HOUSE))
    return _fitted(settled, posterior, found.separable, sampled=len(sample) < len(settled))


def fit_kept(settled: Sequence[Settled], posterior: bytes, base: Mapping[str, Any]) -> Fitted:
    """One solution at each of the ratios that the stored posterior was averaged over."""
    ratios = [(node.weight, node.ratios) for node in from_bytes(posterior).nodes]
    return _fitted(settled, solve(table_of(settled), ratios), base["separable"], sampled=False)


def _fitted(
    settled: Sequence[Settled], posterior: Posterior, separable: Mapping[str, bool], *, sampled: bool
) -> Fitted:
    table = table_of(settled)
    joined = components(table)
    found = posterior.variances
    one_item = len(posterior.items) < 2
    return Fitted(
        posterior=None if sampled else posterior,
        variances=found,
        variance={
            name: None if one_item and name not in ("candidate", "interviewer", "residual") else value
            for name, value in vars(found).items()
        },
        separable=dict(separable),
        components=joined,
        seams=seams(table, joined),
        targets=table.targets,
        sampled=sampled,
    )


def _sample(settled: Sequence[Settled]) -> Sequence[Settled]:
    """All of them, or panels drawn by a fixed seed as long as their interviewers and items fit into one model."""
    if not is_too_large(settled):
        return settled
    drawn = list(settled)
    Random(SAMPLE_SEED).shuffle(drawn)  # noqa: S311 -- which panels stand for all, not a secret  # nosec B311
    taken: list[Settled] = []
    cells: set[tuple[str, str]] = set()
    for one in drawn:
        cells |= {(rater, item) for rater, item, _ in one.ratings}
        if len(cells) > A_SAMPLE:
            break
        taken.append(one)
    return sorted(taken, key=lambda one: one.panel)


def is_too_large(settled: Sequence[Settled]) -> bool:
    """More interviewers and items than one model takes."""
    return len({(rater, item) for one in settled for rater, item, _ in one.ratings}) > CELLS
