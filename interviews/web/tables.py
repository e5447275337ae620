"""A table that somebody pasted or sent: from its bytes to lines of named cells. Knows nothing of what they mean."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
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
    text = _text(content)
    first = text.lstrip().split("\n", 1)[0]
    found = list(records(text, max(SEPARATORS, key=first.count)))
    if not found:
        raise Unreadable("There is nothing in it. It needs a first line with the columns’ names, and a line for each.")
    names = _names(found[0][1], columns)
    lines = [_line(number, cells, names) for number, cells in found[1:]]
    if not lines:
        raise Unreadable("There is a first line with the columns’ names and nothing below it.")
    if len(lines) > most:
        raise Unreadable(f"There are {len(lines)} lines. One import takes {most}: split it and import the parts.")
    return lines


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Unreadable(f"This is larger than {MOST_BYTES / 1_000_000:g} MB. Split it and import the parts.")
    return unicodedata.normalize("NFC", decoded(content))


def decoded(content: bytes) -> str:
    """UTF-8 with or without a mark at its beginning. Raises Unreadable with the line where it stops being that."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"Line {line}: this is not UTF-8 (byte 0x{content[error.start]:02X}); it looks like Latin-1 or "
            "Windows-1252. Save the file as UTF-8 and try again."
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Unreadable(f"Line {line}: a NUL character. This is not a CSV file.")
    return text


def records(text: str, separator: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Records with the line on which they begin; blank lines are passed over. Raises Unreadable for broken quotes."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(
                f"Line {line}: the quotes are broken ({error}). A quoted cell ends with a quote, and a quote inside it "
                "is doubled."
            ) from None
        if "".join(cells).strip():
            yield line, cells


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
