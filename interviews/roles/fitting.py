"""Fitting the library's texts, written for five levels, onto any scale without inventing one."""

from __future__ import annotations

import re

from interviews.roles.models import LibraryCompetency, Scale

LIBRARY_LEVELS = range(1, 6)
MIDDLE = 3
BUILDS_ON = re.compile(r"^As (\d), ")


def onto_scale(entry: LibraryCompetency, scale: Scale) -> dict[int, str]:
    """Words by level. Five levels take all five, counted from their own lowest; another scale takes the lowest, the
    top and, where it has a level in the middle, the third.

    A text that builds on another ("As 3, and ...") is spelled out where that other one is left behind.
    """
    texts = {anchor.value: anchor.text for anchor in entry.anchors.all()}
    if len(scale.values) == len(LIBRARY_LEVELS):
        shift = scale.low - LIBRARY_LEVELS[0]
        return {value + shift: _renumbered(text, shift) for value, text in texts.items()}
    return {value: spelled_out(texts, own) for value, own in places(scale).items() if own in texts}


def places(scale: Scale) -> dict[int, int]:
    """Which library level stands for which level of a scale that has not five."""
    placed = {scale.low: LIBRARY_LEVELS[0], scale.high: LIBRARY_LEVELS[-1]}
    middle, between = divmod(scale.low + scale.high, 2)
    if not between:
        placed[middle] = MIDDLE
    return placed


def spelled_out(texts: dict[int, str], value: int) -> str:
    """The level's words with those it builds on in front: "does this; and that; and more."."""
    text = texts[value]
    builds_on = BUILDS_ON.match(text)
    if builds_on is None or int(builds_on[1]) not in range(1, value):
        return text
    below = spelled_out(texts, int(builds_on[1]))
    return f"{below.rstrip('.')}; {text[builds_on.end() :]}"


def _renumbered(text: str, shift: int) -> str:
    return BUILDS_ON.sub(lambda found: f"As {int(found[1]) + shift}, ", text)
