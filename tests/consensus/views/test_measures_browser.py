"""Board and reliability before a real browser, wide and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from tests.browser import *  # noqa: F403 -- pytest finds fixtures by name
from tests.browser import PHONE, WIDE, Visitor
from tests.consensus.measures_page.conftest import Met
from tests.consensus.measures_page.stored import board

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_board_and_reliability_are_accessible_and_fit(met: Met, visit: Callable[..., Visitor]) -> None:
    with transaction.atomic():
        panels = [met.meet("Ada Lowe", 4, 5), met.meet("Ben Amon", 2, 4), met.meet("Cem Kaya", 2, 1)]
        met.store(board(panels[:2], [4.5, 3.0], component=[0, 1]))
    views: list[dict[str, Any]] = [{"viewport": WIDE, "color_scheme": "dark"}, {"viewport": PHONE}]
    for options in views:
        lead = visit(met.cast.lead, **options)
        for page in ("board/", "board/?as=disagreement", "reliability/"):
            lead.open(f"/roles/{met.role.uuid}/{page}")
            for summary in lead.page.locator("main details > summary").all():
                summary.press("Enter")
            assert lead.page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
            assert lead.axe() == []
