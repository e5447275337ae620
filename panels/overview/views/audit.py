from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from interviews.accounts.models import User
from interviews.accounts.requests import SignedInRequest
from interviews.audit.querysets import EntryQuerySet
from interviews.web.guards import hr_admin
from interviews.web.pages import page_of
from interviews.web.sheets import as_csv, download
from panels.overview.audit import COLUMNS, entries_visible_to, filtered, in_words, rows_of
from panels.overview.forms import AuditFilter
from panels.seating.models import Panel

EXPORTED = 20_000


@hr_admin
def audit(request: SignedInRequest) -> HttpResponse:
    """Who did or saw what, newest first."""
    chosen = _filter(request)
    page = page_of(request, _entries(request, chosen))
    context = {
        "page": page,
        "lines": in_words(page.object_list),
        "filter": chosen,
        "panel": chosen.value("panel"),
        "query": request.GET.urlencode(),
    }
    return render(request, "overview/audit.html", context)


@hr_admin
def audit_export(request: SignedInRequest) -> HttpResponse:
    """The filtered entries as CSV; made whole inside the transaction, so that the rights are this reader's."""
    lines = in_words(_entries(request, _filter(request))[:EXPORTED])
    return download(as_csv(COLUMNS, rows_of(lines)), "text/csv; charset=utf-8", "audit.csv")


def _filter(request: SignedInRequest) -> AuditFilter:
    panels = Panel.objects.visible_to(request.user).select_related("candidate", "role", "stage")
    return AuditFilter(request.GET, panels=panels, people=User.objects.order_by("name", "pk"))


def _entries(request: SignedInRequest, chosen: AuditFilter) -> EntryQuerySet:
    return filtered(
        entries_visible_to(request.user),
        panel=chosen.value("panel"),
        person=chosen.value("person"),
        first=chosen.value("first"),
        last=chosen.value("last"),
    )
