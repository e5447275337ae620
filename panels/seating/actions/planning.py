"""Planning a panel: opening it as a draft, its interviews, and sending it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.roles.models import Role, Rubric, Stage
from interviews.runtime.clock import transaction_time
from panels.seating import mails
from panels.seating.actions.locks import (
    locked,
    refuse_as_panellist,
    refuse_cancelled,
    refuse_if_settled,
    tell_roster,
)
from panels.seating.choices import InterviewState, Medium, PanelState, SeatKind
from panels.seating.models import Candidate, Interview, Panel, Seat

TIME_TO_WRITE = timedelta(hours=24)
UNDER_WAY = (PanelState.DRAFT, PanelState.OPEN, PanelState.REVEALED)


@transaction.atomic
def open_panel(
    *,
    candidate: Candidate,
    stage: Stage,
    actor: User,
    lead: User | None = None,
    recruiter: User | None = None,
    debrief_at: datetime | None = None,
    follows: Panel | None = None,
) -> Panel:
    """A draft panel that pins the rubric version published now; `follows` is the one whose open points it asks about.

    The lead is the role's own unless another is named; a recruiter who opens it becomes its recruiter. Raises
    ValidationError in words: no published rubric, nobody to lead, the candidate herself, a panel under way already, a
    candidate who is erased or about to be.
    """
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    if candidate.erase_at is not None:
        raise ValidationError("This candidate is erased or about to be: nothing new is opened.", code="to_be_erased")
    role = stage.role
    rubric = _rubric_of(role)
    lead = lead or role.lead
    if lead is None:
        raise ValidationError(f"{role} has no hiring manager. Choose who leads this panel.", code="no_lead")
    refuse_as_panellist(candidate, lead, what="hiring manager")
    if Panel.objects.filter(candidate=candidate, stage=stage, state__in=UNDER_WAY).exists():
        raise ValidationError(f"{candidate} has a panel under way for {role}, {stage}.", code="under_way")
    panel = Panel.objects.create(
        candidate=candidate,
        role=role,
        stage=stage,
        rubric=rubric,
        lead=lead,
        recruiter=recruiter or (actor if actor.is_recruiter else None),
        debrief_at=debrief_at,
        follows=follows,
        created_by=actor,
    )
    record("panel.planned", actor_id=actor.pk, panel_id=panel.pk, subject=panel, rubric=rubric.pk, lead=lead.pk)
    return panel


@transaction.atomic
def change_panel(
    *, panel: Panel, actor: User, lead: User, recruiter: User | None, debrief_at: datetime | None, stage: Stage
) -> None:
    """Hand over the lead until the decision, move the debrief, and while it is a draft the stage."""
    panel = locked(panel.pk)
    if panel.is_over:
        raise ValidationError("This panel has ended: nothing about it changes any more.", code="ended")
    if lead.pk != panel.lead_id:
        if panel.decided_at is not None:
            raise ValidationError("This panel is decided: its hiring manager stays.", code="decided")
        refuse_as_panellist(panel.candidate, lead, what="hiring manager")
    if stage.pk != panel.stage_id:
        if panel.sent_at is not None:
            raise ValidationError("This panel was sent: its stage stays.", code="sent")
        if stage.role_id != panel.role_id:
            raise ValidationError("This stage belongs to another role.", code="other_role")
    panel.lead, panel.recruiter, panel.debrief_at, panel.stage = lead, recruiter, debrief_at, stage
    panel.save(update_fields=["lead", "recruiter", "debrief_at", "stage"])
    record(
        "panel.changed",
        actor_id=actor.pk,
        panel_id=panel.pk,
        subject=panel,
        lead=lead.pk,
        recruiter=recruiter.pk if recruiter else None,
        stage=stage.pk,
    )


@transaction.atomic
def add_interview(
    *,
    panel: Panel,
    actor: User,
    title: str,
    starts_at: datetime | None = None,
    minutes: int = 45,
    medium: str = Medium.VIDEO,
    due_at: datetime | None = None,
) -> Interview:
    """Its scorecards are due a day after its end unless another time is given."""
    panel = locked(panel.pk)
    refuse_if_settled(panel)
    last = panel.interviews.aggregate(last=Max("position"))["last"] or 0
    interview = Interview.objects.create(
        panel=panel,
        position=last + 1,
        title=title.strip(),
        starts_at=starts_at,
        minutes=minutes,
        medium=medium,
        due_at=due_after(starts_at, minutes, due_at),
    )
    record("interview.added", actor_id=actor.pk, panel_id=panel.pk, subject=interview)
    return interview


@transaction.atomic
def change_interview(
    *,
    interview: Interview,
    actor: User,
    title: str,
    starts_at: datetime | None,
    minutes: int,
    medium: str,
    due_at: datetime | None = None,
) -> None:
    """The whole line of the plan anew. On a sent panel a new time is mailed to the interviewers.

    A new time for an interview that did not happen plans it again.
    """
    panel = locked(interview.panel_id)
    refuse_if_settled(panel)
    interview = Interview.objects.get(pk=interview.pk)
    refuse_cancelled(interview)
    moved = starts_at != interview.starts_at
    interview.title, interview.medium, interview.minutes = title.strip(), medium, minutes
    interview.starts_at, interview.due_at = starts_at, due_after(starts_at, minutes, due_at)
    if moved and starts_at is not None:
        interview.state, interview.state_reason, interview.state_by = InterviewState.PLANNED, "", None
    interview.save()
    verb = "interview.rescheduled" if moved else "interview.changed"
    record(verb, actor_id=actor.pk, panel_id=panel.pk, subject=interview)
    if moved and panel.sent_at is not None:
        for seat in interview.seats.active().select_related("interviewer"):
            mails.moved(seat=seat, interview=interview, panel=panel)


@transaction.atomic
def remove_interview(*, interview: Interview, actor: User) -> None:
    """Take it out of a draft with its seats; on a sent panel it is cancelled, once nobody sits on it any more."""
    panel = locked(interview.panel_id)
    refuse_if_settled(panel)
    if panel.sent_at is None:
        record("interview.removed", actor_id=actor.pk, panel_id=panel.pk, subject=interview)
        interview.seats.all().delete()
        interview.delete()
        return
    if interview.seats.on_the_panel().exists():
        raise ValidationError(
            "Somebody still sits on this interview. Remove or excuse its interviewers first.", code="occupied"
        )
    interview.state, interview.state_by = InterviewState.CANCELLED, actor
    interview.save(update_fields=["state", "state_by"])
    record("interview.cancelled", actor_id=actor.pk, panel_id=panel.pk, subject=interview)


@transaction.atomic
def send_panel(*, panel: Panel, actor: User, notify: bool = True) -> None:
    """Make the plan real: every seat gets its scorecard and, unless `notify` is off, a mail with the link to it.

    Raises ValidationError, with a message for each seat that has nothing to cover, and when no independent
    interviewer is on the panel.
    """
    panel = locked(panel.pk)
    refuse_if_settled(panel)
    if panel.sent_at is not None:
        raise ValidationError("This panel was sent already.", code="sent")
    refuse_as_panellist(panel.candidate, panel.lead, what="hiring manager")
    seats = list(panel.seats.active().select_related("interviewer", "interview"))
    covering = set(panel.seats.active().filter(competencies__isnull=False).values_list("pk", flat=True))
    problems = hindrances(seats, covering)
    if problems:
        raise ValidationError(problems)
    panel.sent_at = transaction_time()
    panel.save(update_fields=["sent_at"])
    panel.refresh_from_db(fields=["state"])
    panel.seats.active().update(invited_at=panel.sent_at)
    record("panel.sent", actor_id=actor.pk, panel_id=panel.pk, subject=panel, seats=len(seats))
    tell_roster(panel, actor)
    for seat in seats if notify else ():
        mails.invited(seat=seat, panel=panel)


def hindrances(seats: Sequence[Seat], covering: Container[int]) -> list[ValidationError]:
    """Why a draft cannot be sent yet, in the order of its active seats; `covering` are the ids of those that cover
    something.
    """
    found = []
    if not any(seat.kind == SeatKind.INDEPENDENT for seat in seats):
        found.append(ValidationError("Add at least one independent interviewer.", code="nobody"))
    for seat in seats:
        if seat.pk not in covering:
            sentence = f"{seat.interviewer} has nothing to cover. Choose at least one competency."
            found.append(ValidationError(sentence, code="covers_nothing"))
        if not seat.interviewer.is_active:
            sentence = f"{seat.interviewer} may no longer sign in. Choose another interviewer."
            found.append(ValidationError(sentence, code="inactive"))
    return found


def _rubric_of(role: Role) -> Rubric:
    """The version published now. Raises ValidationError in words when no panel can be scored by it."""
    if role.archived_at is not None:
        raise ValidationError(f"{role} is archived. Choose a current role.", code="archived")
    rubric = role.rubrics.published().first()
    if rubric is None:
        raise ValidationError(f"{role} has no published rubric yet. An HR admin publishes one first.", code="no_rubric")
    return rubric


def due_after(starts_at: datetime | None, minutes: int, due_at: datetime | None) -> datetime | None:
    """When the scorecards are due: as given, else a day after the end. Raises ValidationError before the end."""
    ends_at = starts_at + timedelta(minutes=minutes) if starts_at else None
    if due_at and ends_at and due_at < ends_at:
        raise ValidationError({"due_at": "Scorecards cannot be due before the interview ends."}, code="due_too_early")
    return due_at or (ends_at + TIME_TO_WRITE if ends_at else None)
