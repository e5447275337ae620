"""Sections as aligned plain text, for a terminal or a file."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from panels.consensus.analysing.sections import Section

WIDTH = 96


def render(headline: str, sections: Sequence[Section]) -> str:
    parts = [_wrapped(headline), *(_section(section) for section in sections)]
    return "\n\n".join(parts) + "\n"


def _section(section: Section) -> str:
    lines = [section.title.upper(), _wrapped(section.meaning)]
    if section.rows:
        lines.append(_table(section))
    lines += [_wrapped(note, "  ") for note in section.notes]
    return "\n".join(lines)


def _table(section: Section) -> str:
    """Names to the left, figures to the right, under the heads of their columns."""
    widths = [max(map(len, column)) for column in zip(section.columns, *section.rows, strict=True)]
    return "\n".join(_row(cells, widths, section.numeric) for cells in (section.columns, *section.rows))


def _row(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    aligned = (
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(cells, widths, numeric, strict=True)
    )
    return ("  " + "   ".join(aligned)).rstrip()


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
