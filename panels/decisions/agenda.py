"""What a panel talks about, and in which order: by how much the outcome depends on it.

Pure arithmetic on a stored report. A split could be settled anywhere between its ends; a point is put before another
when settling it decides whether a must-have is met, then when it moves the overall across the hire line, then by how
far it moves the overall.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Point:
    """One item: its competency, whether the ratings are split, and what hangs on it, in a sentence or two."""

    competency: int
    is_split: bool
    words: str


@dataclass(frozen=True)
class Reach:
    """The overall if everybody settled on the lowest or the highest rating that was given."""

    low: float
    high: float

    def crosses(self, line: float | None) -> bool:
        return line is not None and self.low < line <= self.high


def agenda(content: Content) -> list[Point]:
    """Splits first, in the order above; then must-haves that stand open without one."""
    of_id = {one["id"]: one for one in content["competencies"]}
    splits = [(of_id[key], _reach(of_id[key], content)) for key in content["discuss"]]
    line = (content["hire_line"] or {}).get("line")
    ordered = sorted(
        splits,
        key=lambda found: (not _turns(found[0]), not found[1].crosses(line), found[1].low - found[1].high),
    )
    points = [Point(one["id"], True, _hangs_on(one, reach, content)) for one, reach in ordered]
    opened = [one for one in content["competencies"] if one["id"] not in content["discuss"] and _stands_open(one)]
    return points + [Point(one["id"], False, _stands_open(one)) for one in opened]


def _turns(one: Content) -> bool:
    """Whether settling it decides if a must-have is met."""
    return bool(one["split"]["on_both_sides"])


def _reach(one: Content, content: Content) -> Reach:
    rated = [other for other in content["competencies"] if other["n"]]
    weight = sum(other["weight"] for other in rated)
    rest = sum(other["weight"] * other["mean"] for other in rated if other["id"] != one["id"])
    return Reach(*((rest + one["weight"] * level) / weight for level in (one["lowest"], one["highest"])))


def _hangs_on(one: Content, reach: Reach, content: Content) -> str:
    said = []
    if _turns(one):
        said.append(f"It decides whether a must-have is met: its minimum is {one['minimum']}.")
    line = (content["hire_line"] or {}).get("line")
    ends = f"Settled at {one['lowest']}, the overall is {reach.low:.1f}; at {one['highest']}, {reach.high:.1f}"
    if reach.crosses(line):
        ends += f", on both sides of the hire line of {line:g}"
    return " ".join([*said, f"{ends}."])


def _stands_open(one: Content) -> str:
    """Why a must-have wants a word although its ratings are not split; empty where it does not."""
    if not one["must_have"]:
        return ""
    if not one["n"]:
        return "A must-have that nobody rated."
    if not one["about_minimum"]["met"]:
        return f"A must-have that is not met: the median is {one['median']:g}, its minimum {one['minimum']}."
    if one["n"] == 1:
        return "A must-have that one interviewer alone has rated."
    return ""
