from typing import Any

import pytest

from panels.consensus.analysing.sections import Section, figure, headline, highlights, plain, sections
from panels.consensus.statistics.analysis.whole import analyse
from panels.consensus.statistics.table import RatingTable
from tests.consensus.statistics import published


def of(table: RatingTable) -> dict[str, Any]:
    return analyse(table, scale=None, item_effect=True, progress=lambda _: None)


@pytest.fixture(scope="module")
def anxiety() -> dict[str, Section]:
    return {section.title: section for section in sections(of(published.table("irr_anxiety")))}


def test_headline_counts_and_names_the_scale() -> None:
    result = of(published.table("irr_anxiety"))
    assert headline(result) == (
        "60 ratings: 20 targets, 3 raters, 1 item. Scale 1 to 6, the lowest and the highest rating of the file."
    )
    result["scale"]["given"] = True
    assert headline(result) == "60 ratings: 20 targets, 3 raters, 1 item. Scale 1 to 6."


def test_sections_in_their_order(anxiety: dict[str, Section]) -> None:
    assert list(anxiety) == [
        "Do raters agree?",
        "Intraclass correlations",
        "Within each target",
        "What a rating is made of",
        "How many raters?",
        "Targets, severity of their raters taken out",
        "Raters beside an average rater",
    ]


def test_sections_give_every_number_its_n(anxiety: dict[str, Section]) -> None:
    assert all(section.columns[-1].startswith("n, ") for section in anxiety.values())
    assert all(row[-1].replace(",", "").isdigit() for section in anxiety.values() for row in section.rows)


def test_sections_show_the_published_numbers(anxiety: dict[str, Section]) -> None:
    assert ("Krippendorff's alpha, ordinal", "0.228", "-", "20") in anxiety["Do raters agree?"].rows
    assert ("ICC(2,1)", "0.198", "one rating, severity counts as error", "20") in anxiety[
        "Intraclass correlations"
    ].rows
    assert anxiety["What a rating is made of"].rows == (
        ("two-way: targets", "0.3991", "20%", "60"),
        ("two-way: raters: severity", "0.1684", "8%", "60"),
        ("two-way: the rest", "1.4482", "72%", "60"),
    )


def test_sections_say_how_many_raters_are_enough(anxiety: dict[str, Section]) -> None:
    assert anxiety["How many raters?"].notes == ("0.80 is not reached with 12 raters.",)


def test_sections_name_in_the_order_of_the_alphabet(anxiety: dict[str, Section]) -> None:
    names = [row[0] for row in anxiety["Targets, severity of their raters taken out"].rows]
    assert names == sorted(names)


def test_sections_leave_many_names_to_the_json() -> None:
    found = sections(of(published.table("kuhlisch_2016_conference")))[5]
    assert (found.rows, found.notes) == ((), ("57 targets: too many for a table, the JSON has them all.",))


def test_sections_say_what_is_missing_and_why() -> None:
    found = {section.title: section for section in sections(of(RatingTable.from_rows([("a", "r", "x", 3.0)])))}
    assert list(found) == list(found)[:5]
    assert found["What a rating is made of"].notes == (
        "No two-way model. One target: how much targets differ shows from two on.",
        "No joint model. Below 2 items.",
    )
    assert found["Do raters agree?"].rows[0] == ("Krippendorff's alpha, nominal", "-", "-", "0")


def test_sections_warn_where_no_rater_joins_the_parts() -> None:
    rows = [(f"t{t}", f"r{r}", "x", float((t * t + r) % 5)) for t in range(8) for r in range(6) if (t < 4) == (r < 3)]
    warning = "These ratings fall into 2 parts that no rater joins: across them a comparison rests on assumption."
    assert [section.notes for section in sections(of(RatingTable.from_rows(rows)))[5:]] == [(warning,), (warning,)]


def test_figures_have_three_decimals_and_levels_as_few_as_they_can() -> None:
    assert (figure(0.12345), figure(None), plain(3.0), plain(2.5)) == ("0.123", "-", "3", "2.5")


def test_highlights_are_the_figures_most_people_came_for() -> None:
    assert highlights(of(published.table("irr_anxiety"))) == [
        ("0.228", "alpha, ordinal; n = 20"),
        ("8%", "of the differences is raters’ severity; n = 60"),
        ("more than 12", "raters for a reliability of 0.80; n = 20"),
    ]
    assert highlights(of(published.table("kuhlisch_2016_conference")))[2][0] == "4"


def test_highlights_leave_out_what_cannot_be_had() -> None:
    assert highlights(of(RatingTable.from_rows([("a", "r", "x", 3.0)]))) == []


def test_section_knows_its_columns_of_figures(anxiety: dict[str, Section]) -> None:
    section = anxiety["Intraclass correlations"]
    assert section.heads == [("form", False), ("value", True), ("of", False), ("n, targets", True)]
    name, cells = section.lines[0]
    assert name == "ICC(1,1)"
    assert cells[0] == ("0.175", "value", True)


def test_sections_survive_a_database_that_orders_keys_its_own_way() -> None:
    """JSONB puts short keys first."""
    result = of(published.table("irr_anxiety"))
    result["d_study"] = dict(sorted(result["d_study"].items()))
    assert [row[0] for row in sections(result)[4].rows] == [f"{k} raters" for k in range(2, 13)]
