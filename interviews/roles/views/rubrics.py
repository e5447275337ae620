"""A rubric version: written while it is a draft, published, read ever after."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from interviews.accounts.requests import SignedInRequest
from interviews.roles.actions.rubrics import define_scale, discard_draft, publish, set_hire_line, set_scale, start_draft
from interviews.roles.blinding import answered
from interviews.roles.completeness import off_the_scale, warnings, what_is_missing
from interviews.roles.differences import difference
from interviews.roles.forms.refusals import refuse
from interviews.roles.forms.rubrics import HireLineForm, ScaleForm
from interviews.roles.models import Rubric
from interviews.roles.profiles import kickoff_of, settled_marks, state_words
from interviews.roles.reading import competency_lines, in_full, kit_of
from interviews.roles.views.finding import role_to_edit, rubric_to_edit, rubric_to_read, sent


@require_POST
def start(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    role = role_to_edit(request.user, uuid)
    return redirect("roles:rubric", start_draft(role=role, actor=request.user).uuid)


def rubric(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The editor for who may change this version, the text for everybody else and ever after."""
    found = rubric_to_read(request.user, uuid)
    context = {
        "rubric": found,
        "role": found.role,
        "lines": competency_lines(found),
        "missing": what_is_missing(found) if found.is_draft else [],
        "warnings": warnings(found) if found.is_draft else [],
        "off_the_scale": off_the_scale(found),
        **_kickoff(request, found),
    }
    may_edit = Rubric.objects.editable_by(request.user).filter(pk=found.pk).exists()
    return render(request, "roles/editor.html" if may_edit else "roles/rubric.html", context)


def _kickoff(request: SignedInRequest, found: Rubric) -> dict[str, object]:
    """The rubric's kickoff, if there is one, how it stands for this person, and whether she may start one."""
    kickoff = kickoff_of(found)
    if kickoff is None:
        return {"may_start_kickoff": found.is_draft and request.user.pk == found.role.lead_id}
    words = state_words(kickoff, answered(kickoff.pk))
    profile = settled_marks(kickoff, found.competencies.all()) if kickoff.is_settled else []
    return {"kickoff": kickoff, "kickoff_words": words, "profile": profile}


def scale(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = rubric_to_edit(request.user, uuid)
    form = ScaleForm(sent(request), rubric=found, cancel=_page(found))
    if form.is_valid():
        try:
            fallen = _use_scale(found, form, request)
        except ValidationError as error:
            refuse(form, error)
        else:
            for sentence in fallen:
                messages.warning(request, sentence)
            messages.success(request, "The rubric is on this scale now.")
            return redirect(_page(found))
    context = {"form": form, "rubric": found, "role": found.role, "heading": "Scale"}
    return render(request, "roles/form.html", context, status=422 if form.is_bound else 200)


def _use_scale(found: Rubric, form: ScaleForm, request: SignedInRequest) -> list[str]:
    if form.chosen is not None:
        return set_scale(rubric=found, scale=form.chosen, actor=request.user)
    data = form.cleaned_data
    return define_scale(
        rubric=found, name=data["name"], low=data["low"], level_names=data["level_names"], actor=request.user
    )


def hire_line(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = rubric_to_edit(request.user, uuid)
    present = found.hire_line.normalize() if found.hire_line is not None else None
    form = HireLineForm(sent(request), initial={"hire_line": present}, cancel=_page(found))
    if form.is_valid():
        try:
            set_hire_line(rubric=found, hire_line=form.cleaned_data["hire_line"], actor=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect(_page(found))
    context = {"form": form, "rubric": found, "role": found.role, "heading": "Hire line"}
    return render(request, "roles/form.html", context, status=422 if form.is_bound else 200)


def publishing(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What is missing, or what publishing means and the button that does it."""
    found = rubric_to_edit(request.user, uuid)
    if not found.is_draft and request.method == "GET":
        return redirect(_page(found))
    if request.method == "POST":
        try:
            publish(rubric=found, actor=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"Version {found.number} is published. New panels open with it.")
            return redirect("roles:role", found.role.uuid)
    context = {
        "rubric": found,
        "role": found.role,
        "live": found.role.rubrics.published().first(),
        "missing": what_is_missing(found),
        "warnings": warnings(found),
        "off_the_scale": off_the_scale(found),
    }
    return render(request, "roles/publish.html", context)


def discard(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = rubric_to_edit(request.user, uuid)
    context = {
        "heading": f"Discard the draft of version {found.number}?",
        "text": f"{found.role.name}: everything written in this draft is lost. The published version stays as it is.",
        "submit": "Discard the draft",
        "cancel": _page(found),
        "danger": True,
    }
    if request.method != "POST":
        return render(request, "web/confirm.html", context)
    try:
        discard_draft(rubric=found, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "The draft is discarded.")
    return redirect("roles:role", found.role.uuid)


@require_GET
def compare(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """This version beside an earlier one: the last before it, or the one whose number is asked for (`?from=`)."""
    found = rubric_to_read(request.user, uuid)
    others = list(in_full(found.role.rubrics.exclude(pk=found.pk)).order_by("-number"))
    asked = request.GET.get("from", "")
    before = [other for other in others if other.number < found.number]
    earlier = next((other for other in others if str(other.number) == asked), next(iter(before), None))
    context = {
        "rubric": found,
        "role": found.role,
        "others": others,
        "earlier": earlier,
        "difference": difference(earlier, found) if earlier else None,
        "may_edit": Rubric.objects.editable_by(request.user).filter(pk=found.pk).exists(),
    }
    return render(request, "roles/difference.html", context)


def preview(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The scorecard as an interviewer will meet it at one stage (`?stage=`), all competencies on one card."""
    found = rubric_to_read(request.user, uuid)
    stages = list(found.role.stages.prefetch_related("kit_sections__questions"))
    asked = request.GET.get("stage", "")
    stage = next((each for each in stages if str(each.uuid) == asked), stages[0] if stages else None)
    kit = {line.competency.key: line for line in kit_of(stage).lines} if stage else {}
    page = reverse("roles:preview", args=[uuid])
    context = {
        "rubric": found,
        "role": found.role,
        "stage": stage,
        "tabs": [(f"{page}?stage={each.uuid}", each) for each in stages],
        "non_ratings": NON_RATINGS,
        "cards": [(line, kit.get(line.competency.key)) for line in competency_lines(found)],
    }
    return render(request, "roles/preview.html", context)


# The scorecard's own words stand one floor up; a test holds the two together.
NON_RATINGS = [
    ("not_asked", "Not asked"),
    ("no_evidence", "No evidence either way"),
    ("out_of_time", "Ran out of time"),
]


def _page(found: Rubric) -> str:
    return reverse("roles:rubric", args=[found.uuid])
