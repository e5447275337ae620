"""Which competencies a panel should talk about first.

Ratings are split when they lie on both sides of a must-have's minimum, or far apart on the scale: at least half of the
way from its lowest to its highest level, and never merely neighbours unless the scale has but two levels.
On 1 to 5 that is two levels, on 1 to 4 two, on 1 to 7 three, on 0 to 10 five.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from panels.consensus.statistics.must_haves import about_minimum
from panels.consensus.statistics.ratings import Competency, Scale


@dataclass(frozen=True)
class Split:
    on_both_sides: bool
    far_apart: bool

    def __bool__(self) -> bool:
        return self.on_both_sides or self.far_apart


def levels_apart(scale: Scale) -> int:
    """How many levels count as far apart on this scale."""
    half = -(-scale.span // 2)
    return min(scale.span, max(2, half))


def split(scores: Sequence[int], scale: Scale, minimum: int | None) -> Split:
    """`minimum` is that of a must-have, None for every other competency."""
    if not scores:
        return Split(on_both_sides=False, far_apart=False)
    return Split(
        on_both_sides=minimum is not None and about_minimum(scores, minimum).on_both_sides,
        far_apart=max(scores) - min(scores) >= levels_apart(scale),
    )


def in_order(competencies: Sequence[Competency], scale: Scale) -> tuple[int, ...]:
    """Ids of the split competencies: must-haves first, then the widest, else in the order given."""
    found = [one for one in competencies if split(one.levels, scale, one.minimum)]
    return tuple(
        one.id for one in sorted(found, key=lambda one: (one.minimum is None, min(one.levels) - max(one.levels)))
    )
