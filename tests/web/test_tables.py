"""Reading a table that somebody sent or pasted: every way to be wrong has words, and nothing breaks."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.web.tables import Column, Line, Unreadable, read_table

COLUMNS = (Column("name", "", needed=True), Column("email", "", needed=True), Column("time_zone", ""))


def read(text: str | bytes, most: int = 10) -> list[Line]:
    return read_table(text if isinstance(text, bytes) else text.encode(), COLUMNS, most=most)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_order_case_and_blank_lines(separator: str) -> None:
    text = f"Email{separator}NAME{separator}Time zone\n\nana@x.org{separator} Ana {separator}UTC\n"
    assert read(text) == [Line(3, {"email": "ana@x.org", "name": "Ana", "time_zone": "UTC"})]


def test_what_spreadsheets_write() -> None:
    """A mark at the beginning, lines that end as on Windows, quotes with a separator and a line end in them."""
    text = '\ufeffname,email\r\n"Petrov, Ana\nMaria",ana@x.org\r\nBo,bo@x.org\r\n'
    assert read(text) == [
        Line(2, {"name": "Petrov, Ana\nMaria", "email": "ana@x.org"}),
        Line(4, {"name": "Bo", "email": "bo@x.org"}),
    ]


def test_cells_too_few_and_too_many() -> None:
    assert read("name,email\nAna\nBo,bo@x.org,,more\n") == [
        Line(2, {"name": "Ana"}),
        Line(3, {"name": "Bo", "email": "bo@x.org", "": "more"}),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "There is nothing in it."),
        ("name,email\n", "nothing below it"),
        ("name\nAna\n", "The first line must name the columns. Missing: email."),
        ("name,email,age,\nAna,a@x.org,3,\n", "Not known: age, a column without a name."),
        ("name,email,email\nAna,a@x.org,b@x.org\n", "There twice: email."),
        (b"name,email\nJos\xe9,j@x.org\n", "Line 2: this is not UTF-8 (byte 0xE9)"),
        ("name,email\nA\0,j@x.org\n", "Line 2: a NUL character."),
        ('name,email\n"Ana,a@x.org\n', "Line 2: the quotes are broken"),
        ("name,email\n" + "Ana,a@x.org\n" * 11, "There are 11 lines. One import takes 10"),
        ("n" * 1_500_001, "larger than 1.5 MB"),
    ],
)
def test_what_cannot_be_read_is_said(text: str | bytes, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert words in str(refused.value)


@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    with suppress(Unreadable):
        assert all(set(line.cells) <= {"name", "email", "time_zone", ""} for line in read(content))
