"""Excuse, replace, remind, close: for those who run the panel and may know who is in.

To everybody else, a seated colleague included, these addresses do not exist.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from interviews.accounts.requests import SignedInRequest
from panels.scorecards.blinding import panels_showing_progress_to
from panels.scorecards.chasing_actions import closing_of
from panels.scorecards.chasing_actions import excuse as excuse_seat
from panels.scorecards.chasing_actions import remind as remind_seat
from panels.scorecards.chasing_actions import replace as replace_seat
from panels.scorecards.chasing_forms import ReplaceForm
from panels.seating.actions.endings import close_panel
from panels.seating.forms.endings import ReasonForm, StepForm
from panels.seating.models import Panel, Seat
from panels.seating.views.answers import ask, posted, refusals


def excuse(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    seat = _seat(request, uuid)
    back = _back(seat.panel)
    form = ReasonForm(posted(request), submit="Excuse", cancel=back, danger=True)
    if form.is_valid():
        with refusals(form):
            excuse_seat(seat=seat, actor=request.user, **form.cleaned_data)
            messages.success(request, f"{seat.interviewer} is excused.")
            return redirect(back)
    return ask(request, form, f"Excuse {seat.interviewer}?", "web/confirm.html", **_about(seat, AFTER_EXCUSING))


def replace(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    seat = _seat(request, uuid)
    back = _back(seat.panel)
    form = ReplaceForm(posted(request), seat=seat, cancel=back)
    if form.is_valid():
        with refusals(form):
            successor = replace_seat(seat=seat, actor=request.user, **form.cleaned_data)
            messages.success(request, f"{successor.interviewer} takes over from {seat.interviewer}. Both have a mail.")
            return redirect(back)
    return ask(request, form, f"Replace {seat.interviewer}", "web/confirm.html", **_about(seat, AFTER_REPLACING))


def remind(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    seat = _seat(request, uuid)
    back = _back(seat.panel)
    form = StepForm(posted(request), submit="Send the reminder", cancel=back, summary=False)
    if form.is_valid():
        with refusals(form):
            remind_seat(seat=seat, actor=request.user)
            messages.success(request, f"Reminder sent to {seat.interviewer}.")
            return redirect(back)
    return ask(request, form, f"Remind {seat.interviewer}?", "scorecards/chasing/remind.html", seat=seat)


def close(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    panel = get_object_or_404(
        Panel.objects.managed_by(request.user).select_related("candidate", "role", "stage"),
        pk__in=panels_showing_progress_to(request.user).values("pk"),
        uuid=uuid,
    )
    back = _back(panel)
    closing = closing_of(panel)
    form = ReasonForm(posted(request), submit="Close and open the scorecards", cancel=back, danger=True, summary=False)
    if form.is_valid():
        with refusals(form):
            close_panel(panel=panel, actor=request.user, **form.cleaned_data)
            messages.success(request, "Closed. The scorecards that are in are open now.")
            return redirect(back)
    return ask(
        request,
        form,
        "Close without the missing scorecards?",
        "scorecards/chasing/close.html",
        panel=panel,
        closing=closing,
    )


AFTER_EXCUSING = (
    "The panel goes on without them; they keep their own text and see nothing else, for ever.",
    "When nobody else is missing, the scorecards open at once.",
)
AFTER_REPLACING = (
    "The new interviewer gets a mail and an empty scorecard: nothing that was written is handed on.",
    "Who is replaced keeps the own text and sees nothing else, for ever.",
)


def _seat(request: SignedInRequest, uuid: UUID) -> Seat:
    seats = Seat.objects.managed_by(request.user).select_related("panel__candidate", "interviewer", "interview")
    return get_object_or_404(seats, panel__in=panels_showing_progress_to(request.user).values("pk"), uuid=uuid)


def _about(seat: Seat, consequences: tuple[str, ...]) -> dict[str, Any]:
    return {"eyebrow": f"{seat.panel.candidate}: {seat.interview}", "consequences": consequences}


def _back(panel: Panel) -> str:
    return reverse("overview:panel", args=[panel.uuid])
