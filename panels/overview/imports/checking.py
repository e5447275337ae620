"""From rows to what is to be written: scale, competencies, and who rated whom at which level."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from panels.consensus.rows.problems import BadFile, Problems
from panels.consensus.rows.reading import Row

UNNAMED = "Overall"
WHOLE = re.compile(r"-?[0-9]{1,9}", re.ASCII)
LOWEST, HIGHEST = 0, 20
MOST_COMPETENCIES = 100
MOST_TARGETS = 2000


@dataclass(frozen=True)
class Existing:
    """What a role that is there already expects of the file."""

    scale: tuple[int, int]
    competencies: Collection[str]
    candidates: Collection[str]


@dataclass(frozen=True)
class Plan:
    """`cards[target][rater][item]` is a level; everything in the order of the file."""

    low: int
    high: int
    competencies: tuple[str, ...]
    raters: tuple[str, ...]
    cards: dict[str, dict[str, dict[str, int]]]

    @property
    def card_count(self) -> int:
        return sum(len(raters) for raters in self.cards.values())


@dataclass
class _Seen:
    """The spelling that each name had first, and where, by column and by the name without regard to case."""

    first: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    def other_spelling(self, column: str, name: str, line: int) -> tuple[str, int] | None:
        spelling, where = self.first.setdefault((column, name.casefold()), (name, line))
        return None if spelling == name else (spelling, where)


def parse_scale(text: str) -> tuple[int, int]:
    """`1-5` as (1, 5). Raises BadFile."""
    found = re.fullmatch(r"\s*([0-9]{1,3})\s*-\s*([0-9]{1,3})\s*", text, re.ASCII)
    if found is None:
        raise BadFile(f"--scale is {text!r}; write the lowest and the highest level, as in 1-5.")
    return _fitting(int(found[1]), int(found[2]))


def make_plan(
    rows: Sequence[Row], problems: Problems, *, scale: tuple[int, int] | None = None, existing: Existing | None = None
) -> Plan:
    """Check every row and bring them together. Raises BadFile with what is wrong, rows already refused included.

    Without a scale it goes from the lowest to the highest rating of the file, or is that of the role that is there.
    """
    if existing and scale and scale != existing.scale:
        raise BadFile("The role has a scale from {} to {}; --scale names another one.".format(*existing.scale))
    scale = scale or (existing.scale if existing else None)
    levels = _levels(rows, scale, problems)
    _check_spelling(rows, problems)
    if existing:
        _check_against(existing, rows, problems)
    cards = _cards(rows, levels, problems)
    problems.refuse()
    low, high = scale or _fitting(min(levels.values()), max(levels.values()), inferred=True)
    competencies = tuple(dict.fromkeys(_item(row) for row in rows))
    _refuse_too_many(competencies, cards)
    return Plan(low, high, competencies, tuple(dict.fromkeys(row.rater for row in rows)), cards)


def _item(row: Row) -> str:
    return row.item or UNNAMED


def _levels(rows: Sequence[Row], scale: tuple[int, int] | None, problems: Problems) -> dict[int, int]:
    """The level of each row that has one, by line."""
    levels = {}
    for row in rows:
        if not WHOLE.fullmatch(row.rating):
            problems.at(row.line, f"the rating {row.rating[:40]!r} is not a whole number.")
            continue
        level = int(row.rating)
        low, high = scale or (LOWEST, HIGHEST)
        if not low <= level <= high:
            what = "the scale" if scale else "what a scale can hold, which is"
            problems.at(row.line, f"the rating {level} is off {what} {low} to {high}.")
            continue
        levels[row.line] = level
    return levels


def _check_spelling(rows: Sequence[Row], problems: Problems) -> None:
    """Two spellings of one name would become two people, or one competency refused by the database."""
    seen = _Seen()
    for row in rows:
        for column, name in (("target", row.target), ("rater", row.rater), ("item", _item(row))):
            if other := seen.other_spelling(column, name, row.line):
                problems.at(
                    row.line, f"the {column} {name!r} is spelled {other[0]!r} on line {other[1]}. Use one spelling."
                )


def _check_against(existing: Existing, rows: Sequence[Row], problems: Problems) -> None:
    taken = {name.casefold() for name in existing.candidates}
    told: set[str] = set()
    for row in rows:
        if _item(row) not in existing.competencies:
            problems.at(row.line, f"the role has no competency {_item(row)!r}.")
        if row.target.casefold() in taken and row.target not in told:
            told.add(row.target)
            problems.at(row.line, f"{row.target} has a panel for this role already.")


def _cards(rows: Sequence[Row], levels: dict[int, int], problems: Problems) -> dict[str, dict[str, dict[str, int]]]:
    cards: dict[str, dict[str, dict[str, int]]] = {}
    lines: dict[tuple[str, str, str], int] = {}
    for row in rows:
        name = (row.target, row.rater, _item(row))
        if name in lines:
            about = f" on {_item(row)}" if row.item else ""
            problems.at(row.line, f"{row.rater} rated {row.target}{about} on line {lines[name]} already.")
            continue
        lines[name] = row.line
        if row.line in levels:
            cards.setdefault(row.target, {}).setdefault(row.rater, {})[_item(row)] = levels[row.line]
    return cards


def _fitting(low: int, high: int, *, inferred: bool = False) -> tuple[int, int]:
    if low == high and inferred:
        raise BadFile(f"Every rating is {low}, so the file does not tell the scale. Name it, as in --scale 1-5.")
    if not LOWEST <= low < high <= HIGHEST:
        raise BadFile(f"A scale from {low} to {high} does not fit: it lies between {LOWEST} and {HIGHEST}.")
    return low, high


def _refuse_too_many(competencies: Sequence[str], cards: dict[str, dict[str, dict[str, int]]]) -> None:
    if len(competencies) > MOST_COMPETENCIES:
        raise BadFile(
            f"The item column names {len(competencies)} competencies; more than {MOST_COMPETENCIES} cannot be meant. "
            "Are two columns mixed up?"
        )
    if len(cards) > MOST_TARGETS:
        raise BadFile(
            f"The file holds {len(cards)} candidates. One import takes {MOST_TARGETS}: split the file by candidates "
            "and import the parts into the same role."
        )
