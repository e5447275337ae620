"""From rows to a plan, and every row that keeps a file from being imported."""

import time

import pytest

from panels.consensus.rows.problems import BadFile, Problems
from panels.consensus.rows.reading import read_rows
from panels.overview.imports.checking import Existing, Plan, make_plan, parse_scale

HEADER = "target,rater,item,rating\n"


def plan(rows: str, scale: tuple[int, int] | None = None, existing: Existing | None = None) -> Plan:
    problems = Problems()
    return make_plan(list(read_rows((HEADER + rows).encode(), problems)), problems, scale=scale, existing=existing)


def refused(rows: str, scale: tuple[int, int] | None = None, existing: Existing | None = None) -> str:
    with pytest.raises(BadFile) as refusal:
        plan(rows, scale, existing)
    return str(refusal.value)


def test_plan_keeps_the_order_of_the_file() -> None:
    made = plan("P2,V2,b,3\nP1,V1,a,7\nP2,V1,a,1\nP2,V2,a,2\n")
    assert made == Plan(
        low=1,
        high=7,
        competencies=("b", "a"),
        raters=("V2", "V1"),
        cards={"P2": {"V2": {"b": 3, "a": 2}, "V1": {"a": 1}}, "P1": {"V1": {"a": 7}}},
    )
    assert made.card_count == 3


def test_empty_item_is_one_competency_named_overall() -> None:
    assert plan("P1,V1,,3\nP1,V2,,4\n").competencies == ("Overall",)


def test_single_item_names_the_one_competency() -> None:
    assert plan("P1,V1,merit,3\nP1,V2,merit,4\n").competencies == ("merit",)


def test_named_scale_stands_before_that_of_the_file() -> None:
    made = plan("P1,V1,,3\nP1,V2,,4\n", scale=(1, 5))
    assert (made.low, made.high) == (1, 5)


def test_role_that_is_there_gives_the_scale() -> None:
    made = plan("P1,V1,,3\nP1,V2,,3\n", existing=Existing((0, 9), {"Overall"}, set()))
    assert (made.low, made.high) == (0, 9)


@pytest.mark.parametrize(
    ("rows", "scale", "words"),
    [
        ("P1,V1,,3.5\n", None, "Line 2: the rating '3.5' is not a whole number."),
        ("P1,V1,,4.0\n", (1, 5), "Line 2: the rating '4.0' is not a whole number."),
        ("P1,V1,,NA\n", (1, 5), "Line 2: the rating 'NA' is not a whole number."),
        ("P1,V1,,٣\n", (1, 5), "Line 2: the rating '٣' is not a whole number."),
        ("P1,V1,,1e1\n", (1, 5), "Line 2: the rating '1e1' is not a whole number."),
        ("P1,V1,,6\n", (1, 5), "Line 2: the rating 6 is off the scale 1 to 5."),
        ("P1,V1,,0\n", (1, 5), "Line 2: the rating 0 is off the scale 1 to 5."),
        ("P1,V1,,-1\nP1,V2,,2\n", None, "Line 2: the rating -1 is off what a scale can hold, which is 0 to 20."),
        (
            "P1,V1,,3\nP1,V2,,3\n",
            None,
            "Every rating is 3, so the file does not tell the scale. Name it, as in --scale 1-5.",
        ),
        ("P1,V1,,3\nP1,V1,,4\n", None, "Line 3: V1 rated P1 on line 2 already."),
        ("P1,V1,a,3\nP1,V1,b,4\nP1,V1,a,3\n", None, "Line 4: V1 rated P1 on a on line 2 already."),
        ("P1,V1,a,3\nP1,v1,b,4\n", None, "Line 3: the rater 'v1' is spelled 'V1' on line 2. Use one spelling."),
        (
            "P1,V1,Depth,3\nP1,V2,depth,4\n",
            None,
            "Line 3: the item 'depth' is spelled 'Depth' on line 2. Use one spelling.",
        ),
        ("P1,V1,,3\np1,V2,,4\n", None, "Line 3: the target 'p1' is spelled 'P1' on line 2. Use one spelling."),
    ],
)
def test_bad_row_is_refused_with_its_line(rows: str, scale: tuple[int, int] | None, words: str) -> None:
    assert refused(rows, scale) == words


def test_errors_of_every_kind_come_in_the_order_of_the_file() -> None:
    assert refused("P1,V1,,3\nP1,V1,,x\nP2,,,3\nP1,V2,,9\nP1,V1,,3\n", (1, 5)).splitlines() == [
        "Line 3: V1 rated P1 on line 2 already.",
        "Line 3: the rating 'x' is not a whole number.",
        "Line 4: rater missing. A rating that was not given has no row.",
        "Line 5: the rating 9 is off the scale 1 to 5.",
        "Line 6: V1 rated P1 on line 2 already.",
    ]


def test_role_that_is_there_must_match() -> None:
    there = Existing((1, 5), {"Overall"}, {"P1"})
    assert refused("P1,V1,,3\nP1,V2,,4\n", existing=there) == "Line 2: P1 has a panel for this role already."
    assert refused("P2,V1,depth,3\n", existing=there) == "Line 2: the role has no competency 'depth'."
    assert refused("P2,V1,,6\n", existing=there) == "Line 2: the rating 6 is off the scale 1 to 5."
    assert refused("P2,V1,,3\n", (1, 7), there) == "The role has a scale from 1 to 5; --scale names another one."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("five", "--scale is 'five'; write the lowest and the highest level, as in 1-5."),
        ("1-5-7", "--scale is '1-5-7'; write the lowest and the highest level, as in 1-5."),
        ("5-1", "A scale from 5 to 1 does not fit: it lies between 0 and 20."),
        ("3-3", "A scale from 3 to 3 does not fit: it lies between 0 and 20."),
        ("0-100", "A scale from 0 to 100 does not fit: it lies between 0 and 20."),
    ],
)
def test_scale_that_cannot_be_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadFile) as refusal:
        parse_scale(text)
    assert str(refusal.value) == words


def test_scale_is_read() -> None:
    assert parse_scale(" 0 - 10 ") == (0, 10)


def test_columns_that_are_mixed_up_are_told() -> None:
    rows = "".join(f"P1,V1,c{number},3\nP1,V2,c{number},4\n" for number in range(101))
    assert refused(rows).endswith("Are two columns mixed up?")


def test_more_candidates_than_one_import_takes_are_told() -> None:
    rows = "".join(f"P{number},V1,,{number % 2}\n" for number in range(2001))
    assert refused(rows) == (
        "The file holds 2001 candidates. One import takes 2000: split the file by candidates and import the parts into "
        "the same role."
    )


def test_ten_thousand_rows_are_checked_in_a_breath() -> None:
    rows = "".join(f"P{number // 20},V{number % 20 // 4},c{number % 4},{number % 5}\n" for number in range(10_000))
    began = time.perf_counter()
    made = plan(rows)
    assert time.perf_counter() - began < 5
    assert (len(made.cards), made.card_count) == (500, 2500)
