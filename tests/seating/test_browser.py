"""Planning and chasing in a real browser: every page wide, on a phone and dark, by keyboard, without JavaScript."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from interviews.roles.models import KitSection, Role
from panels.seating.actions.candidates import add_file, add_link
from panels.seating.actions.chasing import decline_seat, excuse_seat, mark_did_not_happen, remind_seat
from panels.seating.actions.seats import add_seat
from panels.seating.choices import PanelState, SeatKind
from panels.seating.models import Candidate, Panel
from tests.browser import PHONE, WIDE, Visitor
from tests.cast import Cast
from tests.factories import make_candidate, make_panel, make_role, seat_of, submit_card

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Visit = Callable[..., Visitor]
LOOKS = {
    "wide": {"viewport": WIDE, "color_scheme": "light"},
    "phone-dark": {"viewport": PHONE, "color_scheme": "dark"},
}


@pytest.fixture
def busy(cast: Cast, role: Role, tmp_path: Path, settings: object) -> Panel:
    """A sent panel with everything that a plan can show."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    candidate = make_candidate(
        pronunciation="PREE-yah RAH-mun",
        pronouns="she/her",
        email="priya@example.org",
        phone="+49 30 1234",
        external_id="ATS-4711",
        adjustments="Send the exercise the day before.\nGive ten minutes more.",
        source="Careers page",
        referrer="Jun Park",
        recruiter_notes="Wants to hear back by Friday.",
        user=cast.employee,
    )
    add_file(candidate=candidate, actor=cast.recruiter, upload=SimpleUploadedFile("cv.pdf", b"%PDF-1.7\n" * 4000))
    add_link(candidate=candidate, actor=cast.recruiter, label="Portfolio", url="https://example.org/priya")
    panel = make_panel(
        role=role,
        lead=cast.lead,
        recruiter=cast.recruiter,
        raters=[cast.ana, cast.ben, cast.cleo],
        candidate=candidate,
        debrief_at=timezone.now() + timedelta(days=3),
    )
    KitSection.objects.create(stage=panel.stage, competency_key=panel.rubric.competencies.all()[0].key, minutes=60)
    competencies = list(panel.rubric.competencies.all())
    interview = seat_of(panel, cast.ana).interview
    add_seat(
        interview=interview,
        actor=cast.recruiter,
        interviewer=cast.outsider,
        competencies=competencies[:2],
        kind=SeatKind.SHADOW,
    )
    submit_card(panel, cast.ana)
    remind_seat(seat=seat_of(panel, cast.cleo), actor=cast.recruiter)
    decline_seat(seat=seat_of(panel, cast.cleo), actor=cast.cleo, reason="We worked together until last year.")
    mark_did_not_happen(
        interview=seat_of(panel, cast.cleo).interview, actor=cast.recruiter, reason="The candidate was ill."
    )
    excuse_seat(seat=seat_of(panel, cast.ben), actor=cast.recruiter, reason="On parental leave.")
    return panel


@pytest.fixture
def pages(busy: Panel, cast: Cast, role: Role) -> dict[str, str]:
    """Every page, by name."""
    other = make_role("Customer Success Manager in a very long name of a role", lead=cast.lead)
    plain = make_candidate("Omar Said")
    draft = make_panel(role=other, lead=cast.lead, raters=[cast.ana, cast.ben], candidate=plain, send=False)
    empty = make_panel(role=role, lead=cast.lead, candidate=make_candidate("Lena Voss"), send=False)
    seat, new = seat_of(busy, cast.cleo), reverse("seating:panel_new")
    addresses = {
        "candidates": reverse("seating:candidates"),
        "candidates-none": f"{reverse('seating:candidates')}?q=nobody",
        "candidate-new": reverse("seating:candidate_new"),
        "candidate-plain": reverse("seating:candidate", args=[plain.uuid]),
        "panel-new": new,
        "panel-new-for": f"{new}?candidate={plain.uuid}",
        "plan-draft": reverse("seating:seats", args=[draft.uuid]),
        "plan-empty": reverse("seating:seats", args=[empty.uuid]),
        "send": reverse("seating:send", args=[draft.uuid]),
        "plan": reverse("seating:seats", args=[busy.uuid]),
        "file-remove": reverse("seating:file_remove", args=[busy.candidate.files.get().uuid]),
    }
    for name in ("candidate", "candidate_edit", "candidate_links", "candidate_files"):
        addresses[name] = reverse(f"seating:{name}", args=[busy.candidate.uuid])
    for name in ("panel_edit", "withdraw", "cancel", "interview_new"):
        addresses[name] = reverse(f"seating:{name}", args=[busy.uuid])
    for name in ("interview", "interview_remove", "did_not_happen", "seat_new", "outside_new"):
        addresses[name] = reverse(f"seating:{name}", args=[seat.interview.uuid])
    for name in ("seat", "seat_remove"):
        addresses[name] = reverse(f"seating:{name}", args=[seat.uuid])
    for name in ("excuse", "replace", "remind"):
        addresses[name] = reverse(f"scorecards:{name}", args=[seat.uuid])
    return {**addresses, "close": reverse("scorecards:close", args=[busy.uuid])}


