"""One number over all competencies, divided by the weights that are present."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True)
class Part:
    """A competency's weight, mean and median; both None when nobody rated it."""

    weight: float
    mean: float | None
    median: float | None


@dataclass(frozen=True)
class Totals:
    """`mean` and `median` are None when nothing was rated at all."""

    mean: float | None
    median: float | None
    weight_present: float
    weight_all: float


def totals(parts: Sequence[Part]) -> Totals:
    return Totals(
        mean=_weighted([(part.weight, part.mean) for part in parts]),
        median=_weighted([(part.weight, part.median) for part in parts]),
        weight_present=fsum(part.weight for part in parts if part.mean is not None),
        weight_all=fsum(part.weight for part in parts),
    )


def _weighted(pairs: Sequence[tuple[float, float | None]]) -> float | None:
    """sum(w x) / sum(w) over the x that are there."""
    present = [(w, x) for w, x in pairs if x is not None]
    if not present:
        return None
    return fsum(w * x for w, x in present) / fsum(w for w, _ in present)
