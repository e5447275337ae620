"""Mails about a kickoff. They hold the role's name and who asks, never what anybody answered or whether."""

from __future__ import annotations

from django.utils import timezone

from interviews.accounts.mail import Kind, full_url, send
from interviews.accounts.models import User
from interviews.roles.models import Kickoff
from interviews.web.middleware import zone_of


def kickoff(*, kickoff: Kickoff, reader: User, actor: User) -> None:
    """That she is asked, and the way to the three minutes that it takes."""
    _to("kickoff", Kind.KICKOFF, reader, kickoff, by=actor)


def kickoff_reminder(*, kickoff: Kickoff, reader: User) -> None:
    """Her own answer is missing. That it went tells so: `panels/overview/mails.py` hides it from who is asked too."""
    _to("kickoff_reminder", Kind.KICKOFF_REMINDER, reader, kickoff)


def _to(what: str, kind: Kind, reader: User, kickoff: Kickoff, **context: object) -> None:
    if not reader.is_active:
        return
    with timezone.override(zone_of(reader.time_zone)):
        send(
            kind=kind,
            to=reader.email,
            template=f"roles/mail/{what}",
            context={
                "reader": reader,
                "role": kickoff.rubric.role,
                "link": full_url("roles:kickoff", kickoff.uuid),
                **context,
            },
        )
