from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from interviews.accounts.requests import SignedInRequest
from panels.consensus.models import Report
from panels.decisions import actions
from panels.decisions.forms import DecisionForm
from panels.decisions.models import Debrief, DebriefItem, Decision
from panels.decisions.owners import owners_to_choose
from panels.decisions.table import Table
from panels.scorecards.blinding import panels_open_to
from panels.seating.models import Panel


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """For the lead alone; to everybody else, and before scorecards open, the page does not exist."""
    mine = panels_open_to(request.user).filter(lead=request.user, ended_at=None, erased_at=None)
    panel = get_object_or_404(mine.select_related("candidate", "role", "stage", "lead"), uuid=uuid)
    tables = [Table(report) for report in Report.objects.visible_to(request.user).on_the_table(panel)]
    decisions = list(Decision.objects.visible_to(request.user).filter(panel=panel).select_related("owner"))[::-1]
    said = DebriefItem.objects.filter(debrief__in=Debrief.objects.visible_to(request.user).filter(panel=panel))
    context = {"panel": panel, "tables": tables, "decisions": decisions, "said": said.select_related("competency")}
    if not tables:
        return render(request, "decisions/waiting.html", context)
    form = _form(request, panel, tables, decisions)
    if form.is_valid() and _record(request, panel, form):
        return redirect("overview:panel", uuid=panel.uuid)
    chosen = next((table for table in tables if table.report.digest == form["report_digest"].value()), tables[0])
    status = 422 if form.is_bound else 200
    return render(request, "decisions/decide.html", {**context, "form": form, "table": chosen}, status=status)


def _form(request: SignedInRequest, panel: Panel, tables: list[Table], decisions: list[Decision]) -> DecisionForm:
    return DecisionForm(
        request.POST if request.method == "POST" else None,
        panel=panel,
        owners=owners_to_choose(panel),
        reports=[table.report for table in tables],
        standing=decisions[0] if decisions else None,
        may_go_against=any(table.forward or table.stopping for table in tables),
        cancel=reverse("overview:panel", args=[panel.uuid]),
    )


def _record(request: SignedInRequest, panel: Panel, form: DecisionForm) -> bool:
    try:
        decision = actions.decide(panel=panel, actor=request.user, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, f"Recorded: {decision.get_outcome_display().lower()}. {decision.owner.name} owns it.")
    return True
