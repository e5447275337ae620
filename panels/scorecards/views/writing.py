"""The scorecard's own page, saving it, and the texts that lost a race."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST

from interviews.accounts.requests import SignedInRequest
from interviews.roles.actions.kickoffs import confirm_profile
from interviews.roles.profiles import profile_to_read
from interviews.web.problems import found
from panels.scorecards.actions import Saved, save_draft, settle_kept_draft, takes_writing, use_kept_draft
from panels.scorecards.forms import CardForm
from panels.scorecards.models import Scorecard
from panels.scorecards.pages import OVERALL_CHOICES, clock, hints, kept_texts, uuid_of, writing_rows
from panels.scorecards.sheets import own_card, sheet_of
from panels.scorecards.views.reading import own, somebody_elses
from panels.seating.choices import SeatState


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The own card, to write on or to read; somebody else's submitted one where that is open; else not found."""
    mine = own_card(request.user, uuid)
    if mine is None:
        return somebody_elses(request, uuid)
    if request.method == "POST":
        return _save_by_hand(request, mine)
    return _writing(request, mine) if takes_writing(mine) else own(request, mine)


@require_http_methods(["GET", "POST"])
def save(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What the page saves by itself. The answer speaks of this card alone; a GET only brings a fresh CSRF token."""
    mine = own_or_404(request, uuid)
    if request.method == "GET":
        get_token(request)
        return HttpResponse(status=204)
    form = CardForm(request.POST, sheet=sheet_of(mine, anchors=False))
    if not form.is_valid():
        return JsonResponse({"problems": [problem._asdict() for problem in found(form)]}, status=422)
    saved = save_draft(card=mine, actor=request.user, revision=form.revision, draft=form.draft())
    _settle_what_it_replaces(request, mine, saved)
    answer = {"revision": saved.revision, "at": clock(saved.saved_at), "hints": hints(form.draft())}
    if saved.kept is not None:
        answer |= {"kept": str(saved.kept.uuid), "html": _kept_html(request, mine)}
    return JsonResponse(answer, status=200 if saved.is_stored else 409)


@require_POST
def kept(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The author deals with a text that lost a race: it becomes the draft, or is put away. Both stay stored."""
    mine = own_or_404(request, uuid)
    text = get_object_or_404(mine.kept_drafts, uuid=uuid_of(request.POST.get("kept")))
    if request.POST.get("choice") != "use":
        settle_kept_draft(kept=text, actor=request.user)
        return redirect("scorecards:card", uuid)
    try:
        use_kept_draft(kept=text, actor=request.user, revision=CardForm.revision_in(request.POST))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, "That text is your draft now. The other one stays stored.")
    return redirect("scorecards:card", uuid)


@require_POST
def profile(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """She has read whom the role looks for."""
    mine = own_or_404(request, uuid)
    confirm_profile(rubric=mine.seat.panel.rubric, actor=request.user)
    if request.headers.get("HX-Request"):
        return HttpResponse()
    return redirect("scorecards:card", uuid)


def own_or_404(request: SignedInRequest, uuid: UUID) -> Scorecard:
    mine = own_card(request.user, uuid)
    if mine is None:
        raise Http404
    return mine


def _save_by_hand(request: SignedInRequest, mine: Scorecard) -> HttpResponse:
    form = CardForm(request.POST, sheet=sheet_of(mine))
    if not form.is_valid():
        return _writing(request, mine, form) if takes_writing(mine) else own(request, mine, unsaved=form)
    saved = save_draft(card=mine, actor=request.user, revision=form.revision, draft=form.draft())
    if not saved.is_stored:
        messages.warning(request, "This was saved elsewhere or can no longer be changed. What you sent is kept.")
    elif request.POST.get("next") == "summary" and saved.kept is None:
        return redirect("scorecards:summary", mine.seat.uuid)
    else:
        messages.success(request, f"Saved at {clock(saved.saved_at)}.")
    return redirect("scorecards:card", mine.seat.uuid)


def _writing(request: SignedInRequest, mine: Scorecard, refused: CardForm | None = None) -> HttpResponse:
    form = refused or CardForm(sheet=sheet_of(mine))
    rows = writing_rows(form)
    context = {
        "card": mine,
        "sheet": form.sheet,
        "kit": form.sheet.kit,
        "form": form,
        "rows": rows,
        "is_timed": any(row.kit.get("minutes") for row in rows),
        "kept_texts": kept_texts(form.sheet),
        "writable": True,
        "profile_to_read": profile_to_read(mine.seat.panel.rubric, request.user),
        "missing_seat": mine.seat.state == SeatState.MISSING and not mine.is_submitted,
        **OVERALL_CHOICES,
    }
    return render(request, "scorecards/card.html", context, status=422 if refused else 200)


def _settle_what_it_replaces(request: SignedInRequest, mine: Scorecard, saved: Saved) -> None:
    """A page that lost the race sends its last keystrokes once more; the shorter text need not be shown as well."""
    replaced = uuid_of(request.POST.get("replaces"))
    if saved.kept is None or replaced is None:
        return
    for text in mine.kept_drafts.filter(uuid=replaced):
        settle_kept_draft(kept=text, actor=request.user)


def _kept_html(request: SignedInRequest, mine: Scorecard) -> str:
    fresh = own_card(request.user, mine.seat.uuid) or mine
    context = {"card": fresh, "kept_texts": kept_texts(sheet_of(fresh)), "writable": takes_writing(fresh)}
    return render_to_string("scorecards/_kept.html", context, request)
