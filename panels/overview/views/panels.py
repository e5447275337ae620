from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from interviews.accounts.requests import SignedInRequest
from interviews.roles.models import Role
from interviews.roles.querysets import RoleQuerySet
from interviews.web.pages import page_of
from panels.overview.forms import PanelFilter
from panels.overview.standing import standings, with_lines, with_rights
from panels.seating.choices import PanelState
from panels.seating.models import Panel
from panels.seating.querysets import PanelQuerySet

UNDER_WAY = (PanelState.DRAFT, PanelState.OPEN, PanelState.REVEALED)


def panels(request: SignedInRequest) -> HttpResponse:
    """The panels that the person may see, latest first."""
    visible = Panel.objects.visible_to(request.user)
    chosen = PanelFilter(request.GET, roles=_roles(visible))
    rows = with_rights(_found(visible, chosen), request.user).order_by("-created_at", "-id")
    page = page_of(request, rows)
    found = with_lines(standings(page, request.user, timezone.now()))
    filtered = bool(chosen.value("q") or chosen.value("state") or chosen.value("role"))
    context = {"page": page, "found": found, "filter": chosen, "filtered": filtered}
    return render(request, "overview/panels.html", context)


def _roles(visible: PanelQuerySet) -> RoleQuerySet:
    """Roles of panels that she sees: a choice of others would name roles that she may not know."""
    return Role.objects.filter(pk__in=visible.values("role")).order_by("name")


def _found(visible: PanelQuerySet, chosen: PanelFilter) -> PanelQuerySet:
    state, role, words = chosen.value("state"), chosen.value("role"), chosen.value("q")
    if state is None:
        visible = visible.filter(state__in=UNDER_WAY) if not words else visible
    elif state != "all":
        visible = visible.filter(state=state)
    if role is not None:
        visible = visible.filter(role=role)
    return visible.filter(candidate__name__icontains=words) if words else visible
