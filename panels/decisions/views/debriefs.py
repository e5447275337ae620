"""The debrief: what it will be about, then point by point what the panel said."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from interviews.accounts.requests import SignedInRequest
from panels.consensus.models import Report
from panels.decisions.agenda import agenda
from panels.decisions.debrief_page import Point, points_of, speakers
from panels.decisions.debriefing import may_write, note_item, start_debrief
from panels.decisions.forms import PointForm
from panels.decisions.models import Debrief, DebriefItem
from panels.scorecards.blinding import panels_open_to
from panels.seating.models import Panel


@require_http_methods(["GET", "HEAD", "POST"])
def debrief(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """For all who may read the scorecards; the lead begins it."""
    panel = _panel(request, uuid)
    if request.method == "POST":
        try:
            start_debrief(panel=panel, actor=request.user)
        except ValidationError as refused:
            messages.warning(request, " ".join(refused.messages))
        return redirect("decisions:debrief", uuid)
    found = Debrief.objects.visible_to(request.user).filter(panel=panel).first()
    return _before(request, panel) if found is None else _during(request, panel, found)


@require_POST
def note(request: SignedInRequest, uuid: UUID, item: UUID) -> HttpResponse:
    """What the panel says about one point. A refusal keeps what was typed, beside what is stored."""
    panel = _panel(request, uuid)
    found = get_object_or_404(Debrief.objects.visible_to(request.user).select_related("panel"), panel=panel)
    point = get_object_or_404(found.items, uuid=item)
    point.debrief = found
    form = PointForm(request.POST, item=point, is_split="kind" in request.POST)
    if not form.is_valid():
        return _during(request, panel, found, form, point)
    try:
        note_item(item=point, actor=request.user, **{"kind": "", **form.cleaned_data})
    except ValidationError as refused:
        form.add_error(None, refused)
        return _during(request, panel, found, form, point)
    messages.success(request, "Saved.")
    return redirect(f"{request.path.removesuffix(f'{item}/')}#point-{point.position}")


def _panel(request: SignedInRequest, uuid: UUID) -> Panel:
    panels = panels_open_to(request.user).filter(erased_at=None)
    return get_object_or_404(panels.select_related("candidate", "role", "stage", "lead", "rubric__scale"), uuid=uuid)


def _before(request: SignedInRequest, panel: Panel) -> HttpResponse:
    report = Report.objects.visible_to(request.user).on_the_table(panel).first()
    names = {one["id"]: one["name"] for one in report.content["competencies"]} if report else {}
    points = [(names[one.competency], one) for one in agenda(report.content)] if report else []
    context = {"panel": panel, "report": report, "points": points, "may_write": may_write(panel, request.user)}
    return render(request, "decisions/debrief_before.html", context)


def _during(
    request: SignedInRequest,
    panel: Panel,
    found: Debrief,
    refused: PointForm | None = None,
    about: DebriefItem | None = None,
) -> HttpResponse:
    points: list[Point] = points_of(panel, found, reader=request.user)
    writes = may_write(panel, request.user)
    forms = {one.item.pk: PointForm(item=one.item, is_split=one.is_split) for one in points} if writes else {}
    if refused is not None and about is not None:
        forms[about.pk] = refused
    context = {
        "panel": panel,
        "debrief": found,
        "speakers": speakers(found, panel),
        "points": [(one, forms.get(one.item.pk), refused is not None and one.item == about) for one in points],
        "may_write": writes,
        "form": refused,
    }
    return render(request, "decisions/debrief.html", context, status=422 if refused is not None else 200)
