"""A candidate who is to be forgotten: asking for it, and taking it back. For HR admins."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from interviews.accounts.requests import SignedInRequest
from interviews.web.guards import hr_admin
from panels.seating.actions.erasing import ask_to_erase, keep_after_all
from panels.seating.forms.endings import EraseForm
from panels.seating.models import Candidate
from panels.seating.views.answers import ask, posted, refusals

CONSEQUENCES = (
    "Name, contact, notes, files and links go, and so does every word that somebody wrote: scorecards, drafts, private "
    "notes, reasons of decisions, mails about the panels.",
    "What remains names nobody: levels, recommendations, receipts, who took part and when. Reports keep their numbers.",
    "Until then it can be taken back on this candidate’s page. Afterwards nothing brings it back.",
    "Files that colleagues downloaded, prints and mails that were delivered are out of reach; ask them.",
)


@hr_admin
def erase(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(Candidate.objects.erasable_by(request.user), uuid=uuid)
    back = reverse("seating:candidate", args=[uuid])
    form = EraseForm(posted(request), cancel=back)
    if form.is_valid():
        with refusals(form):
            ask_to_erase(candidate=found, actor=request.user, **form.cleaned_data)
            messages.success(request, f"{found} will be erased in three days.")
            return redirect(back)
    about = {"eyebrow": "Candidate", "text": "In three days, by itself:", "consequences": CONSEQUENCES}
    return ask(request, form, f"Erase {found}?", "web/confirm.html", **about)


@require_POST
def keep(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(Candidate.objects.erasable_by(request.user), uuid=uuid)
    try:
        keep_after_all(candidate=found, actor=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, f"{found} stays.")
    return redirect("seating:candidate", uuid)
