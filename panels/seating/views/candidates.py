"""Candidates: the list, one candidate, and what she supplied."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from interviews.accounts.requests import SignedInRequest
from interviews.web import importing
from interviews.web.guards import recruiter_or_hr
from interviews.web.pages import page_of
from panels.seating.actions.candidates import (
    add_candidate,
    add_file,
    add_link,
    change_candidate,
    remove_file,
    remove_link,
)
from panels.seating.forms.candidates import CandidateForm, FileForm, LinkForm
from panels.seating.importing import CANDIDATES
from panels.seating.models import Candidate, CandidateFile, Panel, Seat
from panels.seating.views.answers import ask, posted, refusals


@require_GET
@recruiter_or_hr
def candidates(request: SignedInRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "").strip()
    panels = Panel.objects.visible_to(request.user).select_related("role", "stage").order_by("-created_at", "-pk")
    found = Candidate.objects.visible_to(request.user).search(words).order_by("name", "pk")
    page = page_of(request, found.prefetch_related(Prefetch("panels", panels)))
    return render(request, "seating/candidates.html", {"page": page, "q": words})


@recruiter_or_hr
def candidates_import(request: SignedInRequest) -> HttpResponse:
    """Add many at once, from a table of another system."""
    return importing.run(request, CANDIDATES)


@recruiter_or_hr
def candidate_new(request: SignedInRequest) -> HttpResponse:
    form = CandidateForm(posted(request), cancel=reverse("seating:candidates"))
    if form.is_valid():
        with refusals(form):
            candidate = add_candidate(actor=request.user, **form.details)
            messages.success(request, f"{candidate} added. Next: what the candidate supplied, then a panel.")
            return redirect("seating:candidate", candidate.uuid)
    return ask(request, form, "New candidate")


def candidate(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(
        Candidate.objects.visible_to(request.user).select_related("user", "erase_asked_by"), uuid=uuid
    )
    panels = Panel.objects.visible_to(request.user).filter(candidate=found).select_related("role", "stage", "lead")
    context = {
        "candidate": found,
        "panels": panels.order_by("-created_at", "-pk"),
        "may_edit": request.user.runs_panels and found.erased_at is None,
        "recusals": found.recusals.select_related("user"),
        "may_erase": Candidate.objects.erasable_by(request.user).filter(pk=found.pk).exists(),
        "apart": not Seat.objects.blind_to_notes(request.user, found).exists(),
    }
    return render(request, "seating/candidate.html", context)


def candidate_edit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(Candidate.objects.editable_by(request.user), uuid=uuid)
    back = reverse("seating:candidate", args=[uuid])
    apart = not Seat.objects.blind_to_notes(request.user, found).exists()
    form = CandidateForm(posted(request), candidate=found, apart=apart, cancel=back)
    if form.is_valid():
        with refusals(form):
            change_candidate(candidate=found, actor=request.user, **form.details)
            messages.success(request, "Candidate saved.")
            return redirect(back)
    return ask(request, form, f"Edit {found}", eyebrow_url=back, eyebrow=found.name)


def candidate_links(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(Candidate.objects.editable_by(request.user), uuid=uuid)
    back = reverse("seating:candidate", args=[uuid])
    form = LinkForm(posted(request), cancel=back)
    if form.is_valid():
        with refusals(form):
            add_link(candidate=found, actor=request.user, **form.cleaned_data)
            return redirect(back)
    return ask(request, form, "Add a link", eyebrow_url=back, eyebrow=found.name)


@require_POST
def candidate_link_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The link is named in the form: links have no public id of their own."""
    found = get_object_or_404(Candidate.objects.editable_by(request.user), uuid=uuid)
    number = request.POST.get("link", "")
    link = get_object_or_404(found.links, pk=number if number.isdecimal() and len(number) < 19 else None)
    remove_link(link=link, actor=request.user)
    messages.success(request, f"Link “{link.label}” removed.")
    return redirect("seating:candidate", uuid)


def candidate_files(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(Candidate.objects.editable_by(request.user), uuid=uuid)
    back = reverse("seating:candidate", args=[uuid])
    form = FileForm(posted(request), request.FILES if request.method == "POST" else None, cancel=back)
    if form.is_valid():
        with refusals(form, about="file"):
            kept = add_file(candidate=found, actor=request.user, upload=form.cleaned_data["file"])
            messages.success(request, f"File “{kept.name}” added.")
            return redirect(back)
    return ask(request, form, "Add a file", eyebrow_url=back, eyebrow=found.name)


@require_GET
def file(request: SignedInRequest, uuid: UUID) -> FileResponse:
    """The rights are asked anew at each request. Always a download: nothing that was uploaded runs on this site."""
    found = get_object_or_404(
        CandidateFile.objects.filter(candidate__in=Candidate.objects.supplied_to(request.user)), uuid=uuid
    )
    response = FileResponse(
        found.content.open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response


def file_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    editable = Candidate.objects.editable_by(request.user)
    found = get_object_or_404(
        CandidateFile.objects.filter(candidate__in=editable).select_related("candidate"), uuid=uuid
    )
    back = reverse("seating:candidate", args=[found.candidate.uuid])
    if request.method == "POST":
        remove_file(file=found, actor=request.user)
        messages.success(request, f"File “{found.name}” removed.")
        return redirect(back)
    context = {
        "heading": f"Remove “{found.name}”?",
        "text": "Interviewers can no longer open it. It cannot be brought back.",
        "submit": "Remove the file",
        "danger": True,
        "cancel": back,
    }
    return render(request, "web/confirm.html", context)
