"""How interviewers rate: own figures for everybody, counts for HR, names where the organisation says so."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from interviews.accounts.requests import SignedInRequest
from interviews.web.guards import hr_admin
from panels.consensus.actions.policies import note_figures_seen
from panels.consensus.figures_page.assemble import named_figures, own_figures, role_figures
from panels.consensus.models import Policy


@require_GET
def own(request: SignedInRequest) -> HttpResponse:
    """How the reader rates beside colleagues; hers alone unless the organisation has HR see it by name."""
    context = {"figures": own_figures(request.user), "named": Policy.objects.current().named_figures}
    return render(request, "consensus/figures/own.html", context)


@hr_admin
@require_GET
def interviewers(request: SignedInRequest) -> HttpResponse:
    """Counts by role; everybody's figures by name only with the organisation's switch, and then each look is noted."""
    named = named_figures(request.user)
    if named:
        note_figures_seen(actor=request.user)
    context = {"roles": role_figures(request.user), "named": named, "policy": Policy.objects.current()}
    return render(request, "consensus/figures/interviewers.html", context)
