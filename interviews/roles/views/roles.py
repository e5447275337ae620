"""The roles: the list, one role, making, changing, cloning, archiving."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from interviews.accounts.requests import SignedInRequest
from interviews.roles.actions.roles import archive_role, change_role, clone_role, create_role, restore_role
from interviews.roles.forms.refusals import refuse
from interviews.roles.forms.roles import CloneForm, NewRoleForm, RoleForm
from interviews.roles.models import Role, RubricState
from interviews.roles.reading import competency_lines, in_full, kit_summaries, role_lines, with_rubrics
from interviews.roles.views.finding import role_to_edit, role_to_read, sent
from interviews.web.guards import hr_admin
from interviews.web.pages import page_of


def roles(request: SignedInRequest) -> HttpResponse:
    """Every role that the person may see, or the archived ones (`?archived=1`), by name."""
    archived, words = "archived" in request.GET, request.GET.get("q", "").strip()
    visible = Role.objects.visible_to(request.user)
    found = visible.filter(archived_at__isnull=not archived, name__icontains=words)
    page = page_of(request, with_rubrics(found).order_by("name"))
    context = {
        "page": page,
        "lines": role_lines(page),
        "q": words,
        "archived": archived,
        "any_archived": not archived and visible.exclude(archived_at=None).exists(),
    }
    return render(request, "roles/roles.html", context)


@hr_admin
def new(request: SignedInRequest) -> HttpResponse:
    form = NewRoleForm(sent(request), cancel=reverse("roles:roles"))
    if form.is_valid():
        try:
            role = create_role(
                name=form.cleaned_data["name"], actor=request.user, library=form.cleaned_data["library"], **form.facts
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, f"{role.name} is there, with a draft of its rubric.")
            return redirect("roles:role", role.uuid)
    return render(request, "roles/new.html", {"form": form}, status=422 if form.is_bound else 200)


def role(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The role with its stages and kits, its rubric versions, and the published one in full."""
    found = role_to_read(request.user, uuid)
    rubrics = list(in_full(found.rubrics.order_by("-number")))
    live = next((rubric for rubric in rubrics if rubric.state == RubricState.PUBLISHED), None)
    context = {
        "role": found,
        "stages": kit_summaries(found),
        "rubrics": rubrics,
        "live": live,
        "live_words": f"Live, version {live.number}" if live else "",
        "draft": next((rubric for rubric in rubrics if rubric.is_draft), None),
        "lines": competency_lines(live) if live else [],
        "may_edit": Role.objects.editable_by(request.user).filter(pk=found.pk).exists(),
    }
    return render(request, "roles/role.html", context)


def edit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = role_to_edit(request.user, uuid)
    form = RoleForm(
        sent(request),
        initial=RoleForm.initial_of(found),
        cancel=reverse("roles:role", args=[uuid]),
        lead=found.lead,
    )
    if form.is_valid():
        try:
            change_role(role=found, name=form.cleaned_data["name"], actor=request.user, **form.facts)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "Saved.")
            return redirect("roles:role", uuid)
    context = {"form": form, "role": found, "heading": "Change the role"}
    return render(request, "roles/form.html", context, status=422 if form.is_bound else 200)


def clone(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = role_to_edit(request.user, uuid)
    form = CloneForm(sent(request), cancel=reverse("roles:role", args=[uuid]))
    if form.is_valid():
        try:
            copy = clone_role(role=found, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(
                request, f"{copy.name} has the stages, the kits and, as a draft, the rubric of {found.name}."
            )
            return redirect("roles:role", copy.uuid)
    context = {"form": form, "role": found}
    return render(request, "roles/clone.html", context, status=422 if form.is_bound else 200)


def archive(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Asks once more, then archives; brings an archived role back."""
    found = role_to_edit(request.user, uuid)
    if request.method == "POST":
        act, word = (restore_role, "is back") if found.archived_at else (archive_role, "is archived")
        act(role=found, actor=request.user)
        messages.success(request, f"{found.name} {word}.")
        return redirect("roles:role", uuid)
    context = {
        "heading": f"Bring back {found.name}?" if found.archived_at else f"Archive {found.name}?",
        "consequences": None if found.archived_at else ARCHIVING,
        "submit": "Bring it back" if found.archived_at else "Archive",
        "cancel": reverse("roles:role", args=[uuid]),
    }
    return render(request, "web/confirm.html", context)


ARCHIVING = [
    "It leaves the list of roles and is found under “Archived”.",
    "Its panels, scorecards, reports and rubric versions stay as they are.",
    "You can bring it back at any time.",
]
