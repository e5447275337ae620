from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from interviews.accounts.requests import SignedInRequest
from interviews.web.guards import recruiter_or_hr
from panels.overview import actions
from panels.overview.desk.page import desk_of


def desk(request: SignedInRequest) -> HttpResponse:
    """The first screen: what wants this person's attention, and nothing that she may not know."""
    now = timezone.now()
    mine = desk_of(request.user, now)
    return render(request, "overview/desk.html", {"desk": mine, "sections": mine.sections(now), "now": now})


@recruiter_or_hr
@require_POST
def remind_late(request: SignedInRequest) -> HttpResponse:
    """One nudge for everybody who is late and was not reminded today."""
    count = len(actions.remind_late(actor=request.user))
    if count:
        messages.success(request, f"{count} reminder{'' if count == 1 else 's'} sent.")
    else:
        messages.info(request, "Everybody who is late was reminded less than a day ago.")
    return redirect("overview:desk")
