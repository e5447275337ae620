"""Taking what a stage left open to the next one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from interviews.accounts.requests import SignedInRequest
from panels.consensus.models import Report
from panels.decisions.follow_forms import FollowUpForm
from panels.decisions.following import open_follow_up, to_follow_up
from panels.decisions.open_points import open_points
from panels.seating.models import Panel


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """For who may read the scorecards and runs the panel."""
    panels = to_follow_up(request.user).select_related("candidate", "role", "stage", "lead", "recruiter")
    panel = get_object_or_404(panels.select_related("rubric__scale"), uuid=uuid)
    points = open_points(panel, reader=request.user)
    form = FollowUpForm(request.POST if request.method == "POST" else None, panel=panel, points=points)
    if form.is_valid():
        stage = form.cleaned_data["stage"]
        try:
            following = open_follow_up(
                panel=panel, actor=request.user, stage=stage, points=form.chosen, interviewers=form.interviewers
            )
        except ValidationError as refused:
            form.add_error(None, ValidationError(refused.messages))
        else:
            messages.success(request, f"{stage} is planned as a draft. Add times, check the cover, then send it.")
            return redirect("seating:seats", following.uuid)
    context = {
        "panel": panel,
        "form": form,
        "followed": Panel.objects.managed_by(request.user).filter(follows=panel).select_related("stage"),
        "has_report": Report.objects.visible_to(request.user).filter(panel=panel).exists(),
    }
    return render(request, "decisions/follow_up.html", context, status=422 if form.is_bound else 200)
