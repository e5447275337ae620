"""The page that saves itself, in a real browser: it says "Saved" when it is true and never otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote_plus

import pytest
from django.db import transaction
from playwright.sync_api import Page, Request, Route, expect

from interviews.runtime.actor import acting_as
from panels.scorecards.drafts import draft_of
from panels.scorecards.models import KeptDraft
from panels.seating.models import Panel
from tests.browser import PHONE, Visitor
from tests.cast import Cast
from tests.factories import begin_card, card_of, submit_card
from tests.scorecards.cards import add_kit, card_address, competency

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]

Visit = Callable[..., Visitor]
SAVE = re.compile(r"/scorecard/save/$")
SAVED = re.compile(r"^Saved at \d\d:\d\d:\d\d$")
PATIENCE = 15_000


@pytest.fixture
def ana(visit: Visit, panel: Panel, cast: Cast) -> Visitor:
    """Ana before her empty card."""
    visitor = visit(cast.ana)
    visitor.open(card_address(panel, cast.ana))
    return visitor


def evidence(panel: Panel) -> str:
    return f"#evidence-{competency(panel)}"


def carries(request: Request, text: str) -> bool:
    """Whether it saves the whole text, and not what stood there a moment before."""
    return bool(SAVE.search(request.url)) and text in unquote_plus(request.post_data or "")


def says(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("#saved")).to_have_text(words, timeout=PATIENCE)


def stored(panel: Panel, cast: Cast) -> str:
    with acting_as(cast.ana.pk), transaction.atomic():
        draft = draft_of(card_of(panel, cast.ana))
    rating = draft.by_competency.get(competency(panel))
    return rating.evidence if rating else ""


def kept(panel: Panel, cast: Cast) -> list[str]:
    pk = competency(panel)
    with acting_as(cast.ana.pk), transaction.atomic():
        texts = [row.content["ratings"] for row in KeptDraft.objects.filter(settled_at=None)]
    return [rating["evidence"] for ratings in texts for rating in ratings if rating["competency_id"] == pk]


def reload_and_compare(visitor: Visitor, panel: Panel, text: str) -> None:
    visitor.page.reload()
    assert visitor.page.input_value(evidence(panel)) == text


def test_typing_is_saved_by_itself_and_survives_a_reload(ana: Visitor, panel: Panel, cast: Cast) -> None:
    text = "Line one\n\n  “two” & <three> 😀  "
    ana.page.fill(evidence(panel), text)
    ana.page.check(f"#level-{competency(panel)}_3")
    says(ana.page, SAVED)
    assert stored(panel, cast) == text
    reload_and_compare(ana, panel, text)
    assert ana.page.is_checked(f"#level-{competency(panel)}_3")


def test_one_request_at_a_time_and_a_second_and_a_half_at_the_latest(ana: Visitor, panel: Panel, cast: Cast) -> None:
    under_way: set[Request] = set()
    most: list[int] = []

    def begin(request: Request) -> None:
        if SAVE.search(request.url):
            under_way.add(request)
            most.append(len(under_way))

    ana.page.on("request", begin)
    ana.page.on("requestfinished", lambda request: under_way.discard(request))
    ana.page.evaluate(
        """() => {
            const real = window.fetch;
            window.fetch = (...args) => { window.firstSave ||= performance.now(); return real(...args); };
            document.addEventListener("input", () => { window.firstKey ||= performance.now(); });
        }"""
    )
    text = "never a pause of a whole second between"
    with ana.page.expect_request(lambda request: carries(request, text), timeout=PATIENCE):
        ana.page.locator(evidence(panel)).press_sequentially(text, delay=120)
    says(ana.page, SAVED)  # "Saving…" stands there from that request until its answer
    assert 1_400 < ana.page.evaluate("window.firstSave - window.firstKey") < 2_000
    assert (len(most) >= 2, max(most)) == (True, 1)
    assert stored(panel, cast) == text


def test_offline_is_said_and_made_good(ana: Visitor, panel: Panel, cast: Cast) -> None:
    ana.context.set_offline(True)
    ana.page.fill(evidence(panel), "typed in the lift")
    says(ana.page, "Not saved: no connection, trying again. Your text stays here.")
    assert stored(panel, cast) == ""
    ana.page.type(evidence(panel), ", and more")
    ana.context.set_offline(False)
    says(ana.page, SAVED)
    reload_and_compare(ana, panel, "typed in the lift, and more")


def test_slow_answer_is_not_called_saved(ana: Visitor, panel: Panel, cast: Cast) -> None:
    waiting: list[Route] = []
    ana.page.route(SAVE, lambda route: waiting.append(route))
    ana.page.fill(evidence(panel), "slow line")
    says(ana.page, "Saving…")
    ana.page.wait_for_timeout(1_500)
    says(ana.page, "Saving…")
    assert stored(panel, cast) == ""
    waiting[0].continue_()
    says(ana.page, SAVED)
    assert stored(panel, cast) == "slow line"


def test_lost_answer_is_no_conflict(ana: Visitor, panel: Panel, cast: Cast) -> None:
    """The save arrived, its answer did not; more was typed meanwhile."""
    answers: list[int] = []

    def swallow(route: Route) -> None:
        answers.append(route.fetch().status)
        route.abort() if len(answers) == 1 else route.fulfill(response=route.fetch())

    ana.page.route(SAVE, swallow)
    ana.page.fill(evidence(panel), "first words")
    says(ana.page, "Not saved: no connection, trying again. Your text stays here.")
    assert stored(panel, cast) == "first words"
    ana.page.unroute(SAVE)
    ana.page.type(evidence(panel), " and more")
    says(ana.page, SAVED)
    assert (stored(panel, cast), kept(panel, cast)) == ("first words and more", [])


@pytest.mark.parametrize("status", [500, 502])
def test_fault_of_the_server_is_said_and_made_good(ana: Visitor, panel: Panel, cast: Cast, status: int) -> None:
    ana.page.route(SAVE, lambda route: route.fulfill(status=status, body="<h1>Fault</h1>"))
    ana.page.fill(evidence(panel), "typed into a fault")
    says(ana.page, "Not saved: the server has a fault, trying again. Your text stays here.")
    assert ana.page.input_value(evidence(panel)) == "typed into a fault"
    assert stored(panel, cast) == ""
    ana.page.unroute(SAVE)
    says(ana.page, SAVED)
    reload_and_compare(ana, panel, "typed into a fault")


def test_token_that_went_stale_is_fetched_anew(ana: Visitor, panel: Panel, cast: Cast) -> None:
    ana.context.clear_cookies(name="csrftoken")
    ana.page.fill(evidence(panel), "typed without a token")
    says(ana.page, SAVED)
    reload_and_compare(ana, panel, "typed without a token")


def test_refused_token_is_said_and_the_text_stays(ana: Visitor, panel: Panel, cast: Cast) -> None:
    ana.page.route(SAVE, lambda route: route.fulfill(status=403, body="no"))
    ana.page.fill(evidence(panel), "typed on an old page")
    says(
        ana.page,
        re.compile(r"^Not saved: this page is too old\. Sign in in a new tab, your text stays here\. Sign in$"),
    )
    assert ana.page.input_value(evidence(panel)) == "typed on an old page"
    ana.page.unroute(SAVE)
    says(ana.page, SAVED)


def test_signed_out_is_said_and_signing_in_elsewhere_goes_on(ana: Visitor, panel: Panel, cast: Cast) -> None:
    ana.sign_out()
    ana.page.fill(evidence(panel), "typed after the session ended")
    says(ana.page, re.compile(r"^Not saved: you have been signed out\."))
    assert ana.page.get_attribute("#saved a", "href") == "/accounts/login/"
    assert stored(panel, cast) == ""
    with ana.context.expect_page() as opened:
        ana.page.click("#saved a")
    other = opened.value
    other.fill("input[name=login]", cast.ana.email)
    other.fill("input[name=password]", "correct horse battery")
    other.click("form:has(input[name=password]) button[type=submit]")
    other.wait_for_url(re.compile(r"/$"))
    ana.page.bring_to_front()
    says(ana.page, SAVED)
    reload_and_compare(ana, panel, "typed after the session ended")


def test_somebody_else_signed_in_saves_nothing(ana: Visitor, panel: Panel, cast: Cast) -> None:
    ana.sign_in(cast.ben)
    ana.page.fill(evidence(panel), "on Ana's page, as Ben")
    says(ana.page, re.compile(r"^Not saved: the account that is signed in has no such scorecard\."))
    assert stored(panel, cast) == ""
    ana.sign_in(cast.ana)
    says(ana.page, SAVED)
    assert stored(panel, cast) == "on Ana's page, as Ben"


def test_too_long_a_text_is_refused_in_words_and_stays(ana: Visitor, panel: Panel, cast: Cast) -> None:
    ana.page.fill(evidence(panel), "x" * 10_001)
    says(ana.page, re.compile(r"^Not saved: System design, evidence: longer than 10,000 characters"))
    assert ana.page.locator(".field-error").count() == 1
    assert len(ana.page.input_value(evidence(panel))) == 10_001
    assert ana.axe() == []
    ana.page.fill(evidence(panel), "shorter")
    says(ana.page, SAVED)
    assert ana.page.locator(".field-error").count() == 0


# Two tabs


def test_two_tabs_keep_both_texts(ana: Visitor, panel: Panel, cast: Cast) -> None:
    other = ana.tab()
    other.goto(ana.page.url)
    ana.page.fill(evidence(panel), "from the first tab")
    says(ana.page, SAVED)
    other.fill(evidence(panel), "from the second tab")
    says(other, "Saved elsewhere: both texts are kept. Choose above which goes on.")
    assert (stored(panel, cast), kept(panel, cast)) == ("from the first tab", ["from the second tab"])
    assert other.input_value(evidence(panel)) == "from the second tab"
    assert other.locator(evidence(panel)).is_editable() is False
    assert ana.axe(other) == []
    other.click("text=Use the kept text")
    expect(other.locator(evidence(panel))).to_have_value("from the second tab")
    assert (stored(panel, cast), kept(panel, cast)) == ("from the second tab", [])
    ana.page.type(evidence(panel), " again")
    says(ana.page, "Saved elsewhere: both texts are kept. Choose above which goes on.")
    ana.page.click("text=Go on with the stored one")
    expect(ana.page.locator(evidence(panel))).to_have_value("from the second tab")


def test_words_typed_while_the_race_is_lost_are_kept_too(ana: Visitor, panel: Panel, cast: Cast) -> None:
    begin_card(panel, cast.ana)
    held: list[Route] = []
    ana.page.route(SAVE, lambda route: held.append(route) if not held else route.continue_())
    ana.page.fill(evidence(panel), "short")
    says(ana.page, "Saving…")
    ana.page.type(evidence(panel), " and the rest")
    held[0].continue_()
    says(ana.page, "Saved elsewhere: both texts are kept. Choose above which goes on.")
    assert kept(panel, cast) == ["short and the rest"]


def test_old_tab_cannot_overwrite_by_emptying_a_field(ana: Visitor, panel: Panel, cast: Cast) -> None:
    begin_card(panel, cast.ana)
    ana.page.fill(evidence(panel), "x")
    ana.page.fill(evidence(panel), "")
    says(ana.page, "Saved elsewhere. Show what is stored")
    assert stored(panel, cast) == "Walked through the fail-over step by step."


# Buttons, leaving, what stays in the browser


def test_check_before_submitting_waits_for_the_save(ana: Visitor, panel: Panel, cast: Cast) -> None:
    ana.page.fill(evidence(panel), "typed just before the click")
    ana.page.click("text=Check before submitting")
    ana.page.wait_for_url(re.compile(r"/summary/$"))
    assert stored(panel, cast) == "typed just before the click"


def test_buttons_never_leave_with_text_that_is_not_stored(ana: Visitor, panel: Panel, cast: Cast) -> None:
    ana.context.set_offline(True)
    ana.page.fill(evidence(panel), "typed in the lift")
    ana.page.click("text=Check before submitting")
    says(ana.page, "Not saved: no connection, trying again. Your text stays here.")
    assert ana.page.url.endswith(card_address(panel, cast.ana))
    assert ana.page.input_value(evidence(panel)) == "typed in the lift"
    ana.context.set_offline(False)
    ana.page.click("text=Save draft")
    says(ana.page, SAVED)


def test_leaving_with_unsaved_text_asks_first(ana: Visitor, panel: Panel, cast: Cast) -> None:
    asked: list[str] = []
    ana.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    ana.page.route(SAVE, lambda route: route.fulfill(status=500, body=""))
    ana.page.click(evidence(panel))
    ana.page.keyboard.type("not saved")
    says(ana.page, re.compile(r"^Not saved"))
    ana.page.reload()
    assert asked == ["beforeunload"]


def test_leaving_after_the_save_asks_nothing(ana: Visitor, panel: Panel, cast: Cast) -> None:
    asked: list[str] = []
    ana.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    ana.page.click(evidence(panel))
    ana.page.keyboard.type("saved")
    says(ana.page, SAVED)
    ana.page.reload()
    assert asked == []


def test_nothing_typed_stays_in_the_browser(ana: Visitor, panel: Panel, cast: Cast) -> None:
    ana.context.set_offline(True)
    ana.page.fill(evidence(panel), "a secret opinion")
    says(ana.page, re.compile(r"^Not saved"))
    stays = ana.page.evaluate(
        "async () => ({local: {...localStorage}, session: {...sessionStorage},"
        " databases: await indexedDB.databases(), caches: await caches.keys()})"
    )
    of_htmx = {"htmx-current-path-for-history": card_address(panel, cast.ana)}
    assert stays == {"local": {}, "session": of_htmx, "databases": [], "caches": []}
    assert {cookie["name"] for cookie in ana.context.cookies()} == {"sessionid", "csrftoken"}


def test_after_signing_out_back_shows_no_text(ana: Visitor, panel: Panel, cast: Cast) -> None:
    ana.page.fill(evidence(panel), "a secret opinion")
    says(ana.page, SAVED)
    ana.page.goto(ana.address + "/accounts/login/")
    ana.sign_out()
    ana.page.go_back()
    ana.page.wait_for_url(re.compile(r"/accounts/login/"))
    assert "a secret opinion" not in ana.page.content()


def test_scripts_in_a_text_stay_text(ana: Visitor, panel: Panel, cast: Cast) -> None:
    nasty = "</textarea><img src=x onerror=alert(1)><script>alert(2)</script>"
    ana.page.fill(evidence(panel), nasty)
    says(ana.page, SAVED)
    ana.page.reload()
    assert ana.page.input_value(evidence(panel)) == nasty
    ana.page.click("text=Check before submitting")
    ana.page.wait_for_url(re.compile(r"/summary/$"))
    assert ana.page.locator("main img, main script").count() == 0


# Looks and keys


@pytest.mark.parametrize(
    "options",
    [{}, {"viewport": PHONE}, {"color_scheme": "dark"}],
    ids=["wide", "phone", "dark"],
)
def test_axe_finds_nothing(visit: Visit, panel: Panel, cast: Cast, options: dict[str, object]) -> None:
    add_kit(panel)
    visitor = visit(cast.ana, **options)
    for rest in ((), ("summary",)):
        visitor.open(card_address(panel, cast.ana, *rest))
        assert visitor.axe() == []
    for user in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, user)
    for who, rest in ((cast.ana, ()), (cast.ana, ("amend",)), (cast.ben, ())):
        visitor.open(card_address(panel, who, *rest))
        assert visitor.axe() == []


def test_phone_has_no_sideways_scroll_and_folds_the_kit(visit: Visit, panel: Panel, cast: Cast) -> None:
    add_kit(panel)
    visitor = visit(cast.ana, viewport=PHONE)
    visitor.open(card_address(panel, cast.ana))
    question = visitor.page.locator(".kit-questions p").first
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    expect(question).to_be_hidden()
    visitor.page.locator(".kit > summary").first.click()
    expect(question).to_be_visible()


def test_wide_page_shows_the_kit_beside_the_card(visit: Visit, panel: Panel, cast: Cast) -> None:
    add_kit(panel)
    visitor = visit(cast.ana)
    visitor.open(card_address(panel, cast.ana))
    question = visitor.page.locator(".kit-questions p").first
    expect(question).to_be_visible()
    card, kit = visitor.page.locator(".competency-card").first, visitor.page.locator(".kit").first
    assert card.bounding_box()["x"] + card.bounding_box()["width"] < kit.bounding_box()["x"]  # type: ignore[index]


def test_whole_card_by_keyboard_alone(ana: Visitor, panel: Panel, cast: Cast) -> None:
    """Tab to a group, arrows inside it; then type, check, answer and submit."""
    page = ana.page
    page.focus(f"#level-{competency(panel)}_none_3")
    for competency_number in range(3):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type(f"What they did, number {competency_number}, step by step.")
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    says(page, SAVED)
    page.focus("button[name=next]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/summary/$"))
    page.focus("input[name=discussed][value=no]")
    page.keyboard.press("Space")
    page.focus("text=Submit scorecard")
    page.keyboard.press("Enter")
    expect(page.locator("#submitted")).to_have_text("What you submitted")
    with acting_as(cast.ana.pk), transaction.atomic():
        card = card_of(panel, cast.ana)
        assert [rating.level for rating in card.ratings.order_by("competency")] == [2, 2, 2]
        assert (card.is_submitted, card.recommendation) == (True, "yes")


def test_without_scripts_the_same_page_saves_and_submits(visit: Visit, panel: Panel, cast: Cast) -> None:
    page = (visitor := visit(cast.ana, java_script_enabled=False)).page
    visitor.open(card_address(panel, cast.ana))
    for pk in panel.rubric.competencies.values_list("pk", flat=True):
        page.check(f"#level-{pk}_2")
        page.fill(f"#evidence-{pk}", "Drew the cut-over and the roll-back.")
    page.check("#recommendation_2")
    page.click("text=Save draft")
    expect(page.locator("#notices")).to_contain_text("Saved at ")
    page.click("text=Check before submitting")
    page.check("input[name=discussed][value=no]")
    page.click("button:has-text('Submit scorecard')")
    expect(page.locator("#submitted")).to_have_text("What you submitted")
