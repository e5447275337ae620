"""Which mails an HR admin may know of.

That a reminder went, or that somebody declined, tells who is not in. A panel's mails are therefore listed for those
alone to whom its progress is shown, before its scorecards open and after; for nobody about herself. A reminder of a
kickoff tells who has not answered: it is listed for nobody who is still asked in one. All other mails are every HR
admin's. The marks stand inside pickled rows, so rows are judged one by one as they are walked: what is cut off
is always cut off among the mails that the reader may see, and neither a page nor a count tells of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from interviews.accounts import mail_log
from interviews.accounts.mail import Kind
from interviews.accounts.mail_log import Mail
from interviews.accounts.models import User
from interviews.roles.models import Kickoff
from panels.scorecards.blinding import panels_showing_progress_to


def visible_to(user: User, mails: Iterable[Mail]) -> Iterator[Mail]:
    """A mail about panels of which one is not known counts as hidden. Two queries, whether or not any is hidden."""
    shown = {str(uuid) for uuid in panels_showing_progress_to(user).values_list("uuid", flat=True)}
    hidden = {Kind.KICKOFF_REMINDER} if Kickoff.objects.asking(user).exists() else set()
    return (mail for mail in mails if mail.kind not in hidden and (not mail.about_a_panel or _known(mail, shown)))


def _known(mail: Mail, shown: set[str]) -> bool:
    return bool(mail.panels) and mail.panels <= shown


@dataclass(frozen=True)
class Newest:
    """As many mails as are listed, and whether there are more."""

    mails: list[Mail]
    more: bool


def tried_to(user: User, *, at_most: int) -> Newest:
    return _first(visible_to(user, mail_log.tried()), at_most)


def waiting_to(user: User, *, at_most: int) -> Newest:
    return _first(visible_to(user, mail_log.waiting()), at_most)


def undelivered_to(user: User, *, at_most: int) -> int:
    """How many could not be sent and will be tried again, counted no further than asked."""
    return sum(1 for _ in islice(visible_to(user, mail_log.undelivered()), at_most))


def _first(mails: Iterator[Mail], at_most: int) -> Newest:
    found = list(islice(mails, at_most + 1))
    return Newest(found[:at_most], more=len(found) > at_most)
