"""The report before a real browser, with the rights of the web server."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.db.models.functions import Now

from panels.consensus.models import Outbox
from panels.seating.models import Panel
from tests.browser import PHONE, WIDE, Visitor
from tests.conftest import AsRole
from tests.consensus.conftest import Build
from tests.consensus.measured import adjusted_for, make_six, store
from tests.consensus.priya import Priya, make_priya

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Visit = Callable[..., Visitor]


@pytest.fixture
def opened() -> Priya:
    priya = make_priya()
    priya.submit_all()
    return priya


@pytest.fixture
def build_now(build: Build) -> Callable[[Panel], None]:
    """Committed, as the worker does it."""

    def built(panel: Panel) -> None:
        with transaction.atomic():
            build(panel)

    return built


def path(priya: Priya) -> str:
    return f"/panels/{priya.panel.uuid}/report/"


@pytest.mark.parametrize(
    "options",
    [{"viewport": WIDE}, {"viewport": WIDE, "color_scheme": "dark"}, {"viewport": PHONE}],
    ids=["wide", "dark", "phone"],
)
def test_report_is_accessible_and_fits(
    opened: Priya, build_now: Callable[[Panel], None], visit: Visit, options: dict[str, object]
) -> None:
    build_now(opened.panel)
    lead = visit(opened.lead, **options)
    lead.open(path(opened))
    lead.page.get_by_role("heading", name="3 of 4 recommend yes.").wait_for()
    assert lead.page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    for summary in lead.page.locator("main details > summary").all():
        summary.click()
    assert lead.axe() == []


@pytest.mark.parametrize(
    "options", [{"viewport": WIDE, "color_scheme": "dark"}, {"viewport": PHONE}], ids=["dark", "phone"]
)
def test_measured_report_is_accessible_and_fits(as_worker: AsRole, visit: Visit, options: dict[str, object]) -> None:
    """With every figure that there can be, adjusted and to be looked at."""
    panel = make_six()
    with as_worker():
        store(panel, adjusted=adjusted_for(panel, review=True))
    lead = visit(panel.lead, **options)
    lead.open(f"/panels/{panel.uuid}/report/")
    lead.page.get_by_text("To be looked at").wait_for()
    assert lead.page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert lead.axe() == []
    lead.page.get_by_role("link", name="What the figures say and cannot say").press("Enter")
    assert lead.page.locator("#measures-say").is_visible()
    lead.page.emulate_media(media="print")
    for shown in (".strip-band >> nth=0", ".held", ".measures >> nth=0", ".meaning"):
        assert lead.page.locator(shown).is_visible()


def test_first_screen_holds_the_answer(opened: Priya, build_now: Callable[[Panel], None], visit: Visit) -> None:
    """On a laptop the recommendations, every competency, the overall and whether it holds stand above the fold."""
    build_now(opened.panel)
    lead = visit(opened.lead)
    lead.open(path(opened))
    box = lead.page.locator(".held p").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < WIDE["height"]


def test_waiting_page_becomes_the_report_by_itself(
    opened: Priya, build_now: Callable[[Panel], None], visit: Visit
) -> None:
    lead = visit(opened.lead)
    lead.open(path(opened))
    lead.page.get_by_text("waits for its turn").wait_for()
    assert lead.axe() == []
    Outbox.objects.update(started_at=Now(), attempts=1)
    lead.page.get_by_text("The report is being built.").wait_for()
    build_now(opened.panel)
    lead.page.get_by_role("heading", name="3 of 4 recommend yes.").wait_for()


def test_failed_build_is_tried_again_by_keyboard(opened: Priya, visit: Visit) -> None:
    Outbox.objects.update(started_at=Now(), failed_at=Now(), attempts=3, failure="KeyError while building")
    lead = visit(opened.lead, viewport=PHONE)
    lead.open(path(opened))
    assert lead.axe() == []
    lead.page.get_by_role("button", name="Try again").press("Enter")
    lead.page.get_by_text("waits for its turn").wait_for()
    assert Outbox.objects.get().attempts == 0


def test_without_javascript_the_page_is_whole(opened: Priya, build_now: Callable[[Panel], None], visit: Visit) -> None:
    lead = visit(opened.lead, java_script_enabled=False)
    lead.open(path(opened))
    build_now(opened.panel)
    lead.send(lead.page.get_by_role("link", name="Look again"))
    assert lead.page.locator(".headline").inner_text() == "3 of 4 recommend yes."
    assert not lead.page.get_by_role("button", name="Print").is_visible()
    lead.page.locator("#competency-" + str(opened.panel.rubric.competencies.first().pk)).wait_for()


def test_paper_holds_the_content_alone(opened: Priya, build_now: Callable[[Panel], None], visit: Visit) -> None:
    build_now(opened.panel)
    lead = visit(opened.lead)
    lead.open(path(opened))
    assert lead.page.pdf(format="A4")[:5] == b"%PDF-"
    lead.page.emulate_media(media="print")
    for hidden in (".rail", ".page-header .actions", "main form", ".site-footer"):
        assert not lead.page.locator(hidden).first.is_visible()
    for shown in (".headline", ".recommendations", ".split", ".competency >> nth=4", ".digest >> nth=0"):
        assert lead.page.locator(shown).first.is_visible()
