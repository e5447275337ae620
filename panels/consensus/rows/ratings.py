"""From a file's rows to a table of ratings, which here may be decimals. Loads NumPy: for worker and commands.

Names are taken as they stand: this file becomes no people and no competencies.
"""

from __future__ import annotations

import re
from math import isfinite

from panels.consensus.rows.problems import Problems
from panels.consensus.rows.reading import read_rows
from panels.consensus.statistics.table import RatingTable

UNNAMED = "overall"
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
HIGHEST = 1e9


def read_table(content: bytes, problems: Problems, *, scale: tuple[int, int] | None, most_bytes: int) -> RatingTable:
    """Every rating of the file. Raises BadFile with what is wrong, line by line."""
    targets, raters, items, levels = [], [], [], []
    numbers = _Numbers(scale)
    for line, target, rater, item, rating in read_rows(content, problems, most_bytes):
        number = numbers[rating]
        if isinstance(number, str):
            problems.at(line, number)
            continue
        targets.append(target)
        raters.append(rater)
        items.append(item or UNNAMED)
        levels.append(number)
    problems.refuse()
    return RatingTable.from_columns(targets, raters, items, levels)


class _Numbers(dict[str, float | str]):
    """The number that each text is, or the sentence that says why it is none; the same few texts come in every row."""

    def __init__(self, scale: tuple[int, int] | None) -> None:
        super().__init__()
        self.scale = scale

    def __missing__(self, text: str) -> float | str:
        found = self[text] = self._read(text)
        return found

    def _read(self, text: str) -> float | str:
        if not NUMBER.fullmatch(text):
            comma = " Write decimals with a point." if re.fullmatch(r"[+-]?\d+,\d+", text, re.ASCII) else ""
            return f"the rating {text[:40]!r} is not a number.{comma}"
        number = float(text)
        if not isfinite(number) or abs(number) > HIGHEST:
            return f"the rating {text[:40]!r} is larger than any scale: at most {HIGHEST:,.0f}."
        if self.scale and not self.scale[0] <= number <= self.scale[1]:
            return "the rating {} is off the scale {} to {}.".format(text[:40], *self.scale)
        return number
