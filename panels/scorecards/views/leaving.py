"""What an interviewer can say instead of a scorecard: I cannot, or it did not happen. Both are requests."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from interviews.accounts.requests import SignedInRequest
from panels.scorecards.forms import DeclineForm, ReasonForm
from panels.scorecards.sheets import own_card
from panels.scorecards.talking import ask_to_talk
from panels.seating.actions.chasing import decline_seat, mark_did_not_happen, take_back
from panels.seating.models import Seat


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    seat = _own_seat(request, uuid)
    if request.method == "POST" and "stay" in request.POST:
        return _stay(request, seat)
    form = DeclineForm(
        request.POST if request.method == "POST" else None,
        label="Why can you not do it?",
        hint="For example no time, or how you know the candidate. The recruiter and the hiring manager read it.",
        submit="Ask to be excused",
        cancel=reverse("scorecards:card", args=[uuid]),
    )
    if form.is_valid():
        try:
            decline_seat(seat=seat, actor=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Asked. You stay on the panel until somebody has acted on it.")
            return redirect("scorecards:card", uuid)
    text = "You cannot take yourself off: this asks the recruiter and the hiring manager to excuse or replace you. "
    return _asking(request, seat, form, "Ask to be excused", text + "What you have written stays yours.")


def _stay(request: SignedInRequest, seat: Seat) -> HttpResponse:
    try:
        take_back(seat=seat, actor=request.user)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, "You no longer ask to be excused.")
    return redirect("scorecards:card", seat.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def did_not_happen(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    seat = _own_seat(request, uuid)
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        label="What came in between?",
        hint="For example: the candidate did not come, or asked for another day.",
        submit="It did not happen",
        cancel=reverse("scorecards:card", args=[uuid]),
    )
    if form.is_valid():
        try:
            mark_did_not_happen(interview=seat.interview, actor=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Noted. Reminders stop, and the recruiter plans anew.")
            return redirect("scorecards:card", uuid)
    text = "Reminders for this interview stop at once, and the recruiter and the hiring manager are told."
    return _asking(request, seat, form, "The interview did not happen", text)


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Asks once more, then tells the recruiter and the hiring manager that she asks to talk, and nothing else."""
    card = own_card(request.user, uuid)
    if card is None:
        raise Http404
    if request.method == "POST":
        try:
            ask_to_talk(card=card, actor=request.user)
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
        else:
            messages.success(request, "They are told that you ask to talk.")
        return redirect("scorecards:card", uuid)
    context = {
        "heading": "Ask to talk before it goes on?",
        "eyebrow": card.seat.panel.candidate.name,
        "text": ASKING_TO_TALK,
        "consequences": AFTER_ASKING,
        "submit": "Ask to talk",
        "cancel": reverse("scorecards:card", args=[uuid]),
    }
    return render(request, "web/confirm.html", context)


ASKING_TO_TALK = (
    "For something that they should hear before the next interview. They learn that you ask to talk, and nothing else; "
    "what it is about you say, and do not write."
)
AFTER_ASKING = (
    "The recruiter and the hiring manager get a mail at once. It is in the audit.",
    "Your scorecard stays closed, like all others, until scorecards open.",
)


def _own_seat(request: SignedInRequest, uuid: UUID) -> Seat:
    seats = Seat.objects.of(request.user).on_the_panel().filter(panel__sent_at__isnull=False)
    return get_object_or_404(seats.select_related("interview", "panel__candidate"), uuid=uuid)


def _asking(request: SignedInRequest, seat: Seat, form: ReasonForm, heading: str, text: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "text": text, "eyebrow": seat.panel.candidate.name}
    return render(request, "web/confirm.html", context, status=422 if form.is_bound else 200)
