"""How many of those who should have rated a competency did, and why the others did not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from panels.consensus.statistics.ratings import Rating

KINDS = ("not_asked", "no_evidence", "out_of_time")


@dataclass(frozen=True)
class Coverage:
    assigned: int
    rated: int
    not_asked: int
    no_evidence: int
    out_of_time: int

    @property
    def not_rated(self) -> int:
        return self.assigned - self.rated


def cover(ratings: Sequence[Rating]) -> Coverage:
    tally = Counter(rating.non_rating for rating in ratings if rating.level is None)
    return Coverage(
        assigned=len(ratings),
        rated=sum(rating.level is not None for rating in ratings),
        **{kind: tally[kind] for kind in KINDS},
    )
