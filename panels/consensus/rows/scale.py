"""A scale as people write it. Loads nothing, so that a form may ask here."""

from __future__ import annotations

import re

from panels.consensus.rows.problems import BadFile

SCALE = re.compile(r"\s*(-?\d{1,6})\s*-\s*(-?\d{1,6})\s*", re.ASCII)


def parse_scale(text: str) -> tuple[int, int]:
    """`1-5` as (1, 5). Raises BadFile."""
    found = SCALE.fullmatch(text)
    if found is None or int(found[1]) >= int(found[2]):
        raise BadFile(f"The scale is {text[:40]!r}; write the lowest and the highest level, as in 1-5.")
    return int(found[1]), int(found[2])
