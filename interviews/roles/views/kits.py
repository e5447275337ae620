"""The kit of a stage: what to ask, in which time, with which instructions."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from interviews.accounts.requests import SignedInRequest
from interviews.roles.actions.kits import (
    add_question,
    change_question,
    copy_questions,
    move_question,
    remove_question,
    set_section,
    set_stage_instructions,
)
from interviews.roles.forms.kits import CopyQuestionsForm, QuestionForm, SectionForm, StageInstructionsForm
from interviews.roles.forms.refusals import refuse
from interviews.roles.models import LibraryCompetency, Stage
from interviews.roles.reading import kit_of
from interviews.roles.views.finding import competency_of_kit, question_to_mend, sent, stage_to_mend


def kit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The stage's kit on one page; its general instructions are written here."""
    stage = stage_to_mend(request.user, uuid)
    form = StageInstructionsForm(sent(request), initial={"instructions": stage.instructions})
    if form.is_valid():
        set_stage_instructions(stage=stage, instructions=form.cleaned_data["instructions"], actor=request.user)
        messages.success(request, "Instructions saved.")
        return redirect("roles:kit", uuid)
    context = {"form": form, "stage": stage, "role": stage.role, "plan": kit_of(stage)}
    return render(request, "roles/kit.html", context, status=422 if form.is_bound else 200)


def section(request: SignedInRequest, uuid: UUID, key: UUID) -> HttpResponse:
    """Minutes and instructions for one competency at this stage."""
    stage = stage_to_mend(request.user, uuid)
    competency = competency_of_kit(stage, key)
    present = next((each for each in stage.kit_sections.all() if each.competency_key == key), None)
    initial = {"minutes": present.minutes, "instructions": present.instructions} if present else {}
    form = SectionForm(sent(request), initial=initial, cancel=_place(stage, key))
    if form.is_valid():
        set_section(
            stage=stage,
            competency_key=key,
            minutes=form.cleaned_data["minutes"],
            instructions=form.cleaned_data["instructions"],
            actor=request.user,
        )
        return redirect(_place(stage, key))
    context = {"form": form, "stage": stage, "role": stage.role, "heading": f"Time and instructions: {competency.name}"}
    return render(request, "roles/kit_form.html", context, status=422 if form.is_bound else 200)


def question_new(request: SignedInRequest, uuid: UUID, key: UUID) -> HttpResponse:
    stage = stage_to_mend(request.user, uuid)
    competency = competency_of_kit(stage, key)
    form = QuestionForm(sent(request), cancel=_place(stage, key), submit="Add the question")
    if form.is_valid():
        try:
            add_question(
                stage=stage,
                competency_key=key,
                text=form.cleaned_data["text"],
                follow_up=form.cleaned_data["follow_up"],
                actor=request.user,
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect(_place(stage, key))
    context = {"form": form, "stage": stage, "role": stage.role, "heading": f"Add a question: {competency.name}"}
    return render(request, "roles/kit_form.html", context, status=422 if form.is_bound else 200)


def copy(request: SignedInRequest, uuid: UUID, key: UUID) -> HttpResponse:
    """Questions of a library competency (`?from=`, at first the one of the same name), to be ticked and copied."""
    stage = stage_to_mend(request.user, uuid)
    competency = competency_of_kit(stage, key)
    entries = LibraryCompetency.objects.filter(retired_at=None).exclude(questions=None)
    entry = _chosen(entries, request.GET.get("from", ""), competency.name)
    form = CopyQuestionsForm(sent(request), entry=entry, cancel=_place(stage, key)) if entry else None
    if form is not None and form.is_valid():
        count = copy_questions(
            stage=stage, competency=competency, questions=list(form.cleaned_data["questions"]), actor=request.user
        )
        messages.success(request, COPIED.get(count, f"{count} questions copied."))
        return redirect(_place(stage, key))
    context = {
        "form": form,
        "stage": stage,
        "role": stage.role,
        "competency": competency,
        "entry": entry,
        "entries": entries,
    }
    return render(request, "roles/copy_questions.html", context, status=422 if form and form.is_bound else 200)


COPIED = {0: "These questions are in the kit already.", 1: "One question copied."}


def _chosen(entries: QuerySet[LibraryCompetency], asked: str, name: str) -> LibraryCompetency | None:
    by_uuid = {str(entry.uuid): entry for entry in entries}
    return by_uuid.get(asked) or entries.filter(name__iexact=name).first() or entries.first()


def question(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = question_to_mend(request.user, uuid)
    stage, key = found.section.stage, found.section.competency_key
    form = QuestionForm(
        sent(request),
        initial={"text": found.text, "follow_up": found.follow_up},
        cancel=_place(stage, key),
        submit="Save",
    )
    if form.is_valid():
        change_question(
            question=found,
            text=form.cleaned_data["text"],
            follow_up=form.cleaned_data["follow_up"],
            actor=request.user,
        )
        return redirect(_place(stage, key))
    context = {"form": form, "stage": stage, "role": stage.role, "heading": "Change the question"}
    return render(request, "roles/kit_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def question_move(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = question_to_mend(request.user, uuid)
    move_question(question=found, up=request.POST.get("to") == "up", actor=request.user)
    return redirect(_place(found.section.stage, found.section.competency_key))


def question_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = question_to_mend(request.user, uuid)
    place = _place(found.section.stage, found.section.competency_key)
    if request.method == "POST":
        remove_question(question=found, actor=request.user)
        return redirect(place)
    context = {
        "heading": "Remove this question from the kit?",
        "text": found.text,
        "submit": "Remove it",
        "cancel": place,
        "danger": True,
    }
    return render(request, "web/confirm.html", context)


def _place(stage: Stage, key: UUID) -> str:
    """The competency's part of the kit's page."""
    return f"{reverse('roles:kit', args=[stage.uuid])}#k-{key}"
