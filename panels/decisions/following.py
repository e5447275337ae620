"""Opening the stage that follows, on what this one left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.roles.models import Competency, Stage
from panels.scorecards.blinding import panels_open_to
from panels.seating.actions.planning import add_interview, open_panel
from panels.seating.actions.questions import add_panel_question
from panels.seating.actions.seats import add_seat, knows_earlier
from panels.seating.choices import SeatKind
from panels.seating.models import Panel
from panels.seating.querysets import PanelQuerySet

TITLE = "Follow-up"


@dataclass(frozen=True)
class Chosen:
    """A competency to ask about again, with the questions that the stage's own kit does not have."""

    key: UUID
    questions: tuple[str, ...] = ()


def to_follow_up(user: User) -> PanelQuerySet:
    """Panels whose open points the person may take to another stage: she may read them and run the next."""
    return panels_open_to(user).managed_by(user).filter(ended_at=None, erased_at=None)


@transaction.atomic
def open_follow_up(
    *, panel: Panel, actor: User, stage: Stage, points: Sequence[Chosen], interviewers: Sequence[User] = ()
) -> Panel:
    """A draft panel at another stage of the role: an interview of their own for each of the interviewers, about all of
    the points, with their questions. Nothing is sent.

    Who may have read this stage is seated as informed, so that what she rates is never taken for blind; the plan can
    say otherwise. Raises ValidationError in words, as `open_panel` and `add_seat` do; nothing is made then.
    """
    if stage.role_id != panel.role_id or stage.pk == panel.stage_id:
        raise ValidationError({"stage": "Choose another stage of this role."}, code="stage")
    if not points:
        raise ValidationError("Choose at least one point to ask about.", code="nothing")
    following = open_panel(
        candidate=panel.candidate,
        stage=stage,
        actor=actor,
        lead=panel.lead,
        recruiter=panel.recruiter,
        follows=panel,
    )
    competencies = _competencies(following, points)
    for point in points:
        for text in point.questions:
            add_panel_question(panel=following, actor=actor, competency_key=point.key, text=text)
    for person in interviewers:
        kind = SeatKind.INFORMED if knows_earlier(following, person) else SeatKind.INDEPENDENT
        interview = add_interview(panel=following, actor=actor, title=TITLE)
        add_seat(interview=interview, actor=actor, interviewer=person, competencies=competencies, kind=kind)
    record("panel.followed_up", actor_id=actor.pk, panel_id=panel.pk, subject=following, points=len(points))
    return following


def _competencies(following: Panel, points: Sequence[Chosen]) -> list[Competency]:
    """As the rubric that is published now has them. Raises ValidationError where one of them is gone from it."""
    found = list(following.rubric.competencies.filter(key__in=[point.key for point in points]))
    if len(found) < len({point.key for point in points}):
        raise ValidationError(
            "The rubric has changed since, and a point you chose is not in it any more. Open the page again.",
            code="not_in_the_rubric",
        )
    return found
