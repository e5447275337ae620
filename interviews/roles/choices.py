"""The levels of a competency as the choices that an interviewer meets, on the scorecard and in its preview."""

from __future__ import annotations

from typing import NamedTuple

from interviews.roles.models import Competency, Scale


class LevelChoice(NamedTuple):
    """One choice for `web/_levels.html`."""

    value: str
    number: int
    name: str
    anchor: str


def level_choices(competency: Competency, scale: Scale) -> list[LevelChoice]:
    """Every level from low to high; one without an anchor says between which two it lies.

    Reads the scale's levels and the competency's anchors, prefetched ones as they are.
    """
    names = {level.value: level.name for level in scale.levels.all()}
    anchors = {anchor.value: anchor.text for anchor in competency.anchors.all()}
    return [
        LevelChoice(str(value), value, names.get(value, ""), anchors.get(value) or _between(value, sorted(anchors)))
        for value in scale.values
    ]


def _between(value: int, anchored: list[int]) -> str:
    below = [level for level in anchored if level < value]
    above = [level for level in anchored if level > value]
    return f"Between {below[-1]} and {above[0]}." if below and above else ""
