"""The competencies of a draft: adding, writing, moving, removing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from interviews.accounts.requests import SignedInRequest
from interviews.roles.actions.competencies import (
    add_competency,
    add_from_library,
    change_competency,
    move_competency,
    place_competency,
    remove_competency,
)
from interviews.roles.forms.competencies import CompetencyForm, FromLibraryForm
from interviews.roles.forms.refusals import refuse
from interviews.roles.models import Competency, LibraryCompetency, Rubric
from interviews.roles.reading import library_by_family
from interviews.roles.views.finding import competency_to_edit, rubric_to_edit, sent


def new(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    rubric = rubric_to_edit(request.user, uuid)
    form = CompetencyForm(sent(request), scale=rubric.scale, cancel=_page(rubric), submit="Add to the rubric")
    if form.is_valid():
        try:
            competency = add_competency(rubric=rubric, text=form.text, actor=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect(_place(competency))
    context = {"form": form, "rubric": rubric, "role": rubric.role}
    return render(request, "roles/competency.html", context, status=422 if form.is_bound else 200)


def from_library(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Those of the library that the draft does not have yet, each to be read before it is taken."""
    rubric = rubric_to_edit(request.user, uuid)
    offered = _offered(rubric)
    form = FromLibraryForm(sent(request), offered=offered, cancel=_page(rubric))
    if form.is_valid():
        try:
            _add_all(rubric, form.cleaned_data["entries"], request)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect(f"{_page(rubric)}#competencies")
    context = {"form": form, "rubric": rubric, "role": rubric.role, "families": library_by_family(offered)}
    return render(request, "roles/from_library.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _add_all(rubric: Rubric, entries: QuerySet[LibraryCompetency], request: SignedInRequest) -> None:
    for entry in entries:
        add_from_library(rubric=rubric, entry=entry, actor=request.user)
    if len(rubric.scale.values) != 5:
        messages.warning(
            request,
            "The library is written for five levels. Of its texts the lowest, the middle and the top one were taken. "
            "Read them again.",
        )


def _offered(rubric: Rubric) -> QuerySet[LibraryCompetency]:
    names = [competency.name.lower() for competency in rubric.competencies.all()]
    entries = LibraryCompetency.objects.filter(retired_at=None).annotate(lower=Lower("name"))
    return entries.exclude(lower__in=names).prefetch_related("anchors").order_by("family", "name")


def competency(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = competency_to_edit(request.user, uuid)
    rubric = found.rubric
    if not rubric.is_draft and request.method == "GET":
        return redirect(_page(rubric))
    form = CompetencyForm(
        sent(request),
        initial=CompetencyForm.initial_of(found),
        scale=rubric.scale,
        cancel=_place(found),
        submit="Save",
    )
    if form.is_valid():
        try:
            change_competency(competency=found, text=form.text, actor=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect(_place(found))
    off_scale = [anchor for anchor in found.anchors.all() if anchor.value not in rubric.scale.values]
    context = {"form": form, "competency": found, "rubric": rubric, "role": rubric.role, "off_scale": off_scale}
    return render(request, "roles/competency.html", context, status=422 if form.is_bound else 200)


@require_POST
def move(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Up or down by a place, or to the place where it was dropped."""
    found = competency_to_edit(request.user, uuid)
    to = request.POST.get("to", "")
    try:
        if to.isascii() and to.isdigit():
            place_competency(competency=found, place=int(to[:4]), actor=request.user)
        else:
            move_competency(competency=found, up=to == "up", actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_place(found))


def remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = competency_to_edit(request.user, uuid)
    context = {
        "heading": f"Remove {found.name} from the draft?",
        "consequences": [
            "What its levels look like is lost with it.",
            "Its questions go too, unless a published version has the competency.",
        ],
        "submit": "Remove it",
        "cancel": _place(found),
        "danger": True,
    }
    if request.method != "POST":
        return render(request, "web/confirm.html", context)
    try:
        remove_competency(competency=found, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{found.name} is removed from the draft.")
    return redirect(f"{_page(found.rubric)}#competencies")


def _page(rubric: Rubric) -> str:
    return reverse("roles:rubric", args=[rubric.uuid])


def _place(competency: Competency) -> str:
    """The competency's line on the rubric's page."""
    return f"{_page(competency.rubric)}#c-{competency.uuid}"
