"""Nothing jumps while a page comes, and what somebody does on a scorecard is answered at once."""

from __future__ import annotations

from statistics import median
from typing import Any

import pytest
from django.db import transaction

from panels.seating.models import Panel
from tests.browser import PHONE, WIDE
from tests.cast import Cast
from tests.factories import seat_of
from tests.screenshots.taking import SHIFT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = {"wide": {"viewport": WIDE}, "phone": {"viewport": PHONE}}
A_RATING = """([group, value]) => new Promise(done => {
    const level = document.querySelector(`[name='${group}'][value='${value}']`), began = performance.now();
    level.click();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""
A_LETTER = """field => new Promise(done => {
    const began = performance.now();
    document.querySelector(field).value += "a";
    document.querySelector(field).dispatchEvent(new Event("input", { bubbles: true }));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_jumps(cast: Cast, panel: Panel, visit: Any, look: str) -> None:
    ana = visit(cast.ana, **LOOKS[look])
    card = f"/seats/{seat_of(panel, cast.ana).uuid}/scorecard/"
    shifts = {}
    for path in ("/", card, f"/panels/{panel.uuid}/", "/panels/"):
        ana.open(path)
        shifts[path] = ana.page.evaluate(SHIFT)
    assert {path: shift for path, shift in shifts.items() if shift > 0} == {}


def test_a_scorecard_answers_within_a_tenth_of_a_second(cast: Cast, panel: Panel, visit: Any) -> None:
    """Until the next picture is drawn; the middle of twenty, for the machine is shared."""
    with transaction.atomic():
        competency = panel.rubric.competencies.all()[0].pk
    ana = visit(cast.ana)
    ana.open(f"/seats/{seat_of(panel, cast.ana).uuid}/scorecard/")
    rating = [ana.page.evaluate(A_RATING, [f"level-{competency}", 1 + turn % 5]) for turn in range(20)]
    typing = [ana.page.evaluate(A_LETTER, f"#evidence-{competency}") for _ in range(20)]
    assert median(rating) < 100
    assert median(typing) < 100
