"""The competency library: the list, one entry, writing, retiring."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from interviews.accounts.requests import SignedInRequest
from interviews.roles import shipped
from interviews.roles.actions.library import (
    add_library_competency,
    change_library_competency,
    restore_library_competency,
    retire_library_competency,
)
from interviews.roles.forms.library import LibraryForm, places_for
from interviews.roles.forms.refusals import refuse
from interviews.roles.models import LibraryCompetency
from interviews.roles.reading import library_by_family
from interviews.roles.views.finding import sent
from interviews.web.guards import hr_admin


@hr_admin
def library(request: SignedInRequest) -> HttpResponse:
    """By family, with what each means; the retired ones folded below."""
    entries = list(LibraryCompetency.objects.prefetch_related("questions"))
    context = {
        "families": library_by_family(entry for entry in entries if entry.retired_at is None),
        "count": sum(entry.retired_at is None for entry in entries),
        "retired": [entry for entry in entries if entry.retired_at],
    }
    return render(request, "roles/library.html", context)


@hr_admin
def new(request: SignedInRequest) -> HttpResponse:
    form = LibraryForm(sent(request), cancel=reverse("roles:library"), submit="Add to the library")
    if form.is_valid():
        try:
            entry = add_library_competency(text=form.text, actor=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect("roles:library_entry", entry.uuid)
    return render(request, "roles/library_form.html", {"form": form}, status=422 if form.is_bound else 200)


@hr_admin
def entry(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(LibraryCompetency.objects.prefetch_related("anchors", "questions"), uuid=uuid)
    names = shipped.FIVE_LEVELS["levels"]
    levels = [(anchor.value, names.get(str(anchor.value), ""), anchor.text) for anchor in found.anchors.all()]
    return render(request, "roles/library_entry.html", {"entry": found, "levels": levels})


@hr_admin
def edit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(LibraryCompetency, uuid=uuid)
    form = LibraryForm(
        sent(request),
        initial=LibraryForm.initial_of(found),
        places=places_for(found),
        cancel=reverse("roles:library_entry", args=[uuid]),
        submit="Save",
    )
    if form.is_valid():
        try:
            change_library_competency(entry=found, text=form.text, actor=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect("roles:library_entry", uuid)
    context = {"form": form, "entry": found}
    return render(request, "roles/library_form.html", context, status=422 if form.is_bound else 200)


@hr_admin
def retire(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Asks once more, then retires; brings a retired one back."""
    found = get_object_or_404(LibraryCompetency, uuid=uuid)
    if request.method == "POST":
        act = restore_library_competency if found.retired_at else retire_library_competency
        act(entry=found, actor=request.user)
        messages.success(request, f"{found.name} is {'retired' if found.retired_at else 'back in the library'}.")
        return redirect("roles:library")
    context = {
        "heading": f"Bring back {found.name}?" if found.retired_at else f"Retire {found.name}?",
        "text": "Rubrics hold copies: none of them changes.",
        "submit": "Bring it back" if found.retired_at else "Retire it",
        "cancel": reverse("roles:library_entry", args=[uuid]),
    }
    return render(request, "web/confirm.html", context)