def test_pages_have_no_finding_of_axe_and_fit_their_screen(visit: Visit, pages: dict[str, str], cast: Cast) -> None:
    """CONCORD_SHOTS names a folder for pictures."""
    folder = os.environ.get("CONCORD_SHOTS")
    found: list[str] = []
    for look, options in LOOKS.items():
        visitor = visit(cast.recruiter, **options)
        for name, address in pages.items():
            answer = visitor.open(address)
            assert answer is not None
            found += [f"{name} {look}: status {answer.status}"] if answer.status != 200 else []
            wider = visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            found += [f"{name} {look}: {wider} px too wide"] if wider > 0 else []
            found += [f"{name} {look}: {finding}" for finding in visitor.axe()]
            if folder:
                visitor.page.screenshot(path=str(Path(folder) / f"{name}-{look}.png"), full_page=True)
    assert found == []


def test_refused_pages_have_no_finding_of_axe(visit: Visit, pages: dict[str, str], cast: Cast) -> None:
    visitor = visit(cast.recruiter)
    found: list[str] = []
    for name in ("candidate-new", "interview_new", "seat_new", "cancel", "excuse", "replace", "panel-new-for"):
        visitor.open(pages[name])
        for field in visitor.page.locator("main input[type=text], main textarea, main input[type=number]").all():
            field.fill("")
        visitor.send(visitor.page.locator("main form button[type=submit]").last)
        assert visitor.page.locator(".error-summary").is_visible(), name
        assert visitor.page.evaluate("document.activeElement.className") == "error-summary", name
        found += [f"{name}: {finding}" for finding in visitor.axe()]
        if folder := os.environ.get("CONCORD_SHOTS"):
            visitor.page.screenshot(path=str(Path(folder) / f"{name}-refused.png"), full_page=True)
    assert found == []


@pytest.mark.parametrize("scripts", [True, False])
def test_panel_is_planned_and_sent_by_keyboard_alone(visit: Visit, cast: Cast, role: Role, scripts: bool) -> None:
    """From the candidate to the sent panel without touching a mouse, with and without JavaScript."""
    page = visit(cast.recruiter, java_script_enabled=scripts).page

    def press(words: str) -> None:
        page.get_by_role("link", name=words).or_(page.get_by_role("button", name=words)).first.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")

    page.goto(reverse("seating:candidates"))
    press("Add a candidate")
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("Priya Raman")
    press("Add candidate")
    press("Open a panel")
    page.get_by_label("Role and stage").select_option(label="Senior Backend Engineer: Onsite")
    press("Plan the panel")
    press("Add an interview")
    page.get_by_label("What it is called").focus()
    page.keyboard.type("System design")
    page.get_by_label("Starts").fill("2026-12-01T14:00")
    press("Add interview")
    page.get_by_label("Interviewer", exact=True).select_option(label=f"Ana Petrov ({cast.ana.email})")
    for name in ("System design (must-have)", "Code quality"):
        page.get_by_label(name).focus()
        page.keyboard.press("Space")
    press("Add interviewer")
    press("Check and send")
    press("Send the panel")
    panel = Panel.objects.get(candidate=Candidate.objects.get(name="Priya Raman"))
    assert panel.state == PanelState.OPEN
    assert [seat.interviewer for seat in panel.seats.all()] == [cast.ana]
    assert "Panel sent." in page.locator("#notices").inner_text()


def test_somebody_from_outside_comes_by_link_alone(visit: Visit, busy: Panel, cast: Cast) -> None:
    """Wide with the recruiter, on a phone with the interviewer; CONCORD_SHOTS names a folder for pictures."""
    folder = os.environ.get("CONCORD_SHOTS")
    recruiter = visit(cast.recruiter)
    recruiter.open(reverse("seating:outside_new", args=[busy.interviews.order_by("position")[0].uuid]))
    recruiter.page.get_by_label("Name").fill("Xenia Roth")
    recruiter.page.get_by_label("Email address").fill("xenia@example.net")
    recruiter.page.locator("input[name=competencies]").first.check()
    recruiter.send(recruiter.page.get_by_role("button", name="Add from outside"))
    assert recruiter.page.get_by_role("button", name="Send a new link to Xenia Roth").is_visible()
    key = re.search(r"/seat-links/[\w-]+/", str(mail.outbox[-1].body))
    assert key is not None
    xenia = visit(**LOOKS["phone-dark"])
    xenia.open("/seat-links/no-such-link/")
    assert xenia.axe() == []
    _picture(xenia, folder, "link-spent")
    xenia.open(key[0])
    assert xenia.axe() == []
    _picture(xenia, folder, "link")
    xenia.send(xenia.page.get_by_role("button", name="Open my scorecard"))
    assert xenia.axe() == []
    assert xenia.page.get_by_role("navigation", name="Main").get_by_role("link").count() == 0
    _picture(xenia, folder, "link-card")
    _picture(recruiter, folder, "link-plan")


def _picture(visitor: Visitor, folder: str | None, name: str) -> None:
    if folder:
        visitor.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
