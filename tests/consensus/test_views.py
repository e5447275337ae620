"""The pages of the report: what they say, to whom, and what they leave out."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interviews.accounts.models import User
from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.scorecards.actions import start_amending
from panels.seating.actions.endings import close_panel
from panels.seating.models import Panel
from tests.cast import Cast
from tests.consensus.conftest import Build, erase
from tests.consensus.priya import CODE, DESIGN, Priya, fill
from tests.factories import add_seat, card_of, make_panel, make_role, send_out, submit_card

pytestmark = pytest.mark.django_db


def path(panel: Panel, rest: str = "") -> str:
    return f"/panels/{panel.uuid}/report/{rest}"


def page(client: Client, user: User, panel: Panel, rest: str = "") -> BeautifulSoup:
    client.force_login(user)
    answer = client.get(path(panel, rest))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def text(node: object) -> str:
    return " ".join(node.get_text(" ").split())  # type: ignore[attr-defined]


def texts(soup: BeautifulSoup, selector: str) -> list[str]:
    return [text(node) for node in soup.select(selector)]


@pytest.fixture
def shown(client: Client, priya: Priya, build: Build) -> BeautifulSoup:
    priya.submit_all()
    build(priya.panel)
    return page(client, priya.lead, priya.panel)


def test_report_says_who_and_how_it_came_about(shown: BeautifulSoup) -> None:
    assert texts(shown, "h1") == ["Priya Raman"]
    assert texts(shown, ".page-header .eyebrow") == ["Senior Backend Engineer Payments / Onsite"]
    assert texts(shown, ".page-header .lede") == ["Consensus report. What the scorecards said before anyone spoke."]
    assert texts(shown, ".arrival") == [
        "4 of 4 scorecards, all submitted before anyone saw another's. 1 rating not given (out of time)."
    ]


def test_report_begins_with_what_is_recommended_and_what_is_not_settled(shown: BeautifulSoup) -> None:
    assert texts(shown, ".headline") == ["3 of 4 recommend yes."]
    assert texts(shown, ".findings li") == [
        "Not settled System design, a must-have, has ratings on both sides of its minimum."
    ]
    assert texts(shown, ".recommendations > div") == [
        "Strong no –",
        "No Dana",
        "Yes Jun, Ruth",
        "Strong yes Tomasz",
    ]


def test_report_shows_must_haves_first_and_the_overall_last(shown: BeautifulSoup) -> None:
    rows = [tuple(text(cell) for cell in row.select(":scope > div")) for row in shown.select(".score-row")]
    assert rows == [
        (
            "System design minimum 3, counts double",
            "Split median 4, n = 3; 1 below the minimum, 2 at or above it; discuss first",
        ),
        ("Incident ownership minimum 3", "Met 3 and 4, n = 2"),
        ("Code quality", "median 4, n = 2"),
        ("Working with others", "median 4, n = 2"),
        ("Clear explanation", "3 and 4, n = 2; Dana out of time"),
        (
            "3.7 of 5",
            "At or above the hire line, 3.6, and every must-have is met by its median. "
            "Mean of 5 competencies, from 11 ratings by 4 people. "
            "No interval yet: that takes five opened panels on this scale with two or more interviewers each, three "
            "interviewers and 30 ratings.",
        ),
    ]
    assert [strip["aria-label"] for strip in shown.select(".scores svg.strip")][::5] == [
        "Scores 2, 4 and 5, on a scale from 1 to 5. Median 4. Minimum 3.",
        "Overall 3.7 on the scale. At or above the hire line, 3.6, and every must-have is met by its median.",
    ]


def test_report_discusses_the_split_with_both_texts_beside_the_anchors(shown: BeautifulSoup) -> None:
    assert texts(shown, "article.split") == [
        "1. System design must-have, minimum 3 Different questions. "
        "Lowest: 2 Dana asked: webhook failure Said “retry”; after two prompts it could still charge twice. "
        "What a 2 looks like: System design at 2 "
        "Highest: 5 Tomasz asked: the ledger migration Idempotency keys unprompted; drew the cut-over and roll-back. "
        "What a 5 looks like: System design at 5 "
        "What a 3 looks like, the minimum: System design at 3 Everything on System design"
    ]


def test_report_shows_every_score_and_text_below(shown: BeautifulSoup) -> None:
    design, *_, clear = shown.select("article.competency")
    assert texts(design, ".competency-head .score-words") == [
        "Must-have, minimum 3. Counts double. n = 3, median 4, mean 3.67, range 3, SD 1.53. Different questions."
    ]
    assert texts(clear, ".rating") == [
        "4 Jun Jun on clear explanation.",
        "3 Ruth Ruth on clear explanation.",
        "Dana out of time Dana on clear explanation.",
    ]
    assert texts(shown, "[aria-labelledby=reasons] .rating")[0] == "No Dana confidence: middle Dana's reason."
    assert texts(shown, "[aria-labelledby=came] tbody tr")[0] == "Dana Interview 1 1 day later – no"


def test_report_without_a_calibration_says_so_once(shown: BeautifulSoup) -> None:
    said = text(shown.main)
    assert said.count("No interval yet: that takes five opened panels on this scale with two or more") == 1
    assert said.count("No index of agreement: too few raters each.") == 1
    assert shown.select(".strip-band, .measures") == []
    assert "Calibration None yet" in texts(shown, ".facts > div")
    for word in ("halo", "infit", "dissent", "REML", "posterior", "alpha", "kappa", "NaN", "None recommend"):
        assert word not in said


def test_report_says_whether_it_holds(shown: BeautifulSoup) -> None:
    assert texts(shown, ".held h2, .held p") == [
        "Does it hold?",
        "Above the line. One level lower on any single rating: still above. One interviewer left out: above in 2 of 4. "
        "Other weights: still above. It rests on System design (counts double).",
        "Every must-have. The same with one level up or down on any single rating, and with any one interviewer left "
        "out.",
        "No index of agreement: too few raters each.",
    ]


def test_report_without_splits_has_nothing_to_discuss(client: Client, cast: Cast, panel: Panel, build: Build) -> None:
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater, 4)
    build(panel)
    soup = page(client, cast.ana, panel)
    assert texts(soup, "h2") == [
        "All 3 recommend yes.",
        "Must-haves",
        "Others",
        "Overall",
        "Does it hold?",
        "Every competency",
        "Recommendations and reasons",
        "The scorecards",
        "How this was computed",
    ]
    assert soup.select(".findings, article.split, .surface") == []


def test_report_of_what_nobody_could_rate(client: Client, cast: Cast, build: Build) -> None:
    role = make_role("Thin", lead=cast.lead, competencies=[DESIGN, CODE], must_have=[DESIGN])
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana])
    levels = {DESIGN: "not_asked", CODE: 3}
    fill(panel, cast.ana, levels=levels, recommendation="too_little", recommendation_reason="Ten minutes only.")
    build(panel)
    soup = page(client, cast.lead, panel)
    assert texts(soup, ".headline, .findings li, .verdict .small") == [
        "Nobody gave a recommendation.",
        "Not settled System design, a must-have, was rated by nobody.",
        "Saw too little to say: Ana.",
    ]
    assert texts(soup, ".overall .score-row") == [
        "3.0 of 5 1 2 3 4 5 Mean of 1 competency, from 1 rating by one person. "
        "Without System design, which nobody rated. "
        "No interval yet: that takes five opened panels on this scale with two or more interviewers each, three "
        "interviewers and 30 ratings."
    ]


def test_second_report_stands_beside_the_first(client: Client, priya: Priya, build: Build) -> None:
    for name in ("Dana Whitfield", "Jun Park", "Ruth Castellanos"):
        priya.submit(name)
    with acting_as(priya.recruiter.pk):
        close_panel(panel=priya.panel, actor=priya.recruiter, reason="Tomasz is ill.")
    build(priya.panel)
    priya.submit("Tomasz Zielinski")
    soup = page(client, priya.lead, priya.panel)
    assert texts(soup, ".arrival") == [
        "3 of 4 scorecards, all submitted before anyone saw another's. 1 rating not given (out of time).",
        "Closed without Tomasz: “Tomasz is ill.”",
    ]
    assert texts(soup, "#job .state") == ["Waiting"]
    second = build(priya.panel, with_late=True)
    soup = page(client, priya.lead, priya.panel)
    assert texts(soup, "main .tabs li") == ["Scorecards in time", "With 1 late scorecard"]
    assert texts(soup, "[aria-labelledby=apart] h3") == ["Late, still blind"]
    soup = page(client, priya.lead, priya.panel, f"{second.digest}/")
    assert texts(soup, ".arrival") == [
        "4 of 4 scorecards: 3 in time, 1 late and still blind, for its author had opened nothing. "
        "1 rating not given (out of time)."
    ]
    assert texts(soup, ".notice") == [
        "This report differs from the first one because it takes in 1 scorecard that came late and still blind. "
        "System design: median 3 before, 4 with it. Overall: 3.5 before, 3.72 with it."
    ]
    assert soup.select("[aria-labelledby=apart]") == []


def test_cards_that_do_not_count_stand_in_their_own_blocks(client: Client, cast: Cast, build: Build) -> None:
    role = make_role("Blocks", lead=cast.lead)
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben], send=False)
    add_seat(panel, cast.cleo, kind="shadow")
    add_seat(panel, cast.hr, kind="informed")
    send_out(panel)
    for rater, level in ((cast.cleo, 1), (cast.hr, 1), (cast.ana, 3), (cast.ben, 3)):
        submit_card(panel, rater, level)
    build(panel)
    with acting_as(cast.ben.pk):
        start_amending(card=card_of(panel, cast.ben), actor=cast.ben)
    names = panel.rubric.competencies.values_list("name", flat=True)
    levels = {**dict.fromkeys(names, 3), CODE: 5}
    fill(panel, cast.ben, levels=levels, reason="I misread my notes.", recommendation="no")
    soup = page(client, cast.lead, panel)
    assert texts(soup, "[aria-labelledby=apart] h3") == ["Shadow", "Informed", "Changed after scorecards opened"]
    assert [label["aria-label"] for label in soup.select("[aria-labelledby=apart] article")] == [
        "Shadow: Cleo",
        "Informed: Hana",
        "Changed after scorecards opened: Ben",
    ]
    changed = soup.select("[aria-labelledby=apart] article")[2]
    assert "Reason: I misread my notes." in text(changed)
    assert "Ben could read the others’ scorecards from today" in text(changed)
    assert "Code quality: 3 before, now 5" in texts(changed, "li")
    assert "Recommendation: Yes before, now No" in texts(changed, "li")
    assert texts(soup, ".headline") == ["All 2 recommend yes."]


def test_erased_text_is_gone_and_the_numbers_stand(client: Client, priya: Priya, build: Build) -> None:
    priya.submit_all()
    build(priya.panel)
    erase(priya.panel, priya.people["Dana Whitfield"])
    soup = page(client, priya.lead, priya.panel)
    assert "charge twice" not in text(soup)
    assert texts(soup, ".split-side")[0] == (
        "Lowest: 2 Dana The text was erased. What a 2 looks like: System design at 2"
    )
    assert texts(soup, ".score-row")[0].endswith("discuss first")


def test_two_people_of_one_first_name_have_their_whole_names(client: Client, cast: Cast, build: Build) -> None:
    role = make_role("Names", lead=cast.lead)
    other = User.objects.create(name="Ana Costa", email="ana.costa@example.org")
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, other, cast.ben])
    for rater in (cast.ana, other, cast.ben):
        submit_card(panel, rater)
    build(panel)
    soup = page(client, cast.lead, panel)
    assert texts(soup, ".recommendations > div")[2] == "Yes Ana Petrov, Ana Costa, Ben"


def test_reading_by_mark_alone_is_recorded(client: Client, priya: Priya, build: Build) -> None:
    priya.submit_all()
    build(priya.panel)
    for reader in (priya.recruiter, priya.lead, priya.people["Jun Park"]):
        page(client, reader, priya.panel)
    assert list(Entry.objects.filter(verb="report.seen").values_list("actor_id", flat=True)) == [priya.recruiter.pk]


@pytest.mark.parametrize("size", [1, 3])
def test_report_asks_the_database_as_often_for_three_as_for_one(
    client: Client, cast: Cast, build: Build, size: int
) -> None:
    role = make_role("Size", lead=cast.lead, competencies=[DESIGN, "Two", "Three"][:size])
    raters = [cast.ana, cast.ben, cast.cleo][:size]
    panel = make_panel(role=role, lead=cast.lead, raters=raters)
    for number, rater in enumerate(raters):
        submit_card(panel, rater, 2 + number)
    build(panel)
    client.force_login(cast.lead)
    client.get(path(panel))
    with CaptureQueriesContext(connection) as asked:
        client.get(path(panel))
    assert len(asked) == 17
