"""A kickoff in a real browser: asked, answered by keyboard, read, settled; wide, on a phone and dark."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from interviews.roles.actions.kickoffs import start_kickoff
from interviews.roles.models import Kickoff, Rubric
from tests.browser import PHONE, WIDE, Visitor
from tests.cast import Cast
from tests.factories import make_role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = {"wide": {"viewport": WIDE}, "phone-dark": {"viewport": PHONE, "color_scheme": "dark"}}


@pytest.fixture
def draft(cast: Cast) -> Rubric:
    return make_role("Ward Manager", lead=cast.lead, publish=False).rubrics.get()


@pytest.fixture
def kickoff(cast: Cast, draft: Rubric) -> Kickoff:
    with transaction.atomic():
        return start_kickoff(rubric=draft, people=[cast.ana, cast.lead], actor=cast.hr)


def answer_by_keyboard(visitor: Visitor, words: str) -> None:
    """From the first mark to the button without a pointer; each competency's second mark."""
    keyboard = visitor.page.keyboard
    visitor.page.locator("fieldset.levels input").first.focus()
    for _ in range(3):
        keyboard.press("ArrowDown")
        keyboard.press("Tab")
    keyboard.type(words)
    keyboard.press("Tab")
    with visitor.page.expect_navigation():
        keyboard.press("Enter")


def test_from_asking_to_settling(cast: Cast, draft: Rubric, visit: Any) -> None:
    hr, ana, lead = visit(cast.hr), visit(cast.ana), visit(cast.lead)
    hr.open(f"/rubrics/{draft.uuid}/")
    hr.send(hr.page.get_by_role("link", name="Start a kickoff"))
    for person in ("Ana Petrov", "Amara Diallo"):
        hr.page.get_by_label(person).check()
    hr.send(hr.page.get_by_role("button", name="Ask them"))
    assert hr.page.get_by_text("0 of 2 answers in").is_visible()
    ana.open("/")
    ana.send(ana.page.get_by_role("link", name="Answer about Ward Manager"))
    answer_by_keyboard(ana, "Blames others.")
    assert ana.page.get_by_text("Your answer is in.").is_visible()
    lead.open(f"/kickoffs/{Kickoff.objects.get().uuid}/")
    assert not lead.page.get_by_text("Blames others.").is_visible()
    answer_by_keyboard(lead, "Cannot be reached.")
    assert lead.page.get_by_text("Blames others.").is_visible()
    lead.send(lead.page.get_by_role("link", name="Settle the profile"))
    lead.page.get_by_label("What you agreed on").fill("Calm under pressure.")
    lead.send(lead.page.get_by_role("button", name="Settle the profile"))
    ana.page.reload()
    assert ana.page.get_by_text("Calm under pressure.").is_visible()
    assert hr.faults + ana.faults + lead.faults == []


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(cast: Cast, kickoff: Kickoff, visit: Any, look: str) -> None:
    page = f"/kickoffs/{kickoff.uuid}/"
    hr, ana, lead = (visit(user, **LOOKS[look]) for user in (cast.hr, cast.ana, cast.lead))
    for address in (page, f"{page}people/", f"{page}open/", f"/rubrics/{kickoff.rubric.uuid}/"):
        hr.open(address)
        assert (address, hr.axe()) == (address, [])
    ana.open(page)
    ana.send(ana.page.get_by_role("button", name="Send my answer"))
    assert ana.page.get_by_role("heading", name="Error").or_(ana.page.locator(".error-summary")).first.is_visible()
    assert ana.axe() == []
    for visitor in (ana, lead):
        visitor.open(page)
        answer_by_keyboard(visitor, "Blames others.")
        assert visitor.axe() == []
    lead.open(f"{page}settle/")
    assert lead.axe() == []
    assert lead.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
