"""What was mailed: HR sees that it went and, where no secret is in it, what it said."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.shortcuts import render

from interviews.accounts import mail_log
from interviews.accounts.mail_log import Mail
from interviews.accounts.requests import SignedInRequest
from interviews.web.guards import hr_admin
from interviews.web.pages import page_of
from panels.overview.mails import tried_to, visible_to, waiting_to

WAITING_SHOWN = 100
TRIED_SHOWN = 1_000


@hr_admin
def mail(request: SignedInRequest) -> HttpResponse:
    tried = tried_to(request.user, at_most=TRIED_SHOWN)
    page = page_of(request, tried.mails)
    waiting = waiting_to(request.user, at_most=WAITING_SHOWN) if page.number == 1 else None
    return render(request, "overview/mail.html", {"page": page, "tried": tried, "waiting": waiting})


@hr_admin
def mail_entry(request: SignedInRequest, number: int) -> HttpResponse:
    return _one(request, mail_log.tried_at(number))


@hr_admin
def waiting_mail(request: SignedInRequest, number: int) -> HttpResponse:
    return _one(request, mail_log.waiting_since(number))


def _one(request: SignedInRequest, found: Iterator[Mail]) -> HttpResponse:
    """A number of nothing and one of a hidden mail give the same page for unknown addresses."""
    for line in visible_to(request.user, found):
        return render(request, "overview/mail_entry.html", {"line": line})
    raise Http404
