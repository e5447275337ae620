"""A panel's plan: opening it, its page, sending it, ending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from interviews.accounts.requests import SignedInRequest
from interviews.roles.models import Role
from interviews.web import importing
from interviews.web.guards import recruiter_or_hr
from interviews.web.pages import page_of
from panels.seating.actions.endings import end_panel
from panels.seating.actions.planning import change_panel, hindrances, open_panel, send_panel
from panels.seating.choices import Ending
from panels.seating.forms.endings import CancelForm, StepForm, WithdrawForm
from panels.seating.forms.planning import NewPanelForm, PanelForm
from panels.seating.models import Candidate, Panel
from panels.seating.panel_importing import PANELS
from panels.seating.plans import plan_of, questions_of
from panels.seating.querysets import PanelQuerySet
from panels.seating.views.answers import ask, posted, refusals


def managed(request: SignedInRequest) -> PanelQuerySet:
    """Panels whose roster the person may change, with what every page of theirs shows."""
    return Panel.objects.managed_by(request.user).select_related("candidate", "role", "stage", "lead", "recruiter")


def panel_new(request: SignedInRequest) -> HttpResponse:
    """With `?candidate=` the form; without it, the way to find the candidate."""
    if not Role.objects.visible_to(request.user).exists():
        raise Http404
    if "candidate" not in request.GET:
        return _choose_candidate(request)
    candidate = get_object_or_404(Candidate.objects.visible_to(request.user), uuid=_uuid(request.GET["candidate"]))
    back = reverse("seating:candidate", args=[candidate.uuid])
    form = NewPanelForm(posted(request), user=request.user, candidate=candidate, cancel=back)
    if form.is_valid():
        with refusals(form):
            panel = open_panel(candidate=candidate, actor=request.user, **form.cleaned_data)
            messages.success(request, "Panel planned as a draft. Add interviews and interviewers, then send it.")
            return redirect("seating:seats", panel.uuid)
    return ask(request, form, f"New panel for {candidate}", eyebrow_url=back, eyebrow=candidate.name)


@recruiter_or_hr
def panels_import(request: SignedInRequest) -> HttpResponse:
    """Plan many panels at once, from a table; each stays a draft until it is sent."""
    return importing.run(request, PANELS)


@require_GET
def seats(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    panel = get_object_or_404(managed(request), uuid=uuid)
    plan = plan_of(panel)
    is_draft = panel.sent_at is None and panel.ended_at is None
    context = {
        "panel": panel,
        "plan": plan,
        "is_draft": is_draft,
        "may_change": panel.revealed_at is None and not panel.is_over,
        "questions": questions_of(plan),
        "hindrances": [error.message for error in hindrances(*plan.active)] if is_draft else [],
    }
    return render(request, "seating/plan.html", context)


def panel_edit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    panel = get_object_or_404(managed(request), uuid=uuid)
    back = reverse("seating:seats", args=[uuid])
    form = PanelForm(posted(request), panel=panel, cancel=back)
    if form.is_valid():
        with refusals(form):
            change_panel(panel=panel, actor=request.user, **form.cleaned_data)
            messages.success(request, "Panel saved.")
            still_hers = Panel.objects.managed_by(request.user).filter(pk=panel.pk).exists()
            return redirect(back) if still_hers else redirect("overview:desk")
    return ask(request, form, "Edit the panel", eyebrow_url=back, eyebrow=panel.candidate.name)


def send(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    panel = get_object_or_404(managed(request), uuid=uuid)
    back = reverse("seating:seats", args=[uuid])
    form = StepForm(posted(request), cancel=back, submit="Send the panel", summary=False)
    if form.is_valid():
        with refusals(form):
            send_panel(panel=panel, actor=request.user)
            messages.success(request, "Panel sent. Every interviewer has a mail with the link to the scorecard.")
            return redirect(back)
    if panel.sent_at is not None and not form.is_bound:
        return redirect(back)
    return ask(request, form, "Send the panel", "seating/send.html", panel=panel, plan=plan_of(panel))


def withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    panel = get_object_or_404(managed(request), uuid=uuid)
    back = reverse("seating:seats", args=[uuid])
    form = WithdrawForm(posted(request), cancel=back)
    if form.is_valid():
        with refusals(form):
            end_panel(panel=panel, actor=request.user, ending=Ending.WITHDREW, **form.cleaned_data)
            messages.success(request, f"{panel.candidate} withdrew. Reminders have stopped.")
            return redirect(back)
    return ask(request, form, f"{panel.candidate} withdrew?", "web/confirm.html", **_about(panel))


def cancel(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    panel = get_object_or_404(managed(request), uuid=uuid)
    back = reverse("seating:seats", args=[uuid])
    form = CancelForm(posted(request), cancel=back)
    if form.is_valid():
        with refusals(form):
            end_panel(panel=panel, actor=request.user, **form.cleaned_data)
            messages.success(request, "Panel ended. Reminders have stopped.")
            return redirect(back)
    return ask(request, form, f"End the panel for {panel.candidate}?", "web/confirm.html", **_about(panel))


AFTER_ENDING = (
    "Reminders stop at once, and every interviewer is told that no scorecard is needed.",
    "Drafts stay private for ever; scorecards that are not open yet never open.",
    "It cannot be undone. A new panel can be opened at any time.",
)


def _about(panel: Panel) -> dict[str, Any]:
    return {"eyebrow": f"{panel.role}, {panel.stage}", "consequences": AFTER_ENDING}


def _choose_candidate(request: SignedInRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "").strip()
    found = Candidate.objects.visible_to(request.user).search(words).order_by("name", "pk")
    context = {"page": page_of(request, found, size=20), "q": words}
    return render(request, "seating/choose_candidate.html", context)


def _uuid(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as error:
        raise Http404 from error
