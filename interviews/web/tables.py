"""A table that somebody pasted or sent: from its bytes to lines of named cells. Knows nothing of what they mean."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

MOST_BYTES = 1_500_000
SEPARATORS = ",;\t"


class Unreadable(Exception):
    """The table as a whole cannot be read; the words say why and what to do."""


class Column(NamedTuple):
    """A column by its name in the first line, what stands in it, and whether each line needs it."""

    name: str
    hint: str
    needed: bool = False


class Line(NamedTuple):
    """`number` is that of the line in the file; a column that is not there is empty."""

    number: int
    cells: dict[str, str]


def read_table(content: bytes, columns: Sequence[Column], *, most: int) -> list[Line]:
    """Commas, semicolons or tabs, as the first line has them. Raises Unreadable."""
    records = _records(_text(content))
    if not records:
        raise Unreadable("There is nothing in it. It needs a first line with the columns’ names, and a line for each.")
    names = _names(records[0][1], columns)
    lines = [_line(number, cells, names) for number, cells in records[1:]]
    if not lines:
        raise Unreadable("There is a first line with the columns’ names and nothing below it.")
    if len(lines) > most:
        raise Unreadable(f"There are {len(lines)} lines. One import takes {most}: split it and import the parts.")
    return lines


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Unreadable(f"This is larger than {MOST_BYTES / 1_000_000:g} MB. Split it and import the parts.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"Line {line} is not UTF-8. Save the file as “CSV UTF-8”, or copy the cells and paste them here."
        ) from None
    if "\0" in text:
        raise Unreadable("This is not a table in plain text. Save it as CSV, or copy the cells and paste them here.")
    return unicodedata.normalize("NFC", text)


def _records(text: str) -> list[tuple[int, list[str]]]:
    """Each with the line on which it begins; blank ones are passed over."""
    first = text.lstrip().split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader, found, line = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), [], 1
    try:
        for cells in reader:
            if "".join(cells).strip():
                found.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            f"Line {line}: the quotes are broken ({error}). A quote inside a quoted cell is doubled."
        ) from None
    return found


def _names(header: Sequence[str], columns: Sequence[Column]) -> list[str]:
    names = ["_".join(cell.strip().lower().split()) for cell in header]
    known = {column.name for column in columns}
    unknown = [name or "a column without a name" for name in names if name not in known]
    missing = [column.name for column in columns if column.needed and column.name not in names]
    twice = sorted({name for name in names if names.count(name) > 1})
    problems = [
        f"{words}: {', '.join(found)}."
        for words, found in (("Missing", missing), ("Not known", unknown), ("There twice", twice))
        if found
    ]
    if problems:
        raise Unreadable(f"The first line must name the columns. {' '.join(problems)}")
    return names


def _line(number: int, cells: Sequence[str], names: Sequence[str]) -> Line:
    """A cell too many is kept under no name, so that it is told rather than lost."""
    named = dict(zip(names, (cell.strip() for cell in cells), strict=False))
    spare = " ".join(cell.strip() for cell in cells[len(names) :] if cell.strip())
    return Line(number, {**named, **({"": spare} if spare else {})})
