"""Interviewers from outside: seating them, and the door that their link leads to."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from interviews.accounts.requests import SignedInRequest
from interviews.runtime.actor import acting_as
from interviews.web.guards import public
from panels.seating.actions.outside import ask_new_link, come_in, seat_from_outside, send_new_link
from panels.seating.forms.outside import OutsideForm
from panels.seating.links import digest_of
from panels.seating.models import SeatLink
from panels.seating.views.answers import ask, posted, refusals
from panels.seating.views.interviews import managed_interviews
from panels.seating.views.seats import managed_seats

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ONE_SEAT = "one_seat"
HOURS = 12


def outside_new(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    interview = get_object_or_404(managed_interviews(request), uuid=uuid)
    back = reverse("seating:seats", args=[interview.panel.uuid])
    form = OutsideForm(posted(request), panel=interview.panel, cancel=back)
    if form.is_valid():
        with refusals(form):
            added = seat_from_outside(interview=interview, actor=request.user, **form.cleaned_data)
            messages.success(request, f"{added.interviewer} added, from outside.")
            return redirect(back)
    heading = f"Add somebody from outside to {interview}"
    return ask(request, form, heading, eyebrow_url=back, eyebrow=interview.panel.candidate.name)


@require_POST
def link_new(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    seat = get_object_or_404(managed_seats(request), uuid=uuid, interviewer__is_external=True)
    send_new_link(seat=seat, actor=request.user)
    messages.success(request, f"A new link is on its way to {seat.interviewer}. The one before works no more.")
    return redirect("seating:seats", seat.panel.uuid)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_seat(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link lets nobody in: mail scanners open links too. The button does, to that one seat."""
    if request.method == "POST":
        seat = come_in(token=token)
        if seat is not None:
            login(request, seat.interviewer, backend=BACKEND)
            request.session[ONE_SEAT] = str(seat.uuid)
            request.session.set_expiry(HOURS * 3600)
            return redirect("scorecards:card", seat.uuid)
    links = SeatLink.objects.opening().select_related(
        "seat__panel__candidate", "seat__panel__role", "seat__interviewer"
    )
    link = links.filter(digest=digest_of(token)).first()
    if link is None:
        return render(request, "seating/link_spent.html", {"token": token}, status=410)
    return render(request, "seating/link.html", {"seat": link.seat, "token": token})


@public
@never_cache
@require_POST
def link_again(request: HttpRequest, token: str) -> HttpResponse:
    """The same words for every token, whether a mail goes or not."""
    with acting_as(None):
        ask_new_link(token=token)
    return render(request, "seating/link_asked.html")
