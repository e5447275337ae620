"""From the bytes of a CSV file to rows with their line numbers. Knows nothing of what the ratings mean."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from interviews.web.tables import Unreadable, decoded, records
from panels.consensus.rows.problems import BadFile, Problems

COLUMNS = ("target", "rater", "item", "rating")
NEEDED = ("target", "rater", "rating")
ROOM = {"target": 120, "rater": 120, "item": 80}
MOST_BYTES = 64 * 1024 * 1024
WIDE = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16", codecs.BOM_UTF32_BE: "UTF-32"}


class Row(NamedTuple):
    """One rating as it was written, with outer and doubled space taken away; `item` may be empty."""

    line: int
    target: str
    rater: str
    item: str
    rating: str


def read_rows(content: bytes, problems: Problems, most_bytes: int = MOST_BYTES) -> Iterator[Row]:
    """One well-formed row after the other; what is wrong with single ones goes to `problems`.

    Raises BadFile when the file as a whole cannot be read: encoding, quotes, header, or no row at all.
    """
    try:
        yield from _rows(records(_text(content, most_bytes)), problems)
    except Unreadable as error:
        raise BadFile(str(error)) from None


def _rows(found: Iterator[tuple[int, list[str]]], problems: Problems) -> Iterator[Row]:
    header = next(found, None)
    if header is None:
        raise BadFile("The file is empty. It needs a header line and a line for each rating.")
    order = _order(header[1])
    tidy, empty = _Tidy(), True
    for line, cells in found:
        if row := _row(line, cells, order, tidy, problems):
            yield row
            empty = False
    if empty and not problems.found:
        raise BadFile("There is a header line and nothing below it: the file holds no rating.")


class _Tidy(dict[str, str]):
    """Each cell's text without outer and doubled space, made once: names come again and again.

    `control` holds the tidy texts that have a control character in them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.control: set[str] = set()

    def __missing__(self, cell: str) -> str:
        text = self[cell] = unicodedata.normalize("NFC", " ".join(cell.split()))
        if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text):
            self.control.add(text)
        return text


def _text(content: bytes, most_bytes: int) -> str:
    if len(content) > most_bytes:
        raise BadFile(f"The file is larger than {most_bytes // 2**20} MB. Split it by candidates.")
    for mark, name in WIDE.items():
        if content.startswith(mark):
            raise BadFile(f"The file is written in {name}. Save it as UTF-8 and try again.")
    return decoded(content)


def _order(header: list[str]) -> list[int]:
    """Where each of the four columns stands."""
    names = [cell.strip().lower() for cell in header]
    wanted = ", ".join(COLUMNS)
    if len(names) == 1 and sorted(names[0].replace("\t", ";").split(";")) == sorted(COLUMNS):
        raise BadFile(f"Line 1: the cells are not parted by commas. The header must read {','.join(COLUMNS)}.")
    if sorted(names) != sorted(COLUMNS):
        missing = [name for name in COLUMNS if name not in names]
        unknown = sorted(set(names) - set(COLUMNS))
        raise BadFile(
            f"Line 1: the columns must be {wanted}."
            + (f" Missing: {', '.join(missing)}." if missing else "")
            + (f" Not known: {', '.join(name or 'a column without a name' for name in unknown)}." if unknown else "")
            + (" One of them stands there twice." if not missing and not unknown else "")
        )
    return [names.index(name) for name in COLUMNS]


def _row(line: int, cells: list[str], order: list[int], tidy: _Tidy, problems: Problems) -> Row | None:
    if len(cells) != len(COLUMNS):
        problems.at(line, f"{len(cells)} cells where {len(COLUMNS)} are needed.")
        return None
    target, rater, item, rating = order
    row = Row(line, tidy[cells[target]], tidy[cells[rater]], tidy[cells[item]], tidy[cells[rating]])
    if not (row.target and row.rater and row.rating):
        missing = [name for name in NEEDED if not getattr(row, name)]
        problems.at(line, f"{' and '.join(missing)} missing. A rating that was not given has no row.")
        return None
    if len(row.target) > ROOM["target"] or len(row.rater) > ROOM["rater"] or len(row.item) > ROOM["item"]:
        long = [name for name, room in ROOM.items() if len(getattr(row, name)) > room]
        problems.at(line, f"{long[0]} is longer than {ROOM[long[0]]} characters.")
        return None
    if tidy.control and not tidy.control.isdisjoint(row[1:]):
        problems.at(line, "a control character. Remove it.")
        return None
    return row
