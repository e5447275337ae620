from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from interviews.accounts.requests import SignedInRequest
from panels.consensus.actions.reports import note_look
from panels.consensus.actions.reports import rebuild as build_anew
from panels.consensus.basis import rests_on_newest
from panels.consensus.models import Outbox, Report
from panels.consensus.outbox import NOT_OWED, Job, job_of
from panels.consensus.page.assemble import assemble
from panels.consensus.page.tabs import first_of, latest_of, tabs_of
from panels.consensus.views.news import news
from panels.scorecards.blinding import panels_open_to
from panels.seating.models import Panel


@require_GET
def report(request: SignedInRequest, uuid: UUID, digest: str = "") -> HttpResponse:
    """The report, or how its job stands. Before scorecards open it is unknown to everybody, as a wrong address is."""
    panel = get_object_or_404(
        panels_open_to(request.user).select_related("candidate", "role", "stage", "rubric__scale", "lead"), uuid=uuid
    )
    reports = list(Report.objects.visible_to(request.user).filter(panel=panel).order_by("pk"))
    owed = Outbox.objects.owed().filter(panel=panel).first()
    context = {
        "panel": panel,
        "stages": panel.role.stages.count(),
        "job": job_of(owed) if owed else None if reports else NOT_OWED,
        "may_rebuild": Panel.objects.managed_by(request.user).filter(pk=panel.pk, candidate__erased_at=None).exists(),
    }
    if not reports and not digest:
        return render(request, "consensus/waiting.html", context)
    shown = next((one for one in reports if one.digest == (digest or latest_of(reports))), None)
    if shown is None:
        raise Http404
    shown.panel = panel
    note_look(report=shown, user=request.user)
    context["newer_calibration"] = context["may_rebuild"] and not rests_on_newest(shown)
    page = assemble(panel=panel, report=shown, first=first_of(reports), reader=request.user)
    return render(request, "consensus/report.html", {**context, "page": page, "tabs": tabs_of(panel, reports)})


@require_GET
def status(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How the job stands, for htmx; over once nothing is owed."""
    panel = get_object_or_404(panels_open_to(request.user), uuid=uuid)
    owed = Outbox.objects.owed().filter(panel=panel).first()
    job: Job | None = job_of(owed) if owed else None
    return news(
        request,
        token=job.token if job else "",
        final=job is None,
        page=lambda: redirect("consensus:report", uuid=uuid),
        part=lambda: render(request, "consensus/_job.html", {"panel": panel, "job": job}),
    )


@require_POST
def rebuild(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Try a failed build again, or have the report built anew; for those who run the panel and may read its report."""
    panel = get_object_or_404(panels_open_to(request.user).managed_by(request.user), uuid=uuid)
    if build_anew(panel=panel, actor=request.user):
        messages.info(request, "The report is being built. That takes seconds.")
    else:
        messages.success(
            request, "Nothing changed: the same scorecards, rubric and method give the report that stands already."
        )
    return redirect("consensus:report", uuid=uuid)
