import pytest

from panels.consensus.rows.problems import BadFile, Problems
from panels.consensus.rows.ratings import read_table
from panels.consensus.statistics.table import RatingTable

HEADER = "target,rater,item,rating\n"


def read(content: str, scale: tuple[int, int] | None = None) -> RatingTable:
    return read_table(content.encode(), Problems(), scale=scale, most_bytes=2**20)


def refused(content: str, scale: tuple[int, int] | None = None) -> list[str]:
    with pytest.raises(BadFile) as refusal:
        read(content, scale)
    return list(refusal.value.sentences)


def test_table_has_a_row_for_each_rating() -> None:
    table = read(HEADER + "b,r,x,3\na,r,,2.50\na,s,x,-1\n")
    assert (table.targets, table.raters, table.items) == (("a", "b"), ("r", "s"), ("overall", "x"))
    assert table.target.tolist() == [1, 0, 0]
    assert table.level.tolist() == [3.0, 2.5, -1.0]


def test_table_keeps_a_rating_that_stands_there_twice() -> None:
    assert len(read(HEADER + "a,r,x,3\na,r,x,3\n")) == 2


def test_every_wrong_line_is_named() -> None:
    assert refused(HEADER + 'a,r,x,good\nb,r,x,3\nb,s,x\na,s,x,nan\na,t,x,"3,5"\na,u,x,1e5\n') == [
        "Line 2: the rating 'good' is not a number.",
        "Line 4: 3 cells where 4 are needed.",
        "Line 5: the rating 'nan' is not a number.",
        "Line 6: the rating '3,5' is not a number. Write decimals with a point.",
        "Line 7: the rating '1e5' is not a number.",
    ]


def test_rating_off_the_scale_is_named() -> None:
    assert refused(HEADER + "a,r,x,0.5\na,s,x,5\na,t,x,5.5\n", (1, 5)) == [
        "Line 2: the rating 0.5 is off the scale 1 to 5.",
        "Line 4: the rating 5.5 is off the scale 1 to 5.",
    ]


def test_rating_beyond_any_scale_is_named() -> None:
    assert refused(HEADER + "a,r,x,1000000001\n") == [
        "Line 2: the rating '1000000001' is larger than any scale: at most 1,000,000,000."
    ]
