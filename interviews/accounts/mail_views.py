"""What was mailed: HR sees that it went and, where no secret is in it, what it said."""

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from mailer.models import PRIORITY_DEFERRED, RESULT_SUCCESS, Message, MessageLog

from interviews.accounts.mail import KIND_HEADER, shown_to_hr
from interviews.accounts.requests import SignedInRequest
from interviews.web.guards import hr_admin
from interviews.web.pages import page_of

WAITING_SHOWN = 100
WORDS = {
    "invitation": "Invitation",
    "panel": "Panel",
    "sign-in-code": "Sign-in code",
    "password-reset": "New password",
}


def line(row: Message | MessageLog) -> dict[str, object]:
    """What the list says of one mail; never its body."""
    mail = row.email
    log = row if isinstance(row, MessageLog) else None
    return {
        "pk": row.pk,
        "logged": log is not None,
        "subject": getattr(mail, "subject", "") or "A mail that cannot be read any more",
        "to": ", ".join(getattr(mail, "to", [])),
        "kind": WORDS.get(getattr(mail, "extra_headers", {}).get(KIND_HEADER, ""), "Account"),
        "at": log.when_attempted if log else row.when_added,
        "state": state_of(row),
        "again": log is None and row.priority == PRIORITY_DEFERRED,
        "reason": log.log_message if log else "",
        "body": text_of(mail) if mail is not None and shown_to_hr(mail) else "",
    }


def state_of(row: Message | MessageLog) -> str:
    if isinstance(row, Message):
        return "waiting"
    return "sent" if row.result == RESULT_SUCCESS else "failed"


def text_of(mail: EmailMessage | EmailMultiAlternatives) -> str:
    return str(mail.body)


@hr_admin
def mail(request: SignedInRequest) -> HttpResponse:
    page = page_of(request, MessageLog.objects.order_by("-when_attempted", "-pk"))
    waiting = Message.objects.order_by("priority", "when_added")[:WAITING_SHOWN] if page.number == 1 else []
    context = {"page": page, "waiting": [line(row) for row in waiting], "lines": [line(row) for row in page]}
    return render(request, "accounts/mail.html", context)


@hr_admin
def mail_entry(request: SignedInRequest, pk: int) -> HttpResponse:
    return one_mail(request, get_object_or_404(MessageLog, pk=pk))


@hr_admin
def waiting_mail(request: SignedInRequest, pk: int) -> HttpResponse:
    return one_mail(request, get_object_or_404(Message, pk=pk))


def one_mail(request: SignedInRequest, row: Message | MessageLog) -> HttpResponse:
    if row.email is None:
        raise Http404
    return render(request, "accounts/mail_entry.html", {"line": line(row)})
