"""A report as a PDF: asked for, waited for, fetched."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from interviews.accounts.requests import SignedInRequest
from interviews.web.sheets import download
from panels.consensus.actions.printouts import ask_printout
from panels.consensus.models import Printout, Report
from panels.consensus.page.tabs import first_of
from panels.consensus.paper import paper_of
from panels.consensus.printouts import job_of
from panels.consensus.views.news import news
from panels.scorecards.blinding import panels_open_to


@require_POST
def ask(request: SignedInRequest, uuid: UUID, digest: str) -> HttpResponse:
    """What stands on it is made now, with the rights of whoever asks."""
    panels = panels_open_to(request.user).filter(erased_at=None)
    panel = get_object_or_404(panels.select_related("candidate", "role", "stage", "rubric__scale", "lead"), uuid=uuid)
    reports = list(Report.objects.visible_to(request.user).filter(panel=panel).order_by("pk"))
    shown = next((one for one in reports if one.digest == digest), None)
    if shown is None:
        raise Http404
    stages = panel.role.stages.count()
    page = paper_of(panel=panel, report=shown, first=first_of(reports), reader=request.user, stages=stages)
    return redirect("consensus:printout", ask_printout(report=shown, owner=request.user, page=page).uuid)


@require_GET
def printout(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How it stands, and where to fetch it."""
    return render(request, "consensus/printout.html", _context(_own(request, uuid)))


@require_GET
def status(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How the job stands, for htmx."""
    found = _own(request, uuid)
    job = job_of(found)
    return news(
        request,
        token=job.token,
        final=job.final,
        page=lambda: redirect("consensus:printout", uuid),
        part=lambda: render(request, "consensus/_printing.html", _context(found)),
    )


@require_GET
def file(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The rights are asked again at each download."""
    made = Printout.objects.own(request.user).filter(finished_at__isnull=False).select_related("panel__candidate")
    found = get_object_or_404(made.defer("page"), uuid=uuid)
    name = slugify(found.panel.candidate.name) or "candidate"
    return download(bytes(found.content or b""), "application/pdf", f"report-{name}.pdf")


def _own(request: SignedInRequest, uuid: UUID) -> Printout:
    own = Printout.objects.own(request.user).light()
    found: Printout = get_object_or_404(own.select_related("panel__candidate", "panel__role", "report"), uuid=uuid)
    return found


def _context(found: Printout) -> dict[str, object]:
    return {"printout": found, "panel": found.panel, "job": job_of(found)}
