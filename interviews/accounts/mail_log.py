"""What django-mailer's tables hold, as rows to be shown: mails that wait and mails that were sent or tried.

Nothing here asks who reads: a mail about a panel is for those alone whom `panels/overview/mails.py` lets see it.
django-mailer keeps a mail pickled, so its marks are no columns: rows are decoded as they are walked, newest first.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from django.core.mail import EmailMessage
from django.db.models import QuerySet
from mailer.models import PRIORITY_DEFERRED, RESULT_SUCCESS, Message, MessageLog

from interviews.accounts.mail import KIND_HEADER, PANEL_HEADER, Kind, shown_to_hr

logger = logging.getLogger(__name__)

FETCHED_AT_ONCE = 250
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
UNREADABLE = (AttributeError, EOFError, ImportError, LookupError, ValueError)
WORDS: dict[str, str] = {
    Kind.INVITATION: "Invitation",
    Kind.PANEL: "Panel",
    Kind.SIGN_IN_CODE: "Sign-in code",
    Kind.PASSWORD_RESET: "New password",
}


@dataclass(frozen=True)
class Mail:
    """One mail. `panels` are the UUIDs that its mark names, `text` is empty where the body is nobody's to read."""

    number: int
    subject: str
    to: str
    kind: str
    panels: frozenset[str]
    at: datetime
    state: str
    again: bool
    reason: str
    text: str

    @property
    def words(self) -> str:
        return WORDS.get(self.kind, "Account")

    @property
    def about_a_panel(self) -> bool:
        return self.kind == Kind.PANEL or bool(self.panels)

    @property
    def waits(self) -> bool:
        return self.state == "waiting"


def number_of(at: datetime) -> int:
    """How an address names a mail: by its instant. A row's own number would count the mails in between as well."""
    return (at - EPOCH) // MICROSECOND


def tried() -> Iterator[Mail]:
    """Sent, or tried in vain; newest first."""
    return _readable(MessageLog.objects.order_by("-when_attempted", "-pk"))


def waiting() -> Iterator[Mail]:
    """In the order in which they go out."""
    return _readable(Message.objects.order_by("priority", "when_added", "pk"))


def undelivered() -> Iterator[Mail]:
    """Tried in vain, to be tried again."""
    return _readable(Message.objects.filter(priority=PRIORITY_DEFERRED).order_by("when_added", "pk"))


def tried_at(number: int) -> Iterator[Mail]:
    """The mails that a number names: none, or one."""
    return _readable(MessageLog.objects.filter(when_attempted=_instant(number)).order_by("pk"))


def waiting_since(number: int) -> Iterator[Mail]:
    return _readable(Message.objects.filter(when_added=_instant(number)).order_by("pk"))


def forget(panels: set[str]) -> None:
    """Delete every mail about these panels, by the UUID that its mark names, sent or not."""
    for kept in (Message, MessageLog):
        marked = [
            row.pk
            for row in kept.objects.iterator(chunk_size=FETCHED_AT_ONCE)
            if (mail := _decoded(row)) is not None and not panels.isdisjoint(_panels(mail))
        ]
        kept.objects.filter(pk__in=marked).delete()


def _instant(number: int) -> datetime:
    """A number that no clock shows gives an instant at which nothing was mailed."""
    try:
        return EPOCH + number * MICROSECOND
    except OverflowError:
        return EPOCH


def _readable(rows: QuerySet[Message] | QuerySet[MessageLog]) -> Iterator[Mail]:
    """Whose mail a row is that cannot be decoded nobody can say, so nobody sees it.

    Fetched in slices: a reader may stop anywhere, and a database cursor would stay open until the garbage is collected.
    """
    for start in count(0, FETCHED_AT_ONCE):
        fetched = list(rows[start : start + FETCHED_AT_ONCE])
        for row in fetched:
            mail = _decoded(row)
            if mail is not None:
                yield _shown(row, mail)
        if len(fetched) < FETCHED_AT_ONCE:
            return


def _decoded(row: Message | MessageLog) -> EmailMessage | None:
    try:
        mail = row.email
    except UNREADABLE:
        mail = None
    if not isinstance(mail, EmailMessage):
        logger.warning("%s %s cannot be decoded and is not listed.", type(row).__name__, row.pk)
        return None
    return mail


def _panels(mail: EmailMessage) -> frozenset[str]:
    return frozenset(str(mail.extra_headers.get(PANEL_HEADER, "")).split())


def _shown(row: Message | MessageLog, mail: EmailMessage) -> Mail:
    at, state, reason = row.when_added, "waiting", ""
    if isinstance(row, MessageLog):
        at, reason = row.when_attempted, row.log_message
        state = "sent" if row.result == RESULT_SUCCESS else "failed"
    return Mail(
        number=number_of(at),
        subject=str(mail.subject),
        to=", ".join(mail.to),
        kind=str(mail.extra_headers.get(KIND_HEADER, "")),
        panels=_panels(mail),
        at=at,
        state=state,
        again=state == "waiting" and row.priority == PRIORITY_DEFERRED,
        reason=reason,
        text=str(mail.body) if shown_to_hr(mail) else "",
    )
