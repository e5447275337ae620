"""How far the interviewers of a role agree, and how many it takes."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from interviews.accounts.requests import SignedInRequest
from panels.consensus.measures_page.reading import measures_of
from panels.consensus.measures_page.reliability import page_of
from panels.consensus.measures_page.tabs import tabs_of
from panels.consensus.querysets import roles_measured_for


@require_GET
def reliability(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Of the newest calibration; where the role has used several scales, of the one asked for (`?scale=`)."""
    role = get_object_or_404(roles_measured_for(request.user), uuid=uuid)
    found = sorted(measures_of(role, request.user), key=lambda one: -one.calibration.pk)
    asked = request.GET.get("scale", "")
    shown = next((one for one in found if str(one.calibration.scale.uuid) == asked), found[0] if found else None)
    context = {
        "role": role,
        "tabs": tabs_of(role),
        "scales": [one.calibration.scale for one in found] if len(found) > 1 else [],
        "page": page_of(shown, role, request.user) if shown else None,
    }
    return render(request, "consensus/measures/reliability.html", context)
