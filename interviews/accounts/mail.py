"""Every mail of the site goes out here: text and HTML from one template folder, marked with what kind it is.

The mark decides whether HR may read the body later (`shown_to_hr`): whoever reads a sign-in code can be that person. A
mail about a panel is marked with the panel too: that it went tells who is late, so it is listed for those alone who may
know (`panels/overview/mails.py`).
Mails go into django-mailer's queue within the running transaction, so nothing is sent for what was rolled back.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from smtplib import SMTPException
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from mailer.models import RESULT_FAILURE, Message, MessageLog

KIND_HEADER = "X-Concord-Kind"
PANEL_HEADER = "X-Concord-Panel"


class Kind(StrEnum):
    INVITATION = "invitation"
    PANEL = "panel"
    KICKOFF = "kickoff"
    KICKOFF_REMINDER = "kickoff-reminder"
    SIGN_IN_CODE = "sign-in-code"
    PASSWORD_RESET = "password-reset"  # noqa: S105 -- a name, not a password  # nosec B105
    SECURITY = "security"


SHOWN_TO_HR = frozenset({Kind.INVITATION, Kind.PANEL, Kind.KICKOFF, Kind.KICKOFF_REMINDER})


class Attachment(NamedTuple):
    name: str
    content: bytes
    content_type: str


def send(
    *,
    kind: Kind,
    to: str,
    template: str,
    context: Mapping[str, object],
    panels: Sequence[UUID] = (),
    attachments: Sequence[Attachment] = (),
) -> None:
    """Queue one mail to one address from `<template>.subject.txt`, `<template>.txt` and `<template>.html`.

    The templates must hold no score, no evidence and no recommendation, whoever the reader is. Raises ValueError for a
    panel's mail that does not name its panel or panels, and for any other that does.
    """
    if (kind is Kind.PANEL) != bool(panels):
        raise ValueError("A mail of a panel names its panel, and no other mail does.")
    named = " ".join(str(panel) for panel in panels)
    headers = {KIND_HEADER: kind.value} | ({PANEL_HEADER: named} if panels else {})
    filled = {"site_url": settings.SITE_URL, **context}
    subject = " ".join(render_to_string(f"{template}.subject.txt", filled).split())
    mail = EmailMultiAlternatives(
        subject, render_to_string(f"{template}.txt", filled).strip(), to=[to], headers=headers
    )
    mail.attach_alternative(render_to_string(f"{template}.html", filled), "text/html")
    for attachment in attachments:
        mail.attach(*attachment)
    mail.send()


def full_url(name: str, *args: object) -> str:
    """An address that works in a mail."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse(name, args=args)}"


def shown_to_hr(mail: EmailMessage) -> bool:
    """Whether HR may read the body. A mail without a known mark is not shown."""
    return mail.extra_headers.get(KIND_HEADER) in SHOWN_TO_HR


def set_aside(
    connection: BaseEmailBackend | None,  # noqa: ARG001 -- the shape that django-mailer calls
    message: Message,
    error: Exception,
) -> tuple[None, str]:
    """Note why a mail could not go and try it again later; one bad mail must not stop those behind it."""
    message.defer()
    reason = str(error) if isinstance(error, (SMTPException, OSError)) else type(error).__name__
    MessageLog.objects.log(message, RESULT_FAILURE, log_message=reason)
    return None, "deferred"
