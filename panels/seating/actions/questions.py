"""The questions that a panel puts to its candidate beside the kit's."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from interviews.accounts.models import User
from interviews.audit.actions import record
from panels.seating.actions.locks import locked, refuse_if_settled
from panels.seating.models import Panel, PanelQuestion


@transaction.atomic
def add_panel_question(*, panel: Panel, actor: User, competency_key: UUID, text: str) -> PanelQuestion:
    """Put it last among the panel's own. A card that was begun keeps the questions that it showed.

    Raises ValidationError in words: nothing asked, a competency of another rubric, scorecards open.
    """
    panel = locked(panel.pk)
    refuse_if_settled(panel)
    if not text.strip():
        raise ValidationError({"text": "Write the question."}, code="empty")
    if not panel.rubric.competencies.filter(key=competency_key).exists():
        raise ValidationError({"competency": "Choose a competency of this panel’s rubric."}, code="other_rubric")
    last: int | None = panel.questions.aggregate(last=Max("position"))["last"]
    question = PanelQuestion.objects.create(
        panel=panel, competency_key=competency_key, position=(last or 0) + 1, text=text.strip()
    )
    record("question.added", actor_id=actor.pk, panel_id=panel.pk, subject=question)
    return question


@transaction.atomic
def remove_panel_question(*, question: PanelQuestion, actor: User) -> None:
    panel = locked(question.panel_id)
    refuse_if_settled(panel)
    record("question.removed", actor_id=actor.pk, panel_id=panel.pk, subject=question)
    PanelQuestion.objects.filter(pk=question.pk).delete()
