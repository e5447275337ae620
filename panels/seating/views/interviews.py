"""The interviews of a panel's plan."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from interviews.accounts.requests import SignedInRequest
from panels.seating.actions.chasing import mark_did_not_happen
from panels.seating.actions.planning import add_interview, change_interview, remove_interview
from panels.seating.forms.endings import ReasonForm, StepForm
from panels.seating.forms.planning import InterviewForm
from panels.seating.models import Interview
from panels.seating.querysets import InterviewQuerySet
from panels.seating.views.answers import ask, posted, refusals
from panels.seating.views.panels import managed


def managed_interviews(request: SignedInRequest) -> InterviewQuerySet:
    return Interview.objects.managed_by(request.user).select_related("panel__candidate")


def interview_new(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    panel = get_object_or_404(managed(request), uuid=uuid)
    back = reverse("seating:seats", args=[uuid])
    form = InterviewForm(posted(request), cancel=back, submit="Add interview")
    if form.is_valid():
        with refusals(form):
            added = add_interview(panel=panel, actor=request.user, **form.cleaned_data)
            messages.success(request, f"{added} added. Who takes part?")
            return redirect("seating:seat_new", added.uuid)
    return ask(request, form, "Add an interview", eyebrow_url=back, eyebrow=panel.candidate.name)


def interview(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(managed_interviews(request), uuid=uuid)
    back = reverse("seating:seats", args=[found.panel.uuid])
    form = InterviewForm(posted(request), interview=found, cancel=back, submit="Save interview")
    if form.is_valid():
        with refusals(form):
            change_interview(interview=found, actor=request.user, **form.cleaned_data)
            messages.success(request, "Interview saved.")
            return redirect(back)
    return ask(request, form, f"Change {found}", eyebrow_url=back, eyebrow=found.panel.candidate.name)


def interview_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(managed_interviews(request), uuid=uuid)
    back = reverse("seating:seats", args=[found.panel.uuid])
    form = StepForm(posted(request), cancel=back, submit="Remove the interview", danger=True)
    if form.is_valid():
        with refusals(form):
            remove_interview(interview=found, actor=request.user)
            messages.success(request, f"{found} removed.")
            return redirect(back)
    text = "Its interviewers leave the plan with it." if found.panel.sent_at is None else ""
    return ask(request, form, f"Remove {found}?", "web/confirm.html", text=text, eyebrow=found.panel.candidate.name)


def did_not_happen(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(managed_interviews(request), uuid=uuid)
    back = reverse("seating:seats", args=[found.panel.uuid])
    form = ReasonForm(
        posted(request), cancel=back, submit="It did not happen", hint="For example: the candidate was ill."
    )
    if form.is_valid():
        with refusals(form):
            mark_did_not_happen(interview=found, actor=request.user, **form.cleaned_data)
            messages.success(request, f"{found} is marked as not happened. Give it a new time when you have one.")
            return redirect(back)
    text = "Reminders for its scorecards stop until it has a new time."
    return ask(
        request, form, f"{found} did not happen?", "web/confirm.html", text=text, eyebrow=found.panel.candidate.name
    )
