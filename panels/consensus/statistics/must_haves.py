"""Whether a must-have reaches its minimum, and how its ratings lie about it."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class AboutMinimum:
    """`met` when the median is at or above the minimum; None when nobody rated it, for that settles nothing."""

    minimum: int
    below: int
    at_or_above: int
    met: bool | None

    @property
    def on_both_sides(self) -> bool:
        return self.below > 0 and self.at_or_above > 0


def about_minimum(scores: Sequence[int], minimum: int) -> AboutMinimum:
    below = sum(score < minimum for score in scores)
    return AboutMinimum(
        minimum=minimum,
        below=below,
        at_or_above=len(scores) - below,
        met=statistics.median(scores) >= minimum if scores else None,
    )


def all_met(found: Sequence[AboutMinimum]) -> bool | None:
    """False as soon as one is not met; None while one is not rated; True without any must-have."""
    answers = [one.met for one in found]
    if False in answers:
        return False
    return None if None in answers else True
