from __future__ import annotations

from typing import Any

import pytest

from panels.consensus.measures_page import reliability_words as words
from tests.consensus.measures_page.stored import SIX, coefficients, measures

STUDY: dict[str, Any] = measures()["d_study"]


def test_every_part_of_the_model_has_words() -> None:
    assert tuple(words.PARTS) == SIX
    assert sorted(key for _, keys in words.SUMMARY for key in keys) == sorted(SIX)


def test_no_word_is_one_that_the_screens_leave_out() -> None:
    said = " ".join(f"{name} {meaning}" for name, meaning in words.PARTS.values()).lower()
    assert not any(word in said for word in ("halo", "infit", "dissent", "reml", "posterior"))


def test_coefficient_has_two_places_and_a_real_minus() -> None:
    assert [words.coefficient(value) for value in (0.5, 0.706, -0.034)] == ["0.50", "0.71", "−0.03"]
    assert words.interval(0.5, None) == words.interval(None, None) == ""
    assert words.interval(-0.1, 0.6) == "−0.10 to 0.60"


def test_basis_names_every_n() -> None:
    assert words.basis({"panels": 13, "compared": 12, "interviewers": 6, "ratings": 144, "competencies": 1}) == (
        "13 panels, 12 of them with two or more interviewers; 6 interviewers, 1 competency, 144 ratings."
    )


def test_too_few_says_from_where_on_and_why() -> None:
    assert words.too_few(5) == (
        "5 candidates with two or more interviewers so far. From 8 on numbers stand here: below that their intervals "
        "cover almost everything."
    )
    assert words.too_few(1).startswith("1 candidate with two or more")


def test_now_says_what_the_number_in_use_gives_and_what_one_more_adds() -> None:
    assert words.now(STUDY) == (
        "With 3 interviewers the reliability of an overall is 0.70 (0.56 to 0.82): so much of what overalls differ by "
        "would come again with other interviewers. A fourth adds 0.06."
    )
    assert words.now({**STUDY, "usual": 7.0}).endswith("An eighth adds 0.02.")
    assert words.now({**STUDY, "usual": 9.2}).endswith("would come again with other interviewers.")
    assert words.now({**STUDY, "usual": 0.4}).startswith("With 1 interviewer the")


def test_error_is_in_levels() -> None:
    assert words.error(STUDY) == (
        "An overall from 3 interviewers lies within 0.8 levels of what all interviewers together would say, in 19 of "
        "20 cases."
    )


@pytest.mark.parametrize(
    ("k", "expected"), [(None, "is not reached within 8 interviewers."), (6, "takes 6 interviewers.")]
)
def test_enough_says_how_many_it_takes(k: int | None, expected: str) -> None:
    said = words.enough({**STUDY, "enough": {"target": 0.8, "k": k}})
    assert said == f"0.80, a common aim where much depends on it, {expected}"


def test_enough_already_in_use() -> None:
    said = words.enough({**STUDY, "enough": {"target": 0.8, "k": 2}})
    assert said == "0.80, a common aim where much depends on it, is reached from 2 interviewers on."


def test_agreement_reads_alpha_in_words() -> None:
    assert words.agreement(coefficients("A", 0.8)) == "Interviewers see the same."
    assert words.agreement(coefficients("A", 0.7)) == "Interviewers see much the same; good for tentative conclusions."
    assert words.agreement(coefficients("A", 0.5, ac2=0.7)) == (
        "Interviewers see different things: read the evidence rather than the level."
    )


def test_agreement_is_not_called_low_where_candidates_barely_differ() -> None:
    assert words.agreement(coefficients("A", 0.12, ac2=0.91)) == (
        "Interviewers agree closely (AC2 0.91), but candidates barely differ on it."
    )
    assert words.agreement(coefficients("A", 0.57, ac2=0.86)).startswith("Interviewers see different things")


def test_agreement_without_variation_or_with_too_few_is_refused_in_words() -> None:
    assert words.agreement(coefficients("A", None, no_variation=True)) == (
        "No variation: every rating is the same, so nothing can be told."
    )
    assert words.agreement(coefficients("A", None, n=3)) == "Too few: 3 candidates with two ratings or more on it."


def test_joined_counts_the_parts_and_names_the_smaller() -> None:
    assert words.joined("Onsite", [12], [["Ada"]]) == "Onsite: a chain of common interviewers joins all 12 candidates."
    assert words.joined("Onsite", [1], [["Ada"]]) == "Onsite: one candidate, nobody to be joined with yet."
    assert words.joined("Onsite", [9, 2], [["Ada"], ["Ben", "Cleo"]]) == (
        "Onsite: 11 candidates in 2 parts (9 and 2) that share no interviewer. Apart from the largest: Ben and Cleo."
    )


def test_joined_names_nobody_whom_the_reader_may_not_see() -> None:
    assert words.joined("Onsite", [9, 2], [["Ada"], []]) == (
        "Onsite: 11 candidates in 2 parts (9 and 2) that share no interviewer."
    )


def test_unknown_reason_still_says_that_there_is_none() -> None:
    assert words.reason("too_few") == "There are too few ratings for it."
    assert words.reason("something_new") == "It cannot be had from these ratings."
