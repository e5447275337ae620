"""The measures of the whole organisation, for HR admins: calibrations, roles, switches."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from interviews.accounts.requests import SignedInRequest
from interviews.roles.models import Role, Scale
from interviews.web.guards import hr_admin
from panels.consensus.actions.policies import adjust_role, allow_adjustment, ask_calibration, name_figures
from panels.consensus.models import AdjustedRole, Policy
from panels.consensus.office import role_lines, scale_lines


@hr_admin
@require_GET
def measures(request: SignedInRequest) -> HttpResponse:
    """How each scale is calibrated, which roles have numbers, and the organisation's switches."""
    context = {"scales": scale_lines(), "roles": role_lines(request.user), "policy": Policy.objects.current()}
    return render(request, "consensus/organisation/measures.html", context)


@hr_admin
@require_POST
def calibrate(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Have a scale calibrated anew now rather than tonight."""
    scale = get_object_or_404(Scale, uuid=uuid)
    ask_calibration(scale=scale, actor=request.user)
    messages.info(request, f"{scale.name} is being calibrated. Where nothing has changed since, the one there stays.")
    return redirect("consensus:measures")


@hr_admin
def adjustment(request: SignedInRequest) -> HttpResponse:
    """Asks once more, then allows or forbids adjustment in the organisation."""
    on = not Policy.objects.current().adjustment
    if request.method == "POST":
        return _switched(request, lambda: allow_adjustment(actor=request.user, on=on))
    context = {
        "heading": "Let roles adjust for how interviewers rate?" if on else "Stop adjusting in every role?",
        "consequences": ALLOWING if on else FORBIDDING,
        "submit": "Let roles adjust" if on else "Stop adjusting",
        "cancel": reverse("consensus:measures"),
    }
    return render(request, "web/confirm.html", context)


@hr_admin
def named_figures(request: SignedInRequest) -> HttpResponse:
    """Asks once more, then shows interviewers' figures to HR by name, or to nobody but themselves."""
    on = not Policy.objects.current().named_figures
    if request.method == "POST":
        return _switched(request, lambda: name_figures(actor=request.user, on=on))
    context = {
        "heading": "Show interviewers’ figures to HR by name?" if on else "Show figures to interviewers alone?",
        "consequences": NAMING if on else HIDING,
        "submit": "Show them to HR" if on else "Hide them from HR",
        "cancel": reverse("consensus:measures"),
    }
    return render(request, "web/confirm.html", context)


@hr_admin
def role_adjustment(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Asks once more, then has a role's reports adjust, or no longer."""
    role = get_object_or_404(Role, uuid=uuid)
    on = not AdjustedRole.objects.filter(role=role).exists()
    if request.method == "POST":
        return _switched(request, lambda: adjust_role(role=role, actor=request.user, on=on))
    context = {
        "heading": f"Adjust reports of {role.name}?" if on else f"Stop adjusting reports of {role.name}?",
        "consequences": ADJUSTING if on else NOT_ADJUSTING,
        "submit": "Adjust from now on" if on else "Stop adjusting",
        "cancel": reverse("consensus:measures"),
    }
    return render(request, "web/confirm.html", context)


def _switched(request: SignedInRequest, switch: Callable[[], None]) -> HttpResponse:
    """What the action refuses is said on the page that it was asked from."""
    try:
        switch()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Switched. It stands in the audit.")
    return redirect("consensus:measures")


ALLOWING = [
    "Nothing changes by itself: each role has a switch of its own, below on the page of measures.",
    "An adjusted report shows what an average interviewer here would probably have given, beside the plain numbers.",
    "It is never what a list is ordered by, and never shown for roles with too few interviewers to tell.",
]
FORBIDDING = [
    "Every role’s own switch goes off as well.",
    "Reports that stand keep what they say. Those built from now on show the plain numbers alone.",
]
NAMING = [
    "How somebody rates is information about an employee. Ask first whether your works council or policy allows it.",
    "HR admins then see each interviewer’s figures by name; each look stands in the audit.",
    "Hiring managers and colleagues never see them, and no report names them.",
]
HIDING = ["Each interviewer still sees own figures. HR sees aggregates of five or more people."]
ADJUSTING = [
    "Reports built from now on show the adjusted overall beside the plain one, with why it moved.",
    "Reports that stand are not rewritten.",
    "It can be switched only while no panel of this role is under way.",
]
NOT_ADJUSTING = [
    "Reports built from now on show the plain numbers alone.",
    "Reports that stand are not rewritten.",
]
