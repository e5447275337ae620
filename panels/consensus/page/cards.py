"""The scorecards themselves: how each came, what it recommends, and those that are shown and not counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from panels.consensus.page.people import Names
from panels.consensus.page.texts import Said, by_competency, payload
from panels.consensus.page.words import KINDS, plural
from panels.scorecards.exposure import first_sight
from panels.scorecards.models import Confidence, NonRating, Recommendation, SubmittedVersion
from panels.seating.choices import Relation

STEPS = ("strong_no", "no", "yes", "strong_yes")


@dataclass(frozen=True)
class Came:
    """One counted card: from which interview, how long after it, and what its author said about talking."""

    name: str
    interview: str
    after: str
    relation: str
    discussed: bool | None
    knows_earlier: bool
    receipt: str


@dataclass(frozen=True)
class Recommended:
    name: str
    word: str
    at_level: str
    confidence: str
    reason: str


@dataclass(frozen=True)
class Shown:
    """A card beside the report. `changes`, `reason` and from when its author could read others are an amendment's."""

    name: str
    at: datetime
    said: list[tuple[str, Said]]
    recommendation: str
    recommendation_reason: str
    erased: bool
    reason: str = ""
    changes: tuple[str, ...] = ()
    could_read: datetime | None = None


def after(starts_at: datetime | None, submitted_at: datetime) -> str:
    """Counted in the reader's days."""
    if starts_at is None:
        return ""
    days = (timezone.localtime(submitted_at).date() - timezone.localtime(starts_at).date()).days
    if days < 0:
        return "before the interview"
    return "same day" if days == 0 else f"{plural(days, 'day')} later"


def came(version: SubmittedVersion, names: Names, content: Mapping[str, Any]) -> Came:
    seat = version.seat
    return Came(
        name=names[version.seat_id],
        interview=seat.interview.title,
        after=after(seat.interview.starts_at, version.submitted_at),
        relation="" if seat.relation == Relation.NONE else str(Relation(seat.relation).label),
        discussed=content["discussed"],
        knows_earlier=seat.knows_earlier,
        receipt=version.receipt,
    )


def recommended(card: Mapping[str, Any], version: SubmittedVersion | None, names: Names) -> Recommended:
    said = (payload(version) if version else None) or {}
    confidence = said.get("confidence", "")
    return Recommended(
        name=names[card["seat"]],
        word=word_of(card["recommendation"]),
        at_level=said.get("at_level", ""),
        confidence=str(Confidence(confidence).label) if confidence else "",
        reason=said.get("recommendation_reason", ""),
    )


def word_of(recommendation: str) -> str:
    return str(Recommendation(recommendation).label) if recommendation else "none asked for"


def steps(cards: Iterable[Mapping[str, Any]], names: Names) -> list[tuple[str, list[str]]]:
    """The four steps, each with who took it."""
    there = list(cards)
    return [
        (word_of(step), [names[card["seat"]] for card in there if card["recommendation"] == step]) for step in STEPS
    ]


def shown(version: SubmittedVersion, names: Names, titles: Mapping[int, str]) -> Shown:
    content = payload(version)
    name = names[version.seat_id]
    return Shown(
        name=name,
        at=version.submitted_at,
        said=[(titles[key], _said(name, row)) for key, row in by_competency(content).items()],
        recommendation=word_of(content["recommendation"]) if content else "",
        recommendation_reason=content["recommendation_reason"] if content else "",
        erased=content is None,
        reason=version.reason,
    )


def amended(
    version: SubmittedVersion, versions: Iterable[SubmittedVersion], names: Names, titles: Mapping[int, str]
) -> Shown:
    """An amendment with what it changed; competencies that it left alone are left out."""
    own = [one for one in versions if one.scorecard_id == version.scorecard_id]
    before = next((one for one in own if one.number == version.number - 1), None)
    card = replace(shown(version, names, titles), could_read=first_sight(version.seat, own))
    old, new = (payload(before) if before else None), payload(version)
    if old is None or new is None:
        return card
    was = by_competency(old)
    moved = {key: row for key, row in by_competency(new).items() if row != was.get(key)}
    changes = [f"{titles[key]}: {_level(was.get(key))} before, now {_level(row)}" for key, row in moved.items()]
    if old["recommendation"] != new["recommendation"]:
        changes.append(f"Recommendation: {word_of(old['recommendation'])} before, now {word_of(new['recommendation'])}")
    kept = [(titles[key], _said(card.name, row)) for key, row in moved.items()]
    return Shown(**{**vars(card), "said": kept, "changes": tuple(changes)})


def _said(name: str, row: Mapping[str, Any]) -> Said:
    kind = KINDS[NonRating(row["non_rating"])] if row["non_rating"] else ""
    return Said(name, row["level"], kind, row["question"], row["evidence"])


def _level(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "nothing"
    return KINDS[row["non_rating"]] if row["level"] is None else str(row["level"])
