"""The role board as a table for a spreadsheet: what the page shows, a row for each candidate, groups by their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviews.web.sheets import Cell
from panels.consensus.measures_page.board import Section
from panels.consensus.measures_page.lines import Figure, Line

COLUMNS = (
    "stage",
    "rubric version",
    "group",
    "candidate",
    "must-haves",
    "splits",
    "widest range",
    "overall",
    "overall, interval",
    "adjusted",
    "adjusted, interval",
    "interviewers",
    "recommended",
    "state",
)


def rows_of(sections: Sequence[Section]) -> Iterator[list[Cell]]:
    """In the order of the page: sections, groups, then by name; candidates without a group last. Never a rank."""
    for section in sections:
        for group in section.groups:
            yield from (_row(section, group.heading, line) for line in group.lines)
        yield from (_row(section, "", line) for line in section.waiting)


def _row(section: Section, group: str, line: Line) -> list[Cell]:
    found = ", ".join(f"{one.words} ({one.names})" if one.names else one.words for one in line.must_haves)
    return [
        section.stage.name,
        section.rubric.number,
        group,
        line.name,
        found,
        line.splits if line.built else None,
        line.widest,
        *_figure(line.raw),
        *_figure(line.adjusted),
        line.interviewers if line.built else None,
        line.recommended,
        line.panel.state,
    ]


def _figure(figure: Figure | None) -> tuple[Cell, Cell]:
    return (float(figure.value), figure.interval) if figure else (None, None)
