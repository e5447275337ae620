"""The debrief in a real browser: the lead by keyboard, an interviewer on a phone and dark."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from panels.seating.models import Panel
from tests.browser import PHONE, WIDE, Visitor
from tests.cast import Cast
from tests.decisions.conftest import Build
from tests.factories import make_panel, make_role, submit_card

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ready(cast: Cast, build: Build) -> Panel:
    """Two splits, one of them on a must-have that is not met."""
    with transaction.atomic():
        panel = make_panel(role=make_role(lead=cast.lead), lead=cast.lead, raters=[cast.ana, cast.ben])
        submit_card(panel, cast.ana, {"System design": 2, "Code quality": 1}, recommendation="no")
        submit_card(panel, cast.ben, {"System design": 4, "Code quality": 5})
        build(panel)
    return panel


def begin(visitor: Visitor, panel: Panel) -> str:
    page = f"/panels/{panel.uuid}/debrief/"
    visitor.open(page)
    assert visitor.axe() == []
    visitor.send(visitor.page.get_by_role("button", name="Begin the debrief"))
    return page


def test_lead_writes_by_keyboard_and_the_panel_reads(cast: Cast, ready: Panel, visit: Any) -> None:
    lead = visit(cast.lead, viewport=WIDE)
    page = begin(lead, ready)
    assert [title.inner_text() for title in lead.page.locator("article h2").all()] == [
        "1. System design",
        "2. Code quality",
    ]
    lead.page.get_by_label("What was said").nth(1).focus()
    lead.page.keyboard.type("We asked for different code.")
    lead.page.keyboard.press("Tab")
    with lead.page.expect_navigation():
        lead.page.keyboard.press("Enter")
    assert lead.page.url.endswith("#point-2")
    assert lead.axe() == []
    phone = visit(cast.ana, viewport=PHONE, color_scheme="dark")
    phone.open(page)
    assert phone.page.get_by_text("We asked for different code.").is_visible()
    assert phone.page.locator("textarea").count() == 0
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert phone.axe() == []
    assert lead.faults + phone.faults == []


def test_leaving_with_unsaved_words_is_asked_about(cast: Cast, ready: Panel, visit: Any) -> None:
    lead = visit(cast.lead, viewport=WIDE)
    begin(lead, ready)
    asked = []
    lead.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    lead.page.get_by_label("What was said").first.press_sequentially("Half a")
    lead.page.get_by_role("link", name="Decide").click()
    lead.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert lead.page.get_by_label("What was said").first.input_value() == "Half a"
