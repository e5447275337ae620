from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from interviews.accounts.requests import SignedInRequest
from interviews.roles.models import Role
from interviews.roles.querysets import RoleQuerySet
from interviews.web.pages import page_of
from panels.overview.board import UNDER_WAY, in_order, late_panels, tabs
from panels.overview.forms import LATE, PanelFilter
from panels.overview.standing import standings, with_lines, with_rights
from panels.scorecards.blinding import panels_showing_progress_to
from panels.seating.models import Panel
from panels.seating.querysets import PanelQuerySet


def panels(request: SignedInRequest) -> HttpResponse:
    """The panels that the person may see, by state, lateness and due date."""
    now = timezone.now()
    visible = Panel.objects.visible_to(request.user)
    chosen = PanelFilter(request.GET, roles=_roles(visible))
    late = late_panels(panels_showing_progress_to(request.user), now)
    narrowed = _narrowed(visible, chosen)
    rows = in_order(with_rights(_of_state(narrowed, chosen, late), request.user), chosen.value("order"))
    page = page_of(request, rows)
    shown = chosen.value("state") or ("all" if chosen.value("q") else "")
    is_narrowed = chosen.value("q") or chosen.value("role")
    known = narrowed.filter(pk__in=late).count() if late and is_narrowed else len(late)
    context = {
        "page": page,
        "found": with_lines(standings(page, request.user, now)),
        "filter": chosen,
        "filtered": bool(chosen.value("q") or chosen.value("state") or chosen.value("role")),
        "tabs": tabs(narrowed, known, shown, request.GET),
    }
    return render(request, "overview/panels.html", context)


def _roles(visible: PanelQuerySet) -> RoleQuerySet:
    """Roles of panels that she sees: a choice of others would name roles that she may not know."""
    return Role.objects.filter(pk__in=visible.values("role")).order_by("name")


def _narrowed(visible: PanelQuerySet, chosen: PanelFilter) -> PanelQuerySet:
    role, words = chosen.value("role"), chosen.value("q")
    if role is not None:
        visible = visible.filter(role=role)
    return visible.filter(candidate__name__icontains=words) if words else visible


def _of_state(panels: PanelQuerySet, chosen: PanelFilter, late: set[int]) -> PanelQuerySet:
    """Without a state those under way; whoever looks for a name finds her in any."""
    match chosen.value("state"):
        case "all":
            return panels
        case None:
            return panels if chosen.value("q") else panels.filter(state__in=UNDER_WAY)
        case state if state == LATE:
            return panels.filter(pk__in=late)
        case state:
            return panels.filter(state=state)
