"""Scorecards to read: the own one once it takes no writing, others' where they are open, the own text as a file."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from interviews.accounts.mail import full_url
from interviews.accounts.requests import SignedInRequest
from interviews.audit.actions import record
from interviews.runtime.clock import transaction_time
from interviews.web.sheets import download
from panels.scorecards.blinding import panels_open_to, visible_to
from panels.scorecards.drafts import draft_of
from panels.scorecards.exporting import as_text
from panels.scorecards.forms import CardForm
from panels.scorecards.models import Scorecard, Standing, SubmittedVersion
from panels.scorecards.pages import Version, kept_texts, overall_words, reading_rows, version_of
from panels.scorecards.payloads import sealed_bytes
from panels.scorecards.sheets import OwnSheet, own_card, sheet_for_reading, sheet_of
from panels.seating import calendars
from panels.seating.models import Seat
from panels.seating.querysets import ON_THE_PANEL


def own(request: SignedInRequest, card: Scorecard, *, unsaved: CardForm | None = None) -> HttpResponse:
    """Read-only, with every version and its receipt. `unsaved` is what was sent and could not even be kept."""
    sheet = sheet_of(card)
    versions = _own_versions(sheet)
    tells = any(version.stored.standing != Standing.BEFORE for version in versions)
    left = None if versions and card.amending_since is None else draft_of(card)
    context = {
        "card": card,
        "versions": versions,
        "on_the_panel": card.seat.state in ON_THE_PANEL and not card.seat.panel.is_over,
        "standings": tells and panels_open_to(request.user).filter(pk=card.panel_id).exists(),
        "left": left,
        "left_rows": reading_rows(sheet, left) if left else [],
        "left_overall": overall_words(left) if left else [],
        "kept_texts": kept_texts(sheet),
        "form": unsaved,
        "unsaved": [(name, value) for name, value in unsaved.data.items() if len(value) > 20] if unsaved else [],
    }
    return render(request, "scorecards/own.html", context, status=422 if unsaved else 200)


def somebody_elses(request: SignedInRequest, seat: UUID) -> HttpResponse:
    """What somebody else submitted, for those to whom the panel is open; to all others the seat does not exist."""
    if request.method not in {"GET", "HEAD"}:
        raise Http404
    submitted = list(
        visible_to(request.user)
        .filter(seat__uuid=seat)
        .exclude(author=request.user)
        .select_related(
            "author", "payload", "seat__interview", "seat__panel__candidate", "seat__panel__role", "seat__panel__stage"
        )
        .select_related("seat__panel__rubric__scale")
        .order_by("number")
    )
    if not submitted:
        raise Http404
    _record_look(request, submitted[-1])
    sheet = sheet_for_reading(submitted[-1].seat)
    versions = [version_of(sheet, version) for version in submitted]
    before = [version for version in versions if version.stored.standing != Standing.AFTER]
    context = {
        "seat": submitted[-1].seat,
        "author": submitted[-1].author,
        "standing": (before or versions)[-1],
        "earlier": before[:-1],
        "amendments": [version for version in versions if version.stored.standing == Standing.AFTER],
    }
    return render(request, "scorecards/others.html", context)


@require_safe
def text(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Everything that the author wrote on this card, as a text file: hers whatever became of the seat."""
    card = own_card(request.user, uuid)
    if card is None:
        raise Http404
    sheet = sheet_of(card)
    return download(as_text(sheet, _own_versions(sheet)), "text/plain; charset=utf-8", "scorecard.txt")


@require_safe
def receipt(request: SignedInRequest, uuid: UUID, number: int) -> HttpResponse:
    """An own version as the bytes that its receipt was made from, so that the author can check it without Concord."""
    version = get_object_or_404(
        SubmittedVersion.objects.select_related("payload"), author=request.user, seat__uuid=uuid, number=number
    )
    return download(sealed_bytes(version), "application/json", f"scorecard-{number}.json")


def _own_versions(sheet: OwnSheet) -> list[Version]:
    """Newest first."""
    stored = sheet.card.versions.select_related("payload").order_by("-number")
    return [version_of(sheet, version) for version in stored]


def _record_look(request: SignedInRequest, version: SubmittedVersion) -> None:
    """Recruiters, HR admins and superusers read by their mark; that they did is written down."""
    user, panel = request.user, version.seat.panel
    if panel.lead_id == user.pk:
        return
    if not Seat.objects.filter(panel=panel, interviewer=user).exclude(state="removed").exists():
        record("scorecard.seen", actor_id=user.pk, panel_id=panel.pk, subject=version)


@require_safe
def calendar(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The own interview as an entry for a calendar; not found while it has no time."""
    card = own_card(request.user, uuid)
    if card is None or card.seat.interview.starts_at is None:
        raise Http404
    content = calendars.entry(
        seat=card.seat,
        interview=card.seat.interview,
        candidate=card.seat.panel.candidate,
        link=full_url("scorecards:card", uuid),
        now=transaction_time(),
        off=card.seat.state not in ON_THE_PANEL or card.seat.panel.is_over,
    )
    return download(content, calendars.CONTENT_TYPE, calendars.FILE)
