"""The scores of one competency: how many, their middle, their spread."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Description:
    """`middle` holds the two middle scores (the same one twice for an odd n); `median` is their mean.

    `sd` divides by n - 1. Two scores have one, but it says no more than their range: pages show it from three.
    """

    n: int
    mean: float | None
    median: float | None
    middle: tuple[int, int] | None
    sd: float | None
    lowest: int | None
    highest: int | None
    range: int | None


NOTHING = Description(n=0, mean=None, median=None, middle=None, sd=None, lowest=None, highest=None, range=None)


def describe(scores: Sequence[int]) -> Description:
    if not scores:
        return NOTHING
    return Description(
        n=len(scores),
        mean=statistics.fmean(scores),
        median=float(statistics.median(scores)),
        middle=(statistics.median_low(scores), statistics.median_high(scores)),
        sd=statistics.stdev(scores) if len(scores) > 1 else None,
        lowest=min(scores),
        highest=max(scores),
        range=max(scores) - min(scores),
    )
