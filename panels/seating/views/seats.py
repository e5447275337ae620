"""The seats of a panel's plan."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from interviews.accounts.requests import SignedInRequest
from panels.seating.actions.seats import add_seat, change_seat, remove_seat
from panels.seating.forms.endings import StepForm
from panels.seating.forms.planning import SeatForm
from panels.seating.models import Seat
from panels.seating.querysets import SeatQuerySet
from panels.seating.views.answers import ask, posted, refusals
from panels.seating.views.interviews import managed_interviews


def managed_seats(request: SignedInRequest) -> SeatQuerySet:
    return Seat.objects.managed_by(request.user).select_related("panel__candidate", "interviewer", "interview")


def seat_new(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    interview = get_object_or_404(managed_interviews(request), uuid=uuid)
    back = reverse("seating:seats", args=[interview.panel.uuid])
    form = SeatForm(posted(request), panel=interview.panel, interview=interview, cancel=back, submit="Add interviewer")
    if form.is_valid():
        with refusals(form):
            added = add_seat(actor=request.user, **form.cleaned_data)
            messages.success(request, f"{added.interviewer} added.")
            return redirect(back)
    return ask(
        request, form, f"Add an interviewer to {interview}", eyebrow_url=back, eyebrow=interview.panel.candidate.name
    )


def seat(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(managed_seats(request), uuid=uuid)
    back = reverse("seating:seats", args=[found.panel.uuid])
    form = SeatForm(posted(request), panel=found.panel, seat=found, cancel=back, submit="Save interviewer")
    if form.is_valid():
        with refusals(form):
            change_seat(seat=found, actor=request.user, **form.cleaned_data)
            messages.success(request, "Interviewer saved.")
            return redirect(back)
    return ask(
        request, form, f"Change what {found.interviewer} covers", eyebrow_url=back, eyebrow=found.panel.candidate.name
    )


def seat_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(managed_seats(request), uuid=uuid)
    back = reverse("seating:seats", args=[found.panel.uuid])
    form = StepForm(posted(request), cancel=back, submit="Remove the interviewer", danger=True)
    if form.is_valid():
        with refusals(form):
            remove_seat(seat=found, actor=request.user)
            messages.success(request, f"{found.interviewer} removed.")
            return redirect(back)
    text = "They get a mail that no scorecard is needed." if found.panel.sent_at else ""
    return ask(
        request,
        form,
        f"Take {found.interviewer} off the panel?",
        "web/confirm.html",
        text=text,
        eyebrow=found.panel.candidate.name,
    )
