from django import template

from panels.overview.standing import SeatLine, Standing
from panels.overview.words import listed, progress_words, span
from panels.seating.models import SeatKind, SeatState

register = template.Library()
register.filter("listed", listed)


@register.filter
def in_line(standing: Standing) -> str:
    """ "3 of 4 in, Dana late by 2 days", or nothing where the reader may not know."""
    return progress_words(standing)


@register.filter
def names(rows: object) -> str:
    """Names of people or competencies as one phrase."""
    return listed([str(row) for row in rows])  # type: ignore[attr-defined]


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
