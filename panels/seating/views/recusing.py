"""A conflict of interest of somebody who runs panels: stepping back, and being let back by an HR admin."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from interviews.accounts.requests import SignedInRequest
from interviews.web.guards import hr_admin
from panels.seating.actions import recusing
from panels.seating.forms.endings import StepBackForm
from panels.seating.models import Candidate
from panels.seating.views.answers import ask, posted, refusals

CONSEQUENCES = (
    "You no longer find this candidate, the panels, scorecards, reports or mails about them, whatever your rights.",
    "Your colleagues see that you stepped back, and which of these reasons you chose.",
    "Only an HR admin can let you back.",
)


def step_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(Candidate.objects.editable_by(request.user), uuid=uuid)
    form = StepBackForm(posted(request), cancel=reverse("seating:candidate", args=[uuid]))
    if form.is_valid():
        with refusals(form):
            recusing.step_back(candidate=found, actor=request.user, **form.cleaned_data)
            messages.success(request, f"You stepped back from {found}. Nothing about them is shown to you any more.")
            return redirect("seating:candidates")
    about = {"eyebrow": "Conflict of interest", "consequences": CONSEQUENCES}
    return ask(request, form, f"Step back from {found}?", "web/confirm.html", **about)


@hr_admin
@require_POST
def let_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(Candidate.objects.editable_by(request.user), uuid=uuid)
    try:
        person = UUID(request.POST.get("person", ""))
    except ValueError:
        person = UUID(int=0)
    recusal = get_object_or_404(found.recusals.select_related("user", "candidate"), user__uuid=person)
    recusing.let_back(recusal=recusal, actor=request.user)
    messages.success(request, f"{recusal.user} can work on {found} again.")
    return redirect("seating:candidate", uuid)
