"""The scorecard's keys and its clock, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from interviews.runtime.actor import acting_as
from panels.scorecards.drafts import draft_of
from panels.seating.models import Panel
from tests.browser import PHONE, Visitor
from tests.cast import Cast
from tests.factories import card_of
from tests.scorecards.cards import add_kit, card_address, competency

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
Visit = Callable[..., Visitor]


@pytest.fixture
def ana(visit: Visit, panel: Panel, cast: Cast) -> Visitor:
    """Before her card; its first competency has twenty minutes of the plan."""
    with transaction.atomic():
        add_kit(panel)
    visitor = visit(cast.ana)
    visitor.open(card_address(panel, cast.ana))
    return visitor


def rated(page: Page, panel: Panel) -> str | None:
    return page.evaluate(f"document.querySelector('[name=level-{competency(panel)}]:checked')?.value")


def first_level(page: Page, panel: Panel) -> None:
    page.locator(f"[name=level-{competency(panel)}]").first.focus()


def test_digit_rates_while_a_level_has_the_focus_and_is_saved(ana: Visitor, panel: Panel, cast: Cast) -> None:
    first_level(ana.page, panel)
    ana.page.keyboard.press("4")
    assert rated(ana.page, panel) == "4"
    ana.page.keyboard.press("9")
    ana.page.keyboard.press("ArrowDown")
    assert rated(ana.page, panel) == "5"
    expect(ana.page.locator("#saved")).to_contain_text("Saved at", timeout=10_000)
    with acting_as(cast.ana.pk), transaction.atomic():
        assert draft_of(card_of(panel, cast.ana)).by_competency[competency(panel)].level == 5


def test_digit_in_a_text_stays_a_digit(ana: Visitor, panel: Panel) -> None:
    evidence = ana.page.locator(f"#evidence-{competency(panel)}")
    before = rated(ana.page, panel)
    evidence.focus()
    ana.page.keyboard.type("3 of 4? Yes")
    assert evidence.input_value() == "3 of 4? Yes"
    assert rated(ana.page, panel) == before
    assert not ana.page.locator("#keys").is_visible()


def test_control_and_enter_goes_to_the_summary_with_what_was_typed(ana: Visitor, panel: Panel, cast: Cast) -> None:
    ana.page.locator(f"#evidence-{competency(panel)}").focus()
    ana.page.keyboard.type("Drew the cut-over.")
    with ana.page.expect_navigation():
        ana.page.keyboard.press("Control+Enter")
    assert ana.page.url.endswith("/scorecard/summary/")
    assert ana.page.get_by_text("Drew the cut-over.").first.is_visible()


def test_question_mark_lists_the_keys_and_gives_the_focus_back(ana: Visitor, panel: Panel) -> None:
    first_level(ana.page, panel)
    ana.page.keyboard.press("?")
    assert ana.page.get_by_role("dialog", name="Keys on this page").is_visible()
    assert ana.axe() == []
    ana.page.keyboard.press("Escape")
    assert not ana.page.locator("#keys").is_visible()
    ana.page.keyboard.press("2")
    assert rated(ana.page, panel) == "2"
    ana.page.get_by_role("button", name="Keys").click()
    ana.page.get_by_role("button", name="Close").click()
    assert not ana.page.locator("#keys").is_visible()
    assert ana.faults == []


def test_timer_follows_the_plan_and_survives_a_reload(ana: Visitor, panel: Panel, cast: Cast) -> None:
    page = ana.page
    page.clock.install()
    page.goto(page.url)
    minutes = [int(part.get_attribute("data-minutes") or 0) for part in page.locator("[data-minutes]").all()]
    names = [part.inner_text().split("must-have")[0].strip() for part in page.locator("[data-minutes] h2").all()]
    page.get_by_role("button", name="Start timer").click()
    page.clock.run_for(65_000)
    timer = page.get_by_role("timer")
    soon = re.compile(rf"^1:(0[5-9]|1\d) {names[0]}, {minutes[0] - 2}:(5[0-5]|4\d) left$")
    expect(timer).to_have_text(soon)
    page.reload()
    expect(timer).to_have_text(soon)
    page.clock.fast_forward(minutes[0] * 60_000)
    expect(timer).to_have_text(re.compile(rf"^{minutes[0] + 1}:\d\d {names[1]}, "))
    page.clock.fast_forward(sum(minutes[1:]) * 60_000)
    expect(timer).to_have_text(re.compile(rf"^{sum(minutes) + 1}:(\d\d), 1:\1 over the plan$"))
    page.get_by_role("button", name="Stop").click()
    expect(timer).to_have_text("")
    assert "timer" not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert ana.faults == []


def test_phone_shows_the_timer_and_no_list_of_keys(visit: Visit, panel: Panel, cast: Cast) -> None:
    with transaction.atomic():
        add_kit(panel)
    visitor = visit(cast.ana, viewport=PHONE, color_scheme="dark")
    visitor.open(card_address(panel, cast.ana))
    assert visitor.page.get_by_role("button", name="Start timer").is_visible()
    assert not visitor.page.get_by_role("button", name="Keys").is_visible()
    assert visitor.axe() == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
