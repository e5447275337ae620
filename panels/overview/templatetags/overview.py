from datetime import datetime

from django import template
from django.utils.safestring import SafeString, mark_safe

from interviews.web.templatetags.concord import when
from panels.overview.standing import SeatLine, Standing
from panels.overview.words import listed, progress_words, span
from panels.seating.choices import Relation, SeatKind, SeatState
from panels.seating.models import Seat

register = template.Library()
register.filter("listed", listed)


@register.filter
def in_line(standing: Standing) -> str:
    """ "3 of 4 in, Dana late by 2 days", or nothing where the reader may not know."""
    return progress_words(standing)


@register.filter
def at_start(moment: datetime | None) -> SafeString | str:
    """A moment at the beginning of a line: "Today 14:00"."""
    shown = when(moment)
    before, mark, word = shown.rpartition('">')
    return mark_safe(before + mark + word[:1].upper() + word[1:])  # noqa: S308 -- made of escaped parts  # nosec B308 B703


@register.filter
def names(rows: object) -> str:
    """Names of people or competencies as one phrase."""
    return listed([str(row) for row in rows])  # type: ignore[attr-defined]


@register.filter
def aside(seat: Seat, standing: Standing) -> list[str]:
    """What is out of the ordinary about a seat: kind, relation to the job, and what only who runs the panel reads."""
    said = [] if seat.kind == SeatKind.INDEPENDENT else [f"{seat.get_kind_display()}, shown apart and not counted"]
    if seat.relation != Relation.NONE:
        said.append(seat.get_relation_display())
    if seat.external:
        said.append("from outside the organisation")
    if not seat.asks_overall:
        said.append("no recommendation asked")
    if seat.knows_earlier and standing.manages:
        said.append("knows an earlier stage")
    return said


@register.simple_tag
def late_by(line: SeatLine) -> str:
    """ "2 days late"."""
    due = line.seat.interview.due_at
    assert due is not None
    return f"{span(line.now - due)} late"


@register.simple_tag
def seat_state(line: SeatLine) -> dict[str, str]:
    """Kind and word of the state that a reader may know; empty where it would say who is in."""
    seat = line.seat
    if seat.state == SeatState.EXCUSED:
        return {"kind": "excused", "word": ""}
    if seat.state == SeatState.REPLACED:
        return {"kind": "replaced", "word": ""}
    if line.progress is None:
        return {}
    if line.progress.submitted:
        late = seat.state == SeatState.MISSING
        return {"kind": "late_blind" if late else "submitted", "word": ""}
    if seat.state == SeatState.MISSING:
        return {"kind": "missing", "word": "Closed without it"}
    if seat.kind == SeatKind.INFORMED:
        return {"kind": "waiting", "word": "Reads first"}
    if line.is_late:
        due = seat.interview.due_at
        assert due is not None
        return {"kind": "late", "word": f"{span(line.now - due)} late"}
    return {"kind": "started", "word": "Begun"} if line.progress.begun else {"kind": "not_started", "word": ""}
