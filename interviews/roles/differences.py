"""What one version of a rubric says differently from another, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple
from uuid import UUID

from interviews.roles.models import Competency, Rubric, Scale

WORD = re.compile(r"\S+\s*")


class Piece(NamedTuple):
    """Some words: `kind` is kept, removed or added."""

    kind: str
    text: str


class Change(NamedTuple):
    """One thing that was said before and is said otherwise, or not at all, after."""

    what: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class CompetencyChange:
    """`kind` is added, removed or changed; `changes` is empty for what was added or removed as a whole."""

    name: str
    kind: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Difference:
    """`general` is about the rubric itself, `reordered` whether the competencies that both have changed places."""

    general: tuple[Change, ...]
    competencies: tuple[CompetencyChange, ...]
    reordered: bool

    @property
    def is_empty(self) -> bool:
        return not (self.general or self.competencies or self.reordered)


def difference(before: Rubric, after: Rubric) -> Difference:
    """Competencies are the same where their key is, whatever they are called. Reads what `reading.in_full` fetches."""
    old, new = _by_key(before), _by_key(after)
    common = [key for key in new if key in old]
    found = [_compared(old.get(key), one, before.scale, after.scale) for key, one in new.items()]
    removed = [CompetencyChange(one.name, "removed") for key, one in old.items() if key not in new]
    return Difference(
        general=tuple(_general(before, after)),
        competencies=tuple([one for one in found if one is not None] + removed),
        reordered=common != [key for key in old if key in new],
    )


def _by_key(rubric: Rubric) -> dict[UUID, Competency]:
    return {one.key: one for one in rubric.competencies.all()}


def _general(before: Rubric, after: Rubric) -> Iterable[Change]:
    yield from _change("Scale", _scale(before.scale), _scale(after.scale))
    yield from _change("Hire line", _number(before.hire_line), _number(after.hire_line))


def _scale(scale: Scale) -> str:
    levels = ", ".join(f"{level.value} {level.name}" for level in scale.levels.all() if level.value in scale.values)
    return f"{scale.name}, {scale.low} to {scale.high}: {levels}"


def _compared(old: Competency | None, new: Competency, low: Scale, high: Scale) -> CompetencyChange | None:
    if old is None:
        return CompetencyChange(new.name, "added")
    changes = tuple(
        change
        for (what, before), (_, after) in zip(_sayings(old, low, high), _sayings(new, low, high), strict=True)
        for change in _change(what, before, after)
    )
    return CompetencyChange(new.name, "changed", changes) if changes else None


def _sayings(one: Competency, *scales: Scale) -> Iterable[tuple[str, str]]:
    """All that a competency says, each with what it is, in the order of its page."""
    yield "Name", one.name
    yield "Definition", one.definition
    yield "What it rests on", one.grounds
    yield "Must-have", f"minimum {one.minimum_level}" if one.must_have else ""
    yield "Weight", _number(one.weight)
    texts = {anchor.value: anchor.text for anchor in one.anchors.all()}
    for value in sorted({value for scale in scales for value in scale.values}):
        yield f"What a {value} looks like", texts.get(value, "")


def _number(value: object) -> str:
    return "" if value is None else f"{value:f}".rstrip("0").rstrip(".")


def _change(what: str, before: str, after: str) -> Iterable[Change]:
    if before != after:
        yield Change(what, tuple(_pieces(before, after)))


def _pieces(before: str, after: str) -> Iterable[Piece]:
    """Word by word: what both have stays whole between what went and what came."""
    old, new = WORD.findall(before), WORD.findall(after)
    for tag, i, j, k, l in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():  # noqa: E741 -- as in difflib
        if tag == "equal":
            yield Piece("kept", "".join(old[i:j]))
            continue
        if i < j:
            yield Piece("removed", "".join(old[i:j]))
        if k < l:
            yield Piece("added", "".join(new[k:l]))
