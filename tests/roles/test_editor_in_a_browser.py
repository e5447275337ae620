"""The rubric editor in a real browser: order by dragging and by keyboard, and what changed since the version before."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from interviews.roles.actions.rubrics import start_draft
from interviews.roles.models import Role, Rubric
from tests.browser import PHONE, WIDE
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = {"wide": {"viewport": WIDE}, "phone-dark": {"viewport": PHONE, "color_scheme": "dark"}}


@pytest.fixture
def draft(cast: Cast, role: Role) -> Rubric:
    with transaction.atomic():
        return start_draft(role=role, actor=cast.hr)


def order(draft: Rubric) -> list[str]:
    return list(draft.competencies.values_list("name", flat=True))


@pytest.mark.parametrize("look", LOOKS)
def test_a_competency_is_dragged_to_another_place(cast: Cast, draft: Rubric, visit: Any, look: str) -> None:
    hr = visit(cast.hr, **LOOKS[look])
    hr.open(f"/rubrics/{draft.uuid}/")
    rows = hr.page.locator("[data-drag-order] > li")
    handle = rows.nth(2).locator("[data-drag-handle]")
    handle.scroll_into_view_if_needed()
    start, goal = handle.bounding_box(), rows.nth(0).bounding_box()
    hr.page.mouse.move(start["x"] + 5, start["y"] + 5)
    hr.page.mouse.down()
    with hr.page.expect_response("**/move/"):
        hr.page.mouse.move(start["x"] + 5, goal["y"] + 4, steps=8)
        hr.page.mouse.up()
    hr.page.wait_for_function("document.querySelector('[data-drag-order] > li a').textContent == 'Code quality'")
    assert order(draft) == ["Code quality", "System design", "Incident ownership"]


def test_the_same_by_keyboard(cast: Cast, draft: Rubric, visit: Any) -> None:
    hr = visit(cast.hr)
    hr.open(f"/rubrics/{draft.uuid}/")
    for _ in range(2):
        hr.page.get_by_role("button", name="Move Code quality up").focus()
        with hr.page.expect_response("**/rubrics/**"):
            hr.page.keyboard.press("Enter")
        hr.page.wait_for_timeout(100)
    assert order(draft) == ["Code quality", "System design", "Incident ownership"]


@pytest.mark.parametrize("look", LOOKS)
def test_what_changed_is_read_without_fault(cast: Cast, draft: Rubric, visit: Any, look: str) -> None:
    draft.competencies.filter(name="System design").update(definition="What system design is for us.", weight=2)
    hr = visit(cast.hr, **LOOKS[look])
    for page in ("difference", "what-if"):
        hr.open(f"/rubrics/{draft.uuid}/{page}/")
        assert hr.axe() == []
