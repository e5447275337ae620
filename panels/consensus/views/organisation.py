"""The measures of the whole organisation, for HR admins: calibrations, roles, switches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
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
from panels.consensus.actions.policies import (
    adjust_role,
    allow_adjustment,
    ask_calibration,
    ask_for_stances,
    name_figures,
)
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
    return _turn(request, lambda: allow_adjustment(actor=request.user, on=on), ALLOWING if on else FORBIDDING)


@hr_admin
def named_figures(request: SignedInRequest) -> HttpResponse:
    """Asks once more, then shows interviewers' figures to HR by name, or to nobody but themselves."""
    on = not Policy.objects.current().named_figures
    return _turn(request, lambda: name_figures(actor=request.user, on=on), NAMING if on else HIDING)


@hr_admin
def stances(request: SignedInRequest) -> HttpResponse:
    """Asks once more, then has panellists asked where they stand on a decision, or no longer."""
    on = not Policy.objects.current().stances
    return _turn(request, lambda: ask_for_stances(actor=request.user, on=on), ASKING if on else NOT_ASKING)


@hr_admin
def role_adjustment(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Asks once more, then has a role's reports adjust, or no longer."""
    role = get_object_or_404(Role, uuid=uuid)
    on = not AdjustedRole.objects.filter(role=role).exists()
    words = ADJUSTING if on else NOT_ADJUSTING
    named = replace(words, heading=words.heading.format(role=role.name))
    return _turn(request, lambda: adjust_role(role=role, actor=request.user, on=on), named)


@dataclass(frozen=True)
class Asked:
    """What is asked before a switch is turned: the question, the button, and what follows."""

    heading: str
    submit: str
    consequences: tuple[str, ...]


def _turn(request: SignedInRequest, switch: Callable[[], None], asked: Asked) -> HttpResponse:
    """Asks, then turns. What the action refuses is said on the page that it was asked from."""
    if request.method != "POST":
        context = {**asdict(asked), "cancel": reverse("consensus:measures")}
        return render(request, "web/confirm.html", context)
    try:
        switch()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Switched. It stands in the audit.")
    return redirect("consensus:measures")


ALLOWING = Asked(
    "Let roles adjust for how interviewers rate?",
    "Let roles adjust",
    (
        "Nothing changes by itself: each role has a switch of its own, below on the page of measures.",
        "An adjusted report shows what an average interviewer here would probably have given, beside the plain "
        "numbers.",
        "It is never what a list is ordered by, and never shown for roles with too few interviewers to tell.",
    ),
)
FORBIDDING = Asked(
    "Stop adjusting in every role?",
    "Stop adjusting",
    (
        "Every role’s own switch goes off as well.",
        "Reports that stand keep what they say. Those built from now on show the plain numbers alone.",
    ),
)
NAMING = Asked(
    "Show interviewers’ figures to HR by name?",
    "Show them to HR",
    (
        "How somebody rates is information about an employee. Ask first whether your works council or policy allows "
        "it.",
        "HR admins then see each interviewer’s figures by name; each look stands in the audit.",
        "Hiring managers and colleagues never see them, and no report names them.",
    ),
)
HIDING = Asked(
    "Show figures to interviewers alone?",
    "Hide them from HR",
    ("Each interviewer still sees own figures. HR sees aggregates of five or more people.",),
)
ASKING = Asked(
    "Ask panellists where they stand on a decision?",
    "Ask them",
    (
        "Once the hiring manager has decided, each interviewer says: support it, can live with it, or disagree, and "
        "why.",
        "It changes no decision. It stands beside it, for those who may read the scorecards.",
    ),
)
NOT_ASKING = Asked(
    "Stop asking panellists where they stand?",
    "Stop asking",
    (
        "What was said stays on record beside its decision.",
        "Nobody is asked on decisions from now on.",
    ),
)
ADJUSTING = Asked(
    "Adjust reports of {role}?",
    "Adjust from now on",
    (
        "Reports built from now on show the adjusted overall beside the plain one, with why it moved.",
        "Reports that stand are not rewritten.",
        "It can be switched only while no panel of this role is under way.",
    ),
)
NOT_ADJUSTING = Asked(
    "Stop adjusting reports of {role}?",
    "Stop adjusting",
    (
        "Reports built from now on show the plain numbers alone.",
        "Reports that stand are not rewritten.",
    ),
)
