"""Who sits on the panel, and what each covers."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.roles.models import Competency
from interviews.runtime.clock import time_under_lock
from panels.seating import mails
from panels.seating.actions.locks import (
    locked,
    refuse_as_panellist,
    refuse_cancelled,
    refuse_if_settled,
    tell_roster,
)
from panels.seating.choices import Relation, SeatKind, SeatState
from panels.seating.models import Interview, Panel, Seat


@transaction.atomic
def add_seat(
    *,
    interview: Interview,
    actor: User,
    interviewer: User,
    competencies: Collection[Competency] = (),
    kind: str = SeatKind.INDEPENDENT,
    asks_overall: bool = True,
    relation: str = Relation.NONE,
    external: bool = False,
) -> Seat:
    """Seat an interviewer. On a panel that was sent she gets her scorecard and her mail at once.

    Raises ValidationError in words: she is the candidate, may not sign in, sits on the panel already, or (on a sent
    panel) would have nothing to cover.
    """
    panel = locked(interview.panel_id)
    refuse_if_settled(panel)
    refuse_cancelled(interview)
    _refuse_as_interviewer(panel, interviewer)
    _refuse_foreign(panel, competencies)
    if panel.sent_at is not None and not competencies:
        raise ValidationError({"competencies": "Choose at least one competency."}, code="covers_nothing")
    seat = Seat.objects.create(
        panel=panel,
        interview=interview,
        interviewer=interviewer,
        kind=kind,
        asks_overall=asks_overall,
        relation=relation,
        external=external,
        knows_earlier=knows_earlier(panel, interviewer),
        invited_at=time_under_lock() if panel.sent_at else None,
    )
    seat.competencies.set(competencies)
    record("seat.added", actor_id=actor.pk, panel_id=panel.pk, subject=seat, interviewer=interviewer.pk, kind=str(kind))
    tell_roster(panel, actor)
    if panel.sent_at is not None:
        mails.invited(seat=seat, panel=panel)
    return seat


@transaction.atomic
def change_seat(
    *,
    seat: Seat,
    actor: User,
    interview: Interview,
    interviewer: User,
    competencies: Collection[Competency],
    kind: str,
    asks_overall: bool,
    relation: str,
    external: bool,
) -> None:
    """The whole assignment anew. On a sent panel only until the interviewer's first save: SeatInUse after that.

    Another interviewer on a sent panel is a replacement, never a change: the card belongs to who was asked.
    """
    panel = locked(seat.panel_id)
    refuse_if_settled(panel)
    seat = panel.seats.get(pk=seat.pk)
    refuse_off_the_panel(seat)
    if interview.panel_id != panel.pk:
        raise ValidationError("This interview belongs to another panel.", code="other_panel")
    refuse_cancelled(interview)
    _refuse_foreign(panel, competencies)
    if panel.sent_at is not None and not competencies:
        raise ValidationError({"competencies": "Choose at least one competency."}, code="covers_nothing")
    if interviewer.pk != seat.interviewer_id:
        if panel.sent_at is not None:
            raise ValidationError(
                {"interviewer": f"The invitation has gone to {seat.interviewer}. Replace the interviewer instead."},
                code="invited",
            )
        _refuse_as_interviewer(panel, interviewer)
        seat.interviewer, seat.knows_earlier = interviewer, knows_earlier(panel, interviewer)
    seat.interview, seat.kind, seat.asks_overall = interview, kind, asks_overall
    seat.relation, seat.external = relation, external
    seat.save()
    seat.competencies.set(competencies)
    record("seat.changed", actor_id=actor.pk, panel_id=panel.pk, subject=seat, interviewer=interviewer.pk)
    tell_roster(panel, actor, touched=[seat])


@transaction.atomic
def remove_seat(*, seat: Seat, actor: User) -> None:
    """Take an interviewer off who has written nothing; SeatInUse once she has.

    Opens the panel's scorecards when nobody else is missing.
    """
    panel = locked(seat.panel_id)
    refuse_if_settled(panel)
    seat = panel.seats.get(pk=seat.pk)
    refuse_off_the_panel(seat)
    record("seat.removed", actor_id=actor.pk, panel_id=panel.pk, subject=seat, interviewer=seat.interviewer_id)
    if panel.sent_at is None:
        seat.delete()
        return
    seat.state, seat.state_at, seat.state_by = SeatState.REMOVED, time_under_lock(), actor
    seat.save(update_fields=["state", "state_at", "state_by"])
    tell_roster(panel, actor, touched=[seat])
    mails.left(seat=seat, panel=panel)


def knows_earlier(panel: Panel, user: User) -> bool:
    """Whether she may have read an earlier stage of this candidate: sat on it, led it, or runs panels.

    Marks the seat, so that nobody takes for blind what is not.
    """
    earlier = Panel.objects.filter(candidate_id=panel.candidate_id).exclude(pk=panel.pk).revealed()
    if user.runs_panels:
        return earlier.exists()
    return (earlier.ever_seated(user) | earlier.filter(Q(lead=user))).exists()


def refuse_off_the_panel(seat: Seat) -> None:
    if seat.state != SeatState.ACTIVE:
        raise ValidationError(f"{seat.interviewer} is not on the panel any more.", code="off_the_panel")


def _refuse_as_interviewer(panel: Panel, user: User) -> None:
    refuse_as_panellist(panel.candidate, user, what="interviewer")
    seats = panel.seats.filter(interviewer=user)
    if seats.on_the_panel().exists():
        raise ValidationError({"interviewer": f"{user} has a seat on this panel already."}, code="seated")
    if seats.filter(state__in=[SeatState.EXCUSED, SeatState.REPLACED]).exists():
        sentence = f"{user} was excused or replaced on this panel and keeps to own text. Choose somebody else."
        raise ValidationError({"interviewer": sentence}, code="was_excused")


def _refuse_foreign(panel: Panel, competencies: Collection[Competency]) -> None:
    if any(competency.rubric_id != panel.rubric_id for competency in competencies):
        raise ValidationError(
            {"competencies": "Choose competencies of this panel’s own rubric version."}, code="other_rubric"
        )
