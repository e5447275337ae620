from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from interviews.accounts.requests import SignedInRequest
from panels.overview.panel_page import page_for
from panels.overview.standing import standings, with_lines, with_rights
from panels.seating.models import Panel


def panel(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One panel: how it stands, who is on it, what may be done about it, and what was decided."""
    rows = with_rights(Panel.objects.visible_to(request.user).filter(uuid=uuid), request.user)
    found = with_lines(standings(rows, request.user, timezone.now()), competencies=True)
    if not found:
        raise Http404
    return render(request, "overview/panel.html", page_for(found[0]))
