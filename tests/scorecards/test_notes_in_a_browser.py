"""Notes sorted into evidence, by keyboard, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import expect

from interviews.runtime.actor import acting_as
from panels.scorecards.drafts import draft_of
from panels.seating.models import Panel
from tests.browser import PHONE, Visitor
from tests.cast import Cast
from tests.factories import card_of
from tests.scorecards.cards import card_address, competency

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
Visit = Callable[..., Visitor]
NOTES = "Drew two replicas.\n\nAsked who pays.\nBirds outside."


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE, "color_scheme": "dark"}], ids=["wide", "phone-dark"])
def test_lines_go_where_they_are_sent_and_are_saved(
    visit: Visit, panel: Panel, cast: Cast, options: dict[str, object]
) -> None:
    ana = visit(cast.ana, **options)
    ana.open(card_address(panel, cast.ana))
    page, key = ana.page, competency(panel)
    page.fill(f"#evidence-{key}", "Said so at once.")
    page.fill("#notes", NOTES)
    page.get_by_role("button", name="Sort into evidence").press("Enter")
    assert ana.axe() == []
    page.keyboard.press("ArrowDown")  # the first line's first competency
    page.get_by_role("button", name="Move them").press("Enter")
    assert page.input_value(f"#evidence-{key}") == "Said so at once.\nDrew two replicas."
    assert page.input_value("#notes") == "Asked who pays.\nBirds outside."
    expect(page.get_by_text("1 line moved.")).to_be_visible()
    expect(page.locator("#saved")).to_contain_text("Saved at", timeout=10_000)
    with acting_as(cast.ana.pk), transaction.atomic():
        stored = draft_of(card_of(panel, cast.ana))
    assert stored.by_competency[key].evidence == "Said so at once.\nDrew two replicas."
    assert stored.notes == "Asked who pays.\nBirds outside."


def test_undo_puts_all_back(visit: Visit, panel: Panel, cast: Cast) -> None:
    ana = visit(cast.ana)
    ana.open(card_address(panel, cast.ana))
    page = ana.page
    page.get_by_role("button", name="Sort into evidence").click()
    expect(page.get_by_text("There is nothing in the notes to sort.")).to_be_visible()
    page.fill("#notes", NOTES)
    page.get_by_role("button", name="Sort into evidence").click()
    page.get_by_label("Where “Asked who pays.” goes").select_option(index=2)
    page.get_by_role("button", name="Move them").click()
    page.get_by_role("button", name="Undo").click()
    assert page.input_value("#notes") == NOTES
    assert page.locator("textarea[id^='evidence-']").nth(1).input_value() == ""
