"""Saying where one stands on a decision."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from interviews.accounts.requests import SignedInRequest
from panels.decisions.forms import StanceForm
from panels.decisions.models import Decision
from panels.decisions.stances import asking, stances_on, take_stance


@require_http_methods(["GET", "HEAD", "POST"])
def stance(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """For who sat on the panel, while the organisation asks and she may read it."""
    panels = asking(request.user).select_related("candidate", "role", "stage", "lead")
    panel = get_object_or_404(panels, uuid=uuid)
    decisions = Decision.objects.visible_to(request.user).filter(panel=panel).standing()
    decision = get_object_or_404(decisions.exclude(owner=request.user).select_related("owner"))
    own = stances_on(decision, panel, request.user).own
    back = reverse("overview:panel", args=[uuid])
    form = StanceForm(request.POST if request.method == "POST" else None, own=own, cancel=back)
    if form.is_valid():
        try:
            take_stance(panel=panel, actor=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Noted. You can say otherwise while this decision stands.")
            return redirect(back)
    context = {"panel": panel, "decision": decision, "form": form}
    return render(request, "decisions/stance.html", context, status=422 if form.is_bound else 200)
