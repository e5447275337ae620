"""The reliability page: hidden, provisional and shown, in exact words and numbers."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interviews.accounts.models import User
from tests.consensus.measures_page.conftest import Met
from tests.consensus.measures_page.stored import SIX, board, coefficients, measures, store
from tests.factories import make_candidate, make_panel, make_scale

pytestmark = pytest.mark.django_db


def address(met: Met, rest: str = "") -> str:
    return f"/roles/{met.role.uuid}/reliability/{rest}"


def page(client: Client, user: User, path: str) -> BeautifulSoup:
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def texts(soup: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(node.get_text(" ").split()) for node in soup.select(selector)]


def shown(client: Client, met: Met, *boards: dict[str, Any], **fields: Any) -> BeautifulSoup:
    met.store(*boards, **fields)
    return page(client, met.cast.lead, address(met))


def test_before_any_calibration_it_says_what_will_stand_here(client: Client, met: Met) -> None:
    soup = page(client, met.cast.lead, address(met))
    assert texts(soup, ".empty h2") == ["Nothing is measured yet"]
    assert "The first numbers come by themselves once the scale is calibrated" in texts(soup, ".empty p")[0]


def test_below_eight_candidates_no_number_stands(client: Client, met: Met) -> None:
    soup = shown(client, met, compared=5)
    assert texts(soup, "main h2") == ["Too few candidates for numbers", "What this rests on"]
    assert texts(soup, ".pips") == ["5 of 8 candidates"]
    assert texts(soup, "[aria-labelledby=not-yet] p")[0] == (
        "5 candidates with two or more interviewers so far. From 8 on numbers stand here: below that their intervals "
        "cover almost everything."
    )
    assert "0." not in soup.select_one("main").get_text()


def test_from_eight_on_numbers_are_provisional(client: Client, met: Met) -> None:
    soup = shown(client, met, compared=8)
    assert texts(soup, ".notice-warn strong, .notice-warn h2") == ["Provisional"]
    assert (
        "8 candidates with two or more interviewers. From 20 on intervals keep what they promise"
        in texts(soup, ".notice-warn")[0]
    )
    assert shown(client, met, compared=20).select(".notice-warn") == []


def test_reliability_of_one_and_of_the_usual_number(client: Client, met: Met) -> None:
    soup = shown(client, met)
    assert texts(soup, ".figure") == [
        "0.44 One interviewer alone. It may be 0.30 to 0.60.",
        "0.70 The mean of 3.4 interviewers, as many as candidates have here. It may be 0.56 to 0.82.",
    ]
    assert "n = 12 candidates." in texts(soup, "[aria-labelledby=how-many] > p")[0]


def test_curve_is_said_and_stands_as_a_table(client: Client, met: Met) -> None:
    soup = shown(client, met)
    assert texts(soup, ".study-words > p") == [
        "With 3 interviewers the reliability of an overall is 0.70 (0.56 to 0.82): so much of what overalls differ by "
        "would come again with other interviewers. A fourth adds 0.06.",
        "An overall from 3 interviewers lies within 0.8 levels of what all interviewers together would say, in 19 of "
        "20 cases.",
        "0.80, a common aim where much depends on it, takes 6 interviewers.",
        "What it cannot tell: whether the rubric picks people who do the job well. Agreement is not validity.",
    ]
    assert texts(soup, ".study tbody tr")[2:4] == ["3 0.70 0.56 to 0.82 ± 0.8", "4 0.76 0.63 to 0.86 ± 0.7"]
    assert texts(soup, ".curve-label") == ["now 3.4", "0.80 from 6 on"]
    assert soup.select_one(".curve")["aria-label"].startswith("Reliability by number of interviewers: 1: 0.44, 2: 0.61")


def test_eight_interviewers_may_not_be_enough(client: Client, met: Met) -> None:
    study = {**measures()["d_study"], "enough": {"target": 0.8, "k": None}}
    soup = shown(client, met, d_study=study)
    assert texts(soup, ".study-words > p")[2] == (
        "0.80, a common aim where much depends on it, is not reached within 8 interviewers."
    )
    assert texts(soup, ".curve-label") == ["now 3.4"]


def test_shares_are_three_and_folded_six(client: Client, met: Met) -> None:
    soup = shown(client, met)
    three, six = soup.select(".shares")
    assert texts(three, "tbody tr") == ["The candidate 50 %", "The interviewer’s own level 15 %", "The rest 35 %"]
    assert texts(six, "tbody tr")[0] == "The candidate What all ratings of one candidate have in common. 40 %"
    assert len(six.select("tbody tr")) == 6


def test_part_that_cannot_be_separated_is_refused_in_words(client: Client, met: Met) -> None:
    shares = {**dict.fromkeys(SIX, 0.2), "interviewer": None, "interviewer_competency": None}
    three, six = shown(client, met, shares=shares).select(".shares")
    assert texts(three, "tbody tr")[1] == "The interviewer’s own level These ratings cannot tell it from the rest."
    assert "These ratings cannot tell it from the rest." in texts(six, "tbody tr")[2]


def test_agreement_stands_in_numbers_and_words(client: Client, met: Met) -> None:
    found = [
        coefficients("System design", 0.83),
        coefficients("Code quality", 0.12, ac2=0.91),
        {**coefficients("Clarity", None, no_variation=True), "ac1": None, "ac2": None},
    ]
    soup = shown(client, met, agreement=found)
    assert texts(soup, ".board tbody tr") == [
        "System design 0.83 0.68 to 0.98 0 1 12 candidates Interviewers see the same.",
        "Code quality 0.12 −0.03 to 0.27 0 1 12 candidates Interviewers agree closely (AC2 0.91), but candidates "
        "barely differ on it.",
        "Clarity – 12 candidates No variation: every rating is the same, so nothing can be told.",
    ]
    assert texts(soup, "[aria-labelledby=agreement] details tbody tr") == [
        "System design 0.83 0.68 to 0.98 0.73 0.58 to 0.88 0.81 0.66 to 0.96 0.79 0.64 to 0.94 0.80 (error 0.05) "
        "0.90 (error 0.04)",
        "Code quality 0.12 −0.03 to 0.27 0.02 −0.13 to 0.17 0.10 −0.05 to 0.25 0.08 −0.07 to 0.23 0.81 (error 0.05) "
        "0.91 (error 0.04)",
        "Clarity – – – – – –",
    ]


def test_what_cannot_be_had_is_refused_with_its_reason(client: Client, met: Met) -> None:
    nothing = dict.fromkeys(SIX)
    soup = shown(
        client,
        met,
        icc=None,
        icc_reason="no_variation",
        d_study=None,
        d_study_reason="too_few",
        shares=nothing,
        variance=nothing,
        agreement=[],
    )
    assert texts(soup, "[aria-labelledby=how-many] p") == [
        "No reliability. All ratings are the same: there is nothing to tell apart.",
        "No curve of how many interviewers it takes. There are too few ratings for it.",
    ]
    assert soup.select(".shares") == []
    assert texts(soup, "[aria-labelledby=agreement] p") == [
        "No competency has been rated by two interviewers on enough candidates."
    ]


def test_parts_without_a_common_interviewer_are_named_with_the_cheapest_link(client: Client, met: Met) -> None:
    panels = [met.meet(name, 3, 3) for name in ("Ada", "Ben", "Cem")]
    soup = shown(client, met, board(panels, [3.0, 3.0, 3.0], component=[2, 2, 5]))
    assert texts(soup, "[aria-labelledby=joined] li") == [
        "Onsite: 3 candidates in 2 parts (2 and 1) that share no interviewer. Apart from the largest: Cem."
    ]
    assert texts(soup, "[aria-labelledby=joined] > p")[0].startswith("The cheapest link between two parts: one")
    joined = shown(client, met, board(panels, [3.0, 3.0, 3.0]))
    assert texts(joined, "[aria-labelledby=joined] li") == [
        "Onsite: a chain of common interviewers joins all 3 candidates."
    ]
    assert joined.select("[aria-labelledby=joined] > p") == []


def test_part_that_hangs_by_a_thread_is_said(client: Client, met: Met) -> None:
    panels = [met.meet(name, 3, 3) for name in ("Ada", "Ben")]
    links = [{"between": [part, 1], "candidates": count, "interviewers": 2} for part, count in ((0, 1), (2, 4))]
    soup = shown(client, met, {**board(panels, [3.0, 3.0]), "links": links})
    assert texts(soup, "[aria-labelledby=joined] li")[1:] == [
        "Onsite: two groups of interviewers are joined by no more than 1 candidate and 2 interviewers in common; 4 "
        "candidates make such a link firm."
    ]
    assert len(texts(soup, "[aria-labelledby=joined] > p")) == 1


def test_stage_that_is_gone_is_left_out(client: Client, met: Met) -> None:
    soup = shown(client, met, {**board([met.meet("Ada", 3, 3)], [3.0]), "stage": 0})
    assert soup.select("[aria-labelledby=joined]") == []


def test_panel_that_is_closed_to_the_reader_is_counted_and_not_named(client: Client, met: Met) -> None:
    panels = [met.meet("Ada", 3, 3)]
    hidden = make_panel(
        role=met.role, lead=met.cast.hr, raters=[met.cast.ana, met.cast.lead], candidate=make_candidate("Mia Quill")
    )
    soup = shown(client, met, board([*panels, hidden], [3.0, 4.0], component=[0, 1]))
    assert texts(soup, "[aria-labelledby=joined] li")[0].startswith("Onsite: 2 candidates in 2 parts (1 and 1)")
    assert "Mia" not in soup.get_text()


def test_numbers_rest_on_n_and_on_a_calibration(client: Client, met: Met) -> None:
    soup = shown(client, met)
    assert texts(soup, "[aria-labelledby=rests] li")[0].startswith(
        "13 panels, 12 of them with two or more interviewers; 6 interviewers, 3 competencies, 144 ratings."
    )
    assert texts(soup, "[aria-labelledby=rests] dd")[1].startswith("number 1, measures 1, fitted today")
    assert "Nothing here is about one interviewer" in texts(soup, "[aria-labelledby=rests] li")[2]


def test_each_scale_has_its_own_numbers(client: Client, met: Met) -> None:
    met.store(compared=12)
    other = make_scale(0, 10)
    store(met.role, measures(compared=5), met.as_worker, scale=other)
    soup = page(client, met.cast.lead, address(met))
    assert texts(soup, ".choices [aria-current]") == ["Test scale 0 to 10 (0 to 10)"]
    first = soup.select(".choices a")[1]["href"]
    assert len(texts(page(client, met.cast.lead, first), ".figure")) == 2
    assert texts(page(client, met.cast.lead, address(met, "?scale=nonsense")), ".pips") == ["5 of 8 candidates"]


def test_lead_and_hr_read_it_and_nobody_else(client: Client, met: Met) -> None:
    met.store()
    readers = []
    for name in ("hr", "recruiter", "lead", "ana", "outsider", "superuser", "employee"):
        client.force_login(getattr(met.cast, name))
        answer, unknown = client.get(address(met)), client.get(f"/roles/{uuid4()}/reliability/")
        if answer.status_code == 200:
            readers.append(name)
        else:
            assert answer.content == unknown.content
    assert readers == ["hr", "lead"]


@pytest.mark.parametrize("size", [1, 3])
def test_reliability_asks_the_database_as_often_for_three_as_for_one(client: Client, met: Met, size: int) -> None:
    panels = [met.meet(f"Candidate {number}", 3, 4) for number in range(size)]
    met.store(board(panels, [3.5] * size))
    client.force_login(met.cast.lead)
    client.get(address(met))
    with CaptureQueriesContext(connection) as asked:
        client.get(address(met))
    assert len(asked) == 8
