"""Between sending and opening: excusing, replacing, reminding, declining, and what did not happen.

None of these knows who has submitted. Whoever excuses, replaces, reminds or closes goes through
`panels.scorecards.chasing_actions`, which asks that first, under the same lock.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.runtime.clock import time_under_lock
from panels.seating import mails
from panels.seating.actions.locks import locked, reason_given, refuse_unless_sent, tell_roster
from panels.seating.actions.seats import add_seat, refuse_off_the_panel
from panels.seating.choices import InterviewState, Relation, SeatState
from panels.seating.models import Interview, Seat


@transaction.atomic
def excuse_seat(*, seat: Seat, actor: User, reason: str) -> None:
    """The panel goes on without this interviewer, who keeps own text and nothing else, for ever.

    Opens the panel's scorecards when nobody else is missing.
    """
    panel = locked(seat.panel_id)
    refuse_unless_sent(panel)
    seat = panel.seats.select_related("interviewer").get(pk=seat.pk)
    refuse_off_the_panel(seat)
    if seat.interviewer_id == actor.pk:
        raise ValidationError("Nobody excuses herself: ask the recruiter or the hiring manager.", code="oneself")
    _leave(seat, actor, SeatState.EXCUSED, reason_given(reason))
    record("seat.excused", actor_id=actor.pk, panel_id=panel.pk, subject=seat, interviewer=seat.interviewer_id)
    tell_roster(panel, actor)
    mails.left(seat=seat, panel=panel)


@transaction.atomic
def replace_seat(
    *,
    seat: Seat,
    actor: User,
    interviewer: User,
    reason: str,
    relation: str = Relation.NONE,
    external: bool = False,
) -> Seat:
    """Somebody else takes over the same assignment with an empty scorecard; nothing is handed on. Both get a mail."""
    panel = locked(seat.panel_id)
    refuse_unless_sent(panel)
    seat = panel.seats.select_related("interviewer", "interview").get(pk=seat.pk)
    refuse_off_the_panel(seat)
    if seat.interviewer_id == actor.pk:
        raise ValidationError("Nobody excuses herself: ask the recruiter or the hiring manager.", code="oneself")
    reason = reason_given(reason)
    successor = add_seat(
        interview=seat.interview,
        actor=actor,
        interviewer=interviewer,
        competencies=list(seat.competencies.all()),
        kind=seat.kind,
        asks_overall=seat.asks_overall,
        relation=relation,
        external=external,
    )
    seat.replaced_by = successor
    _leave(seat, actor, SeatState.REPLACED, reason)
    record("seat.replaced", actor_id=actor.pk, panel_id=panel.pk, subject=seat, successor=successor.pk)
    tell_roster(panel, actor)
    mails.left(seat=seat, panel=panel)
    return successor


@transaction.atomic
def remind_seat(*, seat: Seat, actor: User | None) -> None:
    """Mail one interviewer about the own scorecard. The caller has made sure that it is not in."""
    panel = locked(seat.panel_id)
    refuse_unless_sent(panel)
    seat = panel.seats.select_related("interviewer", "interview").get(pk=seat.pk)
    refuse_off_the_panel(seat)
    seat.reminded_at = time_under_lock()
    seat.save(update_fields=["reminded_at"])
    record("seat.reminded", actor_id=actor.pk if actor else None, panel_id=panel.pk, subject=seat)
    mails.reminded(seat=seat, panel=panel)


@transaction.atomic
def decline_seat(*, seat: Seat, actor: User, reason: str, conflict: str = "") -> None:
    """Ask to be taken off. Recruiter and hiring manager get a mail; the seat stays as it is until one of them acts.

    `conflict` is the kind of a conflict of interest: until it is settled or taken back, the card cannot be submitted.
    """
    panel = locked(seat.panel_id)
    refuse_unless_sent(panel)
    seat = panel.seats.select_related("interviewer").get(pk=seat.pk)
    refuse_off_the_panel(seat)
    seat.decline_reason, seat.declined_at = reason_given(reason), time_under_lock()
    seat.conflict = conflict
    seat.save(update_fields=["decline_reason", "declined_at", "conflict"])
    record("seat.declined", actor_id=actor.pk, panel_id=panel.pk, subject=seat, conflict=conflict)
    mails.declined(seat=seat, panel=panel)


@transaction.atomic
def take_back(*, seat: Seat, actor: User) -> None:
    """The interviewer no longer asks to be taken off: it was a mistake, or it is settled between people."""
    panel = locked(seat.panel_id)
    refuse_unless_sent(panel)
    seat = panel.seats.select_related("interviewer").get(pk=seat.pk)
    refuse_off_the_panel(seat)
    seat.decline_reason, seat.declined_at, seat.conflict = "", None, ""
    seat.save(update_fields=["decline_reason", "declined_at", "conflict"])
    record("seat.stays", actor_id=actor.pk, panel_id=panel.pk, subject=seat)


@transaction.atomic
def mark_did_not_happen(*, interview: Interview, actor: User, reason: str) -> None:
    """Stop the reminders for it until it has a new time, and tell recruiter and hiring manager."""
    panel = locked(interview.panel_id)
    refuse_unless_sent(panel)
    interview = Interview.objects.get(pk=interview.pk)
    if interview.state != InterviewState.PLANNED:
        raise ValidationError(f"This interview is marked already: {interview.get_state_display()}.", code="marked")
    interview.state, interview.state_by = InterviewState.NO_SHOW, actor
    interview.state_reason = reason_given(reason)
    interview.save(update_fields=["state", "state_by", "state_reason"])
    record("interview.did_not_happen", actor_id=actor.pk, panel_id=panel.pk, subject=interview)
    mails.did_not_happen(interview=interview, panel=panel, actor=actor)


def _leave(seat: Seat, actor: User, state: SeatState, reason: str) -> None:
    seat.state, seat.state_reason, seat.state_by = state, reason, actor
    seat.state_at = time_under_lock()
    seat.save(update_fields=["state", "state_reason", "state_by", "state_at", "replaced_by"])
