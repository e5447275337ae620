"""One competency as the page shows it: a line on the first screen, all of it below, and where ratings are split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from interviews.roles.models import Competency
from interviews.web.strips import Strip, draw, in_words
from panels.consensus.page import words
from panels.consensus.page.measures import Measure, measures_of
from panels.consensus.page.people import Names
from panels.consensus.page.texts import Said

NAMED_GAPS = 3
QUOTED = 2

Texts = Mapping[int, Mapping[int, dict[str, Any]] | None]


@dataclass(frozen=True)
class Row:
    """The line of the first screen. `anchor` is where the page says all about it."""

    id: int
    anchor: str
    name: str
    must_have: bool
    minimum: int | None
    weight: str
    scores: list[int]
    median: float | None
    gaps: int
    state: str
    words: str

    @property
    def aside(self) -> str:
        """Beside the name: its minimum, and its weight where weights differ."""
        minimum = "" if self.minimum is None else f"minimum {self.minimum}"
        return ", ".join(part for part in (minimum, self.weight) if part)


@dataclass(frozen=True)
class Detail:
    """Everything about one competency. `anchors` are level, its name, what it looks like."""

    row: Row
    strip: Strip
    measures: list[Measure]
    definition: str
    spread: str
    facts: str
    said: list[Said]
    anchors: list[tuple[int, str, str]]

    @property
    def has_text(self) -> bool:
        return any(one.has_text for one in self.said)


@dataclass(frozen=True)
class Side:
    """One end of a split: its level, what that level looks like, and what those who gave it wrote."""

    level: int
    looks_like: str
    said: list[Said]
    more: int


@dataclass(frozen=True)
class Discussion:
    row: Row
    lowest: Side
    highest: Side
    minimum_looks_like: str
    facts: str


@dataclass(frozen=True)
class Source:
    """What rows are made of: the stored content, the names, the texts by seat and competency, the rubric's words."""

    content: words.Content
    names: Names
    texts: Texts
    competencies: Mapping[int, Competency]
    level_names: Mapping[int, str]
    interviews: Mapping[int, int] = field(default_factory=dict)


def row_of(one: words.Content, source: Source) -> Row:
    first = source.content["discuss"][:1] == [one["id"]]
    said = [words.middle(one) if one["n"] else "", words.about_minimum(one), _gaps(one, source.names)]
    if one["split"]:
        said.append("discuss first" if first else "discuss")
    return Row(
        id=one["id"],
        anchor=f"competency-{one['id']}",
        name=one["name"],
        must_have=one["must_have"],
        minimum=one["minimum"],
        weight=words.weight(one, source.content),
        scores=[score["level"] for score in one["scores"]],
        median=one["median"],
        gaps=one["coverage"]["assigned"] - one["n"],
        state=_state(one),
        words="; ".join(part for part in said if part),
    )


def detail_of(one: words.Content, source: Source) -> Detail:
    competency = source.competencies[one["id"]]
    given = [_said(one, source, score["seat"], level=score["level"]) for score in one["scores"]]
    missing = [_said(one, source, gap["seat"], kind=words.KINDS[gap["kind"]]) for gap in one["non_ratings"]]
    return Detail(
        row=row_of(one, source),
        strip=_strip(one, source.content["scale"]),
        measures=measures_of(one, source.content),
        definition=competency.definition,
        spread=words.spread(one),
        facts=_facts(one, source),
        said=given + missing,
        anchors=[
            (anchor.value, source.level_names.get(anchor.value, ""), anchor.text) for anchor in competency.anchors.all()
        ],
    )


def _strip(one: words.Content, scale: words.Content) -> Strip:
    """The dots of the first screen once more, with the band of their mean."""
    interval = one.get("interval")
    return draw(
        [score["level"] for score in one["scores"]],
        low=scale["low"],
        high=scale["high"],
        minimum=one["minimum"],
        median=one["median"],
        gaps=one["coverage"]["assigned"] - one["n"],
        plausible=(interval["low"], interval["high"]) if interval else None,
    )


def discussion_of(one: words.Content, source: Source) -> Discussion:
    looks = {anchor.value: anchor.text for anchor in source.competencies[one["id"]].anchors.all()}
    lowest, highest = one["lowest"], one["highest"]
    return Discussion(
        row=row_of(one, source),
        lowest=_side(one, source, lowest, looks),
        highest=_side(one, source, highest, looks),
        minimum_looks_like="" if one["minimum"] in (None, lowest, highest) else looks.get(one["minimum"], ""),
        facts=_facts(one, source),
    )


def _side(one: words.Content, source: Source, level: int, looks: Mapping[int, str]) -> Side:
    seats = [score["seat"] for score in one["scores"] if score["level"] == level]
    return Side(
        level=level,
        looks_like=looks.get(level, ""),
        said=[_said(one, source, seat, level=level) for seat in seats[:QUOTED]],
        more=len(seats[QUOTED:]),
    )


def _said(one: words.Content, source: Source, seat: int, *, level: int | None = None, kind: str = "") -> Said:
    texts = source.texts.get(seat)
    if texts is None:
        return Said(source.names[seat], level, kind, erased=True)
    text = texts.get(one["id"], {})
    return Said(source.names[seat], level, kind, text.get("question", ""), text.get("evidence", ""))


def _state(one: words.Content) -> str:
    if not one["n"]:
        return "not_rated"
    if one["split"]:
        return "split"
    if one["about_minimum"] is None:
        return ""
    return "met" if one["about_minimum"]["met"] else "not_met"


def _gaps(one: words.Content, names: Names) -> str:
    gaps = one["non_ratings"]
    if not gaps:
        return ""
    if len(gaps) > NAMED_GAPS:
        return words.why_not(one).rstrip(".").lower()
    return in_words([f"{names[gap['seat']]} {words.KINDS[gap['kind']]}" for gap in gaps])


def _facts(one: words.Content, source: Source) -> str:
    """What the machine can say about how the ratings came about."""
    seen = {source.interviews.get(score["seat"]) for score in one["scores"]}
    shared = f"{one['n']} ratings from {words.plural(len(seen), 'interview')}." if len(seen) < one["n"] else ""
    return " ".join(part for part in (words.questions(one), words.why_not(one), shared) if part)
