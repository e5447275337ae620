"""Importing candidates in a real browser, by keyboard alone; wide, on a phone and dark."""

from __future__ import annotations

from typing import Any

import pytest

from panels.seating.models import Candidate
from tests.browser import PHONE, WIDE
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = {"wide": {"viewport": WIDE}, "phone-dark": {"viewport": PHONE, "color_scheme": "dark"}}
TABLE = "name\texternal_id\nPriya Raman\tA-1\n\tA-2\nOmar Said\tA-3\n"


@pytest.mark.parametrize("look", LOOKS)
def test_pasted_checked_and_imported(cast: Cast, visit: Any, look: str) -> None:
    rosa = visit(cast.recruiter, **LOOKS[look])
    rosa.open("/candidates/")
    rosa.send(rosa.page.get_by_role("link", name="Import"))
    assert rosa.axe() == []
    rosa.page.get_by_label("Or paste it").fill(TABLE)
    rosa.send(rosa.page.get_by_role("button", name="Check it"))
    assert rosa.axe() == []
    assert rosa.page.get_by_text("The name is missing.").is_visible()
    assert Candidate.objects.count() == 0
    rosa.page.get_by_label("Leave out the 1 wrong line").focus()
    rosa.page.keyboard.press("Space")
    rosa.page.keyboard.press("Tab")
    with rosa.page.expect_navigation():
        rosa.page.keyboard.press("Enter")
    assert rosa.page.get_by_text("2 candidates imported.").is_visible()
    assert sorted(Candidate.objects.values_list("name", flat=True)) == ["Omar Said", "Priya Raman"]
