"""The demo organisation as it is written down in `content/`: read, told apart, and nothing done with it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("content")
ROLES = ("senior_backend_engineer", "customer_success_manager", "ward_manager", "finance_controller")
NON_RATINGS = {"t": "out_of_time", "n": "not_asked", "e": "no_evidence"}
DRAFT = "draft"


@dataclass(frozen=True)
class Person:
    key: str
    name: str
    gender: str
    origin: str
    mark: str = ""


@dataclass(frozen=True)
class Organisation:
    name: str
    domain: str
    password: str
    time_zone: str
    people: dict[str, Person]

    def address(self, person: Person) -> str:
        return f"{person.key}@{self.domain}"


@dataclass(frozen=True)
class Slot:
    """A seat of the usual panel. Slots of one `interview` meet the candidate in one room."""

    letter: str
    title: str
    covers: tuple[str, ...]
    hour: int
    minutes: int = 45
    medium: str = "video"
    interview: str = ""
    kind: str = "independent"

    @property
    def room(self) -> str:
        return self.interview or self.letter


@dataclass(frozen=True)
class Card:
    """What one interviewer wrote. `said[short]` is a level, a non-rating, or None for what is not written yet."""

    slot: Slot
    who: str
    recommendation: str = ""
    said: dict[str, int | str | None] = field(default_factory=dict)
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    discussed: bool = False

    @property
    def is_begun(self) -> bool:
        return bool(self.recommendation)

    @property
    def is_submitted(self) -> bool:
        return self.is_begun and self.recommendation != DRAFT


@dataclass(frozen=True)
class PanelStory:
    """A candidate, her panel, and what became of it; the last nine are as in the file. `talk` is what the debrief
    said: by competency the kind of difference, and the words. `follow` is the stage that asks about what was left open.
    """

    candidate: dict[str, Any]
    day: int
    cards: dict[str, Card]
    plan_only: bool = False
    debrief: dict[str, Any] | None = None
    talk: dict[str, str] = field(default_factory=dict)
    follow: dict[str, Any] | None = None
    decision: dict[str, Any] | None = None
    ending: dict[str, Any] | None = None
    close_without: dict[str, Any] | None = None
    amend: dict[str, Any] | None = None
    no_show: dict[str, Any] | None = None
    declines: dict[str, Any] | None = None
    replaced: dict[str, Any] | None = None

    @property
    def name(self) -> str:
        return str(self.candidate["name"])

    @property
    def late(self) -> str:
        """The slot whose card comes after the panel was closed without it."""
        return str(self.close_without["slot"]) if self.close_without else ""


@dataclass(frozen=True)
class RoleStory:
    name: str
    team: str
    summary: str
    lead: str
    recruiter: str
    stages: tuple[str, ...]
    panel_stage: str
    hire_line: str | None
    instructions: str
    competencies: dict[str, dict[str, Any]]
    kickoff: dict[str, Any]
    panels: tuple[PanelStory, ...]
    candidates: tuple[dict[str, Any], ...]

    def competency_name(self, short: str) -> str:
        entry = self.competencies[short]
        return str(entry.get("library") or entry["name"])


@cache
def organisation() -> Organisation:
    raw = _read("organisation")
    people = {key: Person(key, **facts) for key, facts in raw.pop("people").items()}
    return Organisation(people=people, **raw)


@cache
def roles() -> tuple[RoleStory, ...]:
    return tuple(_role(_read(name)) for name in ROLES)


@cache
def evidence() -> dict[str, dict[int, dict[str, list[Any]]]]:
    """By competency name and level: `said` as pairs of what was asked and what came, and `also`."""
    found = [_read(f"evidence/{path.stem}") for path in sorted((FOLDER / "evidence").glob("*.toml"))]
    return {one["name"]: {int(level): texts for level, texts in one["level"].items()} for one in found}


def read_card(slot: Slot, text: str, *, texts: dict[str, Any] | None = None, discussed: bool = False) -> Card:
    """`who`, or `who | draft | levels`, or `who | recommendation | levels` in the order of what the slot covers."""
    who, *rest = (part.strip() for part in text.split("|"))
    if not rest:
        return Card(slot, who)
    recommendation, levels = rest
    said = dict(zip(slot.covers, map(_level, levels.split()), strict=True))
    own = {short: (asked, evidence) for short, (asked, evidence) in (texts or {}).items()}
    return Card(slot, who, recommendation, said, own, discussed)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _role(raw: dict[str, Any]) -> RoleStory:
    slots = {
        letter: Slot(letter, **{**facts, "covers": tuple(facts["covers"])})
        for letter, facts in raw.pop("slots").items()
    }
    panels = tuple(_panel(one, slots) for one in raw.pop("panels", []))
    return RoleStory(
        panels=panels,
        candidates=tuple(raw.pop("candidates", [])),
        hire_line=raw.pop("hire_line", None),
        kickoff=raw.pop("kickoff", {}),
        stages=tuple(raw.pop("stages")),
        **raw,
    )


def _panel(raw: dict[str, Any], slots: dict[str, Slot]) -> PanelStory:
    texts, discussed = raw.pop("texts", {}), raw.pop("discussed", [])
    cards = {
        letter: read_card(slot, raw.pop(letter), texts=texts.get(letter), discussed=letter in discussed)
        for letter, slot in slots.items()
        if letter in raw
    }
    return PanelStory(cards=cards, **raw)


def _level(text: str) -> int | str | None:
    if text == "-":
        return None
    return NON_RATINGS[text] if text in NON_RATINGS else int(text)
