"""Evidence texts: each card's own pair of sentences, so that no two cards read the same."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import NamedTuple

from panels.overview.demo.content import evidence


class Words(NamedTuple):
    asked: str
    said: str
    also: str

    @property
    def evidence(self) -> str:
        return f"{self.said} {self.also}"


class Wording:
    """Hands out every combination for a competency and level once, in an order that the seed fixes."""

    def __init__(self, random: Random) -> None:
        self._left: dict[tuple[str, int], list[Words]] = {}
        for competency, levels in sorted(evidence().items()):
            for level, texts in sorted(levels.items()):
                pairs = [Words(asked, said, also) for (asked, said), also in product(texts["said"], texts["also"])]
                random.shuffle(pairs)
                self._left[competency, level] = pairs

    def next(self, competency: str, level: int, *, told: set[str]) -> Words:
        """One that shares no sentence with `told`, as long as there is one; adds its sentences to them.

        Raises IndexError when the texts are used up: write some more.
        """
        left = self._left[competency, level]
        fresh = (place for place, words in enumerate(left) if not {words.said, words.also} & told)
        words = left.pop(next(fresh, -1))
        told |= {words.said, words.also}
        return words
