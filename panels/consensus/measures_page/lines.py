"""One candidate as a line of the board, from the stored report and the stored measures."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.urls import reverse

from interviews.web.strips import in_words
from panels.consensus.measures_page.charts import Axis, Band, band
from panels.consensus.measures_page.reading import Readable
from panels.seating.models import Panel

Z = 1.96

Content = dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """A score with its interval, both as numbers and as a place on the section's scale."""

    value: str
    interval: str
    band: Band


@dataclass(frozen=True)
class Finding:
    """So many must-haves of one state: the state's kind, the words, and which they are where that matters."""

    kind: str
    words: str
    names: str


@dataclass(frozen=True)
class Line:
    """`raw` is None when nobody rated anything; `widest` and `splits` say how far its ratings lie apart.

    `also_above`: cannot be told from the last of the group above either. `alone`: nobody met her who met most others.
    """

    panel: Panel
    url: str
    built: bool
    interviewers: int
    raw: Figure | None
    adjusted: Figure | None
    must_haves: tuple[Finding, ...]
    recommended: str
    widest: int | None
    splits: int
    also_above: bool = False
    alone: bool = False

    @property
    def name(self) -> str:
        return self.panel.candidate.name


@dataclass(frozen=True)
class Score:
    """A score as stored: its value and how far it may lie off, in levels; `sd` is None without a calibration."""

    value: float
    sd: float | None

    @property
    def low(self) -> float | None:
        return None if self.sd is None else self.value - Z * self.sd

    @property
    def high(self) -> float | None:
        return None if self.sd is None else self.value + Z * self.sd


def line_of(
    one: Readable,
    *,
    axis: Axis,
    decimals: int,
    raw: Score | None = None,
    adjusted: Score | None = None,
    also_above: bool = False,
    alone: bool = False,
) -> Line:
    """`raw` and `adjusted` are the calibration's; without them the report's own raw score stands."""
    if one.report is None:
        address = reverse("consensus:report", args=[one.panel.uuid])
        return Line(one.panel, address, False, 0, None, None, (), "", None, 0)
    content = one.report.content
    raw = raw or raw_of(content)
    return Line(
        panel=one.panel,
        url=_address(one),
        built=True,
        interviewers=len({score["seat"] for part in content["competencies"] for score in part["scores"]}),
        raw=None if raw is None else figure(raw, axis, decimals),
        adjusted=None if adjusted is None else figure(adjusted, axis, decimals),
        must_haves=must_haves(content),
        recommended=recommended(content),
        widest=max((part["range"] for part in content["competencies"] if part["n"] > 1), default=None),
        splits=len(content["discuss"]),
        also_above=also_above,
        alone=alone,
    )


def raw_of(content: Content) -> Score | None:
    """The report's raw overall, with its interval where there was a calibration."""
    mean, interval = content["overall"]["mean"], content["overall"].get("interval")
    if mean is None:
        return None
    return Score(mean, interval["sem"] if interval else None)


def from_vector(value: float, variance: float) -> Score:
    """A variance that rounding left below zero is none."""
    return Score(value, sqrt(max(variance, 0.0)))


def figure(score: Score, axis: Axis, decimals: int) -> Figure:
    interval = ""
    if score.low is not None and score.high is not None:
        low, high = max(score.low, axis.low), min(score.high, axis.high)
        interval = f"{low:.1f} to {high:.1f}"
    return Figure(f"{score.value:.{decimals}f}", interval, band(axis, score.value, score.low, score.high))


def must_haves(content: Content) -> tuple[Finding, ...]:
    """What needs a look first, by name; those met are counted."""
    names: dict[str, list[str]] = {"not_met": [], "split": [], "not_rated": [], "met": []}
    for part in content["competencies"]:
        if part["must_have"]:
            names[_state(part)].append(part["name"])
    return tuple(
        Finding(kind, f"{len(those)} {WORDS[kind]}", "" if kind == "met" else in_words(those))
        for kind, those in names.items()
        if those
    )


WORDS = {"not_met": "not met", "split": "split", "not_rated": "not rated", "met": "met"}


def _state(part: Content) -> str:
    """As the report says it: split before met."""
    if not part["n"]:
        return "not_rated"
    if part["split"]:
        return "split"
    return "met" if part["about_minimum"]["met"] else "not_met"


def recommended(content: Content) -> str:
    found = content["recommendations"]
    there = ((found["for_yes"], "yes"), (found["for_no"], "no"), (found["too_little"], "saw too little"))
    return ", ".join(f"{count} {word}" for count, word in there if count) or "none given"


def _address(one: Readable) -> str:
    """The very report that the numbers are from, where another one would open by itself."""
    if one.report is not None and one.report.with_late:
        return reverse("consensus:version", args=[one.panel.uuid, one.report.digest])
    return reverse("consensus:report", args=[one.panel.uuid])
