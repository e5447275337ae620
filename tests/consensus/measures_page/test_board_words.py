from __future__ import annotations

import pytest

from panels.consensus.measures_page import board_words as words

ALIKE = "Where they are compared, the comparison rests on the assumption that interviewers are alike."


@pytest.mark.parametrize(
    ("values", "line", "expected"),
    [([3.67, 3.58], None, 1), ([3.67, 3.5], 3.6, 1), ([3.58], 3.6, 2), ([3.6], 3.6, 1), ([3.61, 2.0], 3.6, 2)],
)
def test_decimals_grow_only_where_one_would_put_a_score_on_the_line(
    values: list[float], line: float | None, expected: int
) -> None:
    assert words.decimals(values, line) == expected


def test_group_has_words_and_no_number_that_could_be_a_rank() -> None:
    assert words.group(0, 3, groups=2) == "3 candidates who cannot be told apart"
    assert words.group(1, 2, groups=2) == "2 candidates below, who cannot be told apart"
    assert words.group(0, 1, groups=2) == "One candidate above the others"
    assert words.group(1, 1, groups=2) == "One candidate below"
    assert words.group(0, 6, groups=1) == "All 6 cannot be told apart"
    assert words.group(0, 1, groups=1) == "One candidate, nobody to compare with yet"


def test_basis_says_which_score_made_the_groups() -> None:
    assert words.basis(adjusted=False) == (
        "Groups come from the raw overalls; nothing is adjusted. Inside a group the order is alphabetical."
    )
    assert words.basis(adjusted=True).startswith("Groups come from the adjusted scores, which allow for how each")


def test_apart_names_whom_no_interviewer_joins() -> None:
    assert words.apart([["Ada", "Ben"]]) == ""
    assert words.apart([]) == ""
    assert words.apart([["Ada", "Ben"], ["Cleo"]]) == (
        f"Cleo shares no interviewer with the other candidates here, not even through a third. {ALIKE}"
    )
    assert words.apart([["Ada", "Ben"], ["Cleo", "Dov"]]) == (
        f"Cleo and Dov share no interviewer with the other candidates here, not even through a third. {ALIKE}"
    )
    assert words.apart([["Ada"], ["Cleo"], ["Dov"]]) == (
        "Cleo; Dov share no interviewer with the other candidates here, nor with each other, not even through a third. "
        f"{ALIKE}"
    )


def test_apart_names_no_more_than_can_be_read() -> None:
    assert words.apart([[*"ABCDEFGHI"], [*"jklmnopq"]]).startswith("j, k, l, m, n and 3 more share no interviewer")


def test_other_version_says_why_it_stands_apart() -> None:
    assert words.other_version(1, 2) == (
        "Version 1 of the rubric did not ask for the same as version 2: these candidates are compared with each other, "
        "never with those above."
    )
