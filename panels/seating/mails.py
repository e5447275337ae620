"""Mails about a panel: to its interviewers about their own seat, to recruiter and hiring manager about a request.

They hold what the roster holds and never whether anybody else has written. Times are in the reader's own time zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from django.utils import timezone

from interviews.accounts.mail import Attachment, Kind, full_url, send
from interviews.accounts.models import User
from interviews.runtime.clock import transaction_time
from interviews.web.middleware import zone_of
from panels.seating import calendars, links
from panels.seating.models import Interview, Panel, Seat


class Entry(Enum):
    """What a mail does to the interviewer's calendar."""

    NONE = auto()
    ON = auto()
    OFF = auto()


def invited(*, seat: Seat, panel: Panel) -> None:
    """What she covers, with whom, when, until when, the link to her scorecard, and the entry for her calendar."""
    names = [competency.name for competency in seat.competencies.order_by("position")]
    _to_interviewer("invited", seat, panel, Entry.ON, interview=seat.interview, competencies=names)


def reminded(*, seat: Seat, panel: Panel) -> None:
    """Her own scorecard is not in. Offers the way out as well: it did not happen."""
    _to_interviewer("reminded", seat, panel, interview=seat.interview)


def reminded_of_all(*, seats: Sequence[Seat]) -> None:
    """Several of her own scorecards are not in: one mail about all. Who comes from outside has a link for each."""
    lines = [
        {
            "seat": seat,
            "interview": seat.interview,
            "candidate": seat.panel.candidate,
            "panel": seat.panel,
            "card": links.new_link(seat) if seat.interviewer.is_external else links.card_url(seat),
        }
        for seat in seats
    ]
    _send("reminded_of_all", seats[0].interviewer, [seat.panel for seat in seats], lines=lines)


def late_list(*, reader: User, seats: Sequence[Seat]) -> None:
    """Whose scorecards are late on the panels that the reader runs and may know of."""
    lines = [{"seat": seat, "candidate": seat.panel.candidate, "panel": seat.panel} for seat in seats]
    panels = list({seat.panel_id: seat.panel for seat in seats}.values())
    _send("late_list", reader, panels, lines=lines, link=full_url("overview:desk"))


def moved(*, seat: Seat, interview: Interview, panel: Panel) -> None:
    _to_interviewer("moved", seat, panel, Entry.ON, interview=interview)


def left(*, seat: Seat, panel: Panel) -> None:
    """She is off the panel: excused, replaced or removed. Not why: the reason is the record's."""
    _to_interviewer("left", seat, panel, Entry.OFF)


def ended(*, seat: Seat, panel: Panel) -> None:
    _to_interviewer("ended", seat, panel, Entry.OFF)


def declined(*, seat: Seat, panel: Panel) -> None:
    for reader in _office(panel, but=seat.interviewer):
        _to("declined", reader, panel, seat=seat, link=full_url("seating:seats", panel.uuid))


def asked_to_talk(*, seat: Seat, panel: Panel) -> None:
    """That she asks to talk, to those who can pause the loop. Nothing of why, and nothing of her scorecard."""
    for reader in _office(panel, but=seat.interviewer):
        _to("asked_to_talk", reader, panel, seat=seat, link=full_url("overview:panel", panel.uuid))


def did_not_happen(*, interview: Interview, panel: Panel, actor: User) -> None:
    for reader in _office(panel, but=actor):
        _to("did_not_happen", reader, panel, interview=interview, by=actor, link=full_url("seating:seats", panel.uuid))


def new_link(*, seat: Seat, panel: Panel) -> None:
    """To an interviewer from outside whose link has run out: a new one, to the same address."""
    _to_interviewer("new_link", seat, panel, interview=seat.interview)


def _to_interviewer(what: str, seat: Seat, panel: Panel, entry: Entry = Entry.NONE, **context: object) -> None:
    """Who comes from outside has no sign-in: her own link leads to the card, and on from there."""
    if seat.interviewer.is_external:
        card = did_not_happen = links.new_link(seat)
    else:
        card = links.card_url(seat)
        did_not_happen = full_url("scorecards:did_not_happen", seat.uuid)
    interview = context.get("interview", seat.interview)
    attached = _attached(entry, seat, interview, panel, card) if isinstance(interview, Interview) else []
    _to(what, seat.interviewer, panel, attached, seat=seat, card=card, did_not_happen=did_not_happen, **context)


def _attached(entry: Entry, seat: Seat, interview: Interview, panel: Panel, card: str) -> list[Attachment]:
    """None for an interview that has no time yet, or is over and need not leave the calendar."""
    now = transaction_time()
    if entry is Entry.NONE or interview.starts_at is None or (entry is Entry.OFF and interview.starts_at < now):
        return []
    content = calendars.entry(
        seat=seat, interview=interview, candidate=panel.candidate, link=card, now=now, off=entry is Entry.OFF
    )
    return [Attachment(calendars.FILE, content, calendars.CONTENT_TYPE)]


def _to(what: str, reader: User, panel: Panel, attachments: Sequence[Attachment] = (), **context: object) -> None:
    _send(what, reader, [panel], attachments, panel=panel, candidate=panel.candidate, **context)


def _send(
    what: str, reader: User, panels: Sequence[Panel], attachments: Sequence[Attachment] = (), **context: object
) -> None:
    if not reader.is_active:
        return
    with timezone.override(zone_of(reader.time_zone)):
        send(
            kind=Kind.PANEL,
            to=reader.email,
            template=f"seating/mail/{what}",
            context={"reader": reader, **context},
            panels=[panel.uuid for panel in panels],
            attachments=attachments,
        )


def _office(panel: Panel, *, but: User) -> list[User]:
    """Recruiter and hiring manager, each once; never who caused it, never the candidate."""
    people = {person.pk: person for person in (panel.recruiter, panel.lead) if person is not None}
    return [person for pk, person in sorted(people.items()) if pk not in {but.pk, panel.candidate.user_id}]
