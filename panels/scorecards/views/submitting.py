"""The summary before a scorecard is submitted, and changing a submitted one."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from interviews.accounts.requests import SignedInRequest
from interviews.web.problems import found
from panels.scorecards.actions import start_amending, stop_amending, submit, takes_writing
from panels.scorecards.blinding import panels_open_to
from panels.scorecards.completeness import Gap
from panels.scorecards.drafts import draft_of
from panels.scorecards.errors import NoLongerYours, NotComplete
from panels.scorecards.forms import CardForm, SubmitForm
from panels.scorecards.models import Scorecard
from panels.scorecards.pages import missing_on, overall_words, reading_rows
from panels.scorecards.sheets import sheet_of
from panels.scorecards.views.writing import own_or_404
from panels.seating.querysets import ON_THE_PANEL


@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """All that will be submitted, what is missing, and the one button that submits."""
    card = own_or_404(request, uuid)
    if not takes_writing(card):
        return redirect("scorecards:card", uuid)
    if request.method == "POST":
        return _submit(request, card)
    return _summary(request, card, SubmitForm(card=card))


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Ask once, then open the card for a further version; or put it back to what was submitted."""
    card = own_or_404(request, uuid)
    if request.method == "POST" and "stop" in request.POST:
        stop_amending(card=card, actor=request.user)
        messages.success(request, "Your scorecard stands as you submitted it. What you changed is kept below.")
        return redirect("scorecards:card", uuid)
    if takes_writing(card) or not card.is_submitted or not _may_amend(card):
        return redirect("scorecards:card", uuid)
    if request.method == "POST":
        start_amending(card=card, actor=request.user)
        return redirect("scorecards:card", uuid)
    is_open = panels_open_to(request.user).filter(pk=card.panel_id).exists()
    return render(request, "scorecards/amend.html", {"card": card, "is_open": is_open})


def _submit(request: SignedInRequest, card: Scorecard) -> HttpResponse:
    form = SubmitForm(request.POST, card=card)
    missing = _missing(card)
    if not form.is_valid() or missing:
        return _summary(request, card, form, missing)
    try:
        submit(
            card=card,
            actor=request.user,
            revision=CardForm.revision_in(request.POST),
            discussed=form.cleaned_data["discussed"],
            reason=form.cleaned_data.get("reason", ""),
        )
    except NotComplete as refusal:
        return _summary(request, card, form, refusal.gaps)
    except NoLongerYours as refusal:
        messages.warning(request, refusal.message)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _summary(request, card, form)
    return redirect("scorecards:card", card.seat.uuid)


def _missing(card: Scorecard) -> list[Gap]:
    """What the card itself lacks; the last question is the form's."""
    return missing_on(sheet_of(card, anchors=False), replace(draft_of(card), discussed=True))


def _summary(
    request: SignedInRequest, card: Scorecard, form: SubmitForm, missing: list[Gap] | None = None
) -> HttpResponse:
    card = own_or_404(request, card.seat.uuid) if form.is_bound else card
    sheet = sheet_of(card)
    draft = draft_of(card)
    gaps = missing_on(sheet, replace(draft, discussed=True))
    context = {
        "card": card,
        "sheet": sheet,
        "form": form,
        "rows": reading_rows(sheet, draft, gaps),
        "overall": overall_words(draft),
        "notes": draft.notes,
        "gaps": gaps,
        "problems": found(form),
        "refused": form.is_bound,
        "missing": missing or [],
    }
    return render(request, "scorecards/summary.html", context, status=422 if form.is_bound else 200)


def _may_amend(card: Scorecard) -> bool:
    return card.seat.state in ON_THE_PANEL and not card.seat.panel.is_over
