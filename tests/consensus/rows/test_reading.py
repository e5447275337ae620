"""What a file of ratings can look like, and what is said when it cannot be read."""

import pytest

from panels.consensus.rows.problems import BadFile, Problems
from panels.consensus.rows.reading import Row, read_rows

HEADER = "target,rater,item,rating\n"


def read(content: str | bytes) -> list[Row]:
    problems = Problems()
    rows = list(read_rows(content.encode() if isinstance(content, str) else content, problems))
    problems.refuse()
    return rows


def refused(content: str | bytes) -> str:
    with pytest.raises(BadFile) as refusal:
        read(content)
    return str(refusal.value)


def test_rows_come_with_their_line() -> None:
    assert read(HEADER + "P1,V1,overall,7\n\nP2,V2,,3\n") == [
        Row(2, "P1", "V1", "overall", "7"),
        Row(4, "P2", "V2", "", "3"),
    ]


def test_columns_in_another_order_are_read() -> None:
    assert read("Rating, item ,rater,target\n7,overall,V1,P1\n") == [Row(2, "P1", "V1", "overall", "7")]


def test_byte_order_mark_windows_line_ends_and_quotes_are_read() -> None:
    assert read(b"\xef\xbb\xbf" + HEADER.encode() + b'"Ros\xc3\xa9, A.",V1,"a ""b""",7\r\n') == [
        Row(2, "Rosé, A.", "V1", 'a "b"', "7")
    ]


def test_spaces_and_composed_letters_make_no_two_names() -> None:
    rows = read(HEADER + "  Jose\u0301   Marti ,V1,,7\nJosé Marti,V2,,6\n")
    assert {row.target for row in rows} == {"José Marti"}


def test_row_after_a_cell_of_two_lines_has_its_own_line_number() -> None:
    assert [row.line for row in read(HEADER + '"P\n1",V1,,7\nP2,V1,,7\n')] == [2, 4]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "The file is empty. It needs a header line and a line for each rating."),
        ("\n\n", "The file is empty. It needs a header line and a line for each rating."),
        (HEADER, "There is a header line and nothing below it: the file holds no rating."),
        (
            "candidate,rater,rating\nP1,V1,7\n",
            "Line 1: the columns must be target, rater, item, rating. Missing: target, item. Not known: candidate.",
        ),
        (
            "target;rater;item;rating\nP1;V1;;7\n",
            "Line 1: the cells are not parted by commas. The header must read target,rater,item,rating.",
        ),
        (
            "target,rater,item,rating,rating\nP1,V1,,7,7\n",
            "Line 1: the columns must be target, rater, item, rating. One of them stands there twice.",
        ),
        (HEADER + "P1,V1,7\n", "Line 2: 3 cells where 4 are needed."),
        (HEADER + "P1,,,7\n", "Line 2: rater missing. A rating that was not given has no row."),
        (HEADER + "P1,V1,,\n", "Line 2: rating missing. A rating that was not given has no row."),
        (HEADER + f"{'x' * 121},V1,,7\n", "Line 2: target is longer than 120 characters."),
        (HEADER + "P\x071,V1,,7\n", "Line 2: a control character. Remove it."),
        (HEADER + "P1,V1,,7\0\n", "Line 2: a NUL character. This is not a CSV file."),
        (
            HEADER + 'P1,V1,,7\n"P2,V1,,7\n',
            "Line 3: the quotes are broken (unexpected end of data). A quoted cell ends with a quote, and a quote "
            "inside it is doubled.",
        ),
        (
            HEADER.encode() + b"P1,Ren\xe9,,7\n",
            "Line 2: this is not UTF-8 (byte 0xE9); it looks like Latin-1 or Windows-1252. Save the file as UTF-8 and "
            "try again.",
        ),
        ((HEADER + "P1,V1,,7\n").encode("utf-16"), "The file is written in UTF-16. Save it as UTF-8 and try again."),
    ],
)
def test_unreadable_file_is_refused_in_words(content: str | bytes, words: str) -> None:
    assert refused(content) == words


def test_twenty_errors_are_told_and_the_rest_counted() -> None:
    told = refused(HEADER + "P1,V1\n" * 25).splitlines()
    assert told[0] == "Line 2: 2 cells where 4 are needed."
    assert told[19] == "Line 21: 2 cells where 4 are needed."
    assert told[20:] == ["... and 5 more like these."]


def test_file_above_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadFile, match=r"^The file is larger than 1 MB. Split it by candidates.$"):
        list(read_rows(b"x" * (2**20 + 1), Problems(), most_bytes=2**20))


def test_as_many_errors_are_told_as_asked_for() -> None:
    problems = Problems(most=3)
    list(read_rows((HEADER + "P1,V1\n" * 5).encode(), problems))
    with pytest.raises(BadFile) as refusal:
        problems.refuse()
    assert len(refusal.value.sentences) == 4
