"""The stages of a role: adding, naming, moving, removing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from interviews.accounts.requests import SignedInRequest
from interviews.roles.actions.stages import add_stage, change_stage, move_stage, remove_stage
from interviews.roles.forms.refusals import refuse
from interviews.roles.forms.roles import StageForm
from interviews.roles.models import Role
from interviews.roles.views.finding import role_to_edit, sent, stage_to_edit


def new(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    role = role_to_edit(request.user, uuid)
    form = StageForm(sent(request), cancel=_stages(role), submit="Add the stage")
    if form.is_valid():
        try:
            stage = add_stage(role=role, name=form.cleaned_data["name"], actor=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, f"The stage {stage.name} is there. Its kit is empty still.")
            return redirect(_stages(role))
    context = {"form": form, "role": role, "heading": "Add a stage"}
    return render(request, "roles/form.html", context, status=422 if form.is_bound else 200)


def stage(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = stage_to_edit(request.user, uuid)
    form = StageForm(sent(request), initial={"name": found.name}, cancel=_stages(found.role), submit="Save")
    if form.is_valid():
        try:
            change_stage(stage=found, name=form.cleaned_data["name"], actor=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect(_stages(found.role))
    context = {"form": form, "role": found.role, "heading": "Rename the stage"}
    return render(request, "roles/form.html", context, status=422 if form.is_bound else 200)


@require_POST
def move(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = stage_to_edit(request.user, uuid)
    move_stage(stage=found, up=request.POST.get("to") == "up", actor=request.user)
    return redirect(_stages(found.role))


def remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = stage_to_edit(request.user, uuid)
    context = {
        "heading": f"Remove the stage {found.name}?",
        "consequences": ["Its kit goes with it: instructions, time plan and questions."],
        "submit": "Remove the stage",
        "cancel": _stages(found.role),
        "danger": True,
    }
    if request.method != "POST":
        return render(request, "web/confirm.html", context)
    try:
        remove_stage(stage=found, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"The stage {found.name} is removed.")
    return redirect(_stages(found.role))


def _stages(role: Role) -> str:
    return f"{reverse('roles:role', args=[role.uuid])}#stages"
