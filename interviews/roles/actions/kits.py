"""The kit: how a competency is asked at a stage. May be mended at any time; each scorecard keeps what it showed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.roles.models import Competency, KitSection, LibraryQuestion, Question, Stage


@transaction.atomic
def set_stage_instructions(*, stage: Stage, instructions: str, actor: User) -> Stage:
    """What holds for the whole interview, whoever asks about what."""
    stage.instructions = instructions.strip()
    stage.save(update_fields=["instructions"])
    record("kit.instructions_set", actor_id=actor.pk, subject=stage)
    return stage


@transaction.atomic
def set_section(
    *, stage: Stage, competency_key: UUID, minutes: int | None, instructions: str, actor: User
) -> KitSection:
    section = _section(stage, competency_key)
    section.minutes = minutes
    section.instructions = instructions.strip()
    section.save(update_fields=["minutes", "instructions"])
    record("kit.section_set", actor_id=actor.pk, subject=section)
    return section


@transaction.atomic
def add_question(*, stage: Stage, competency_key: UUID, text: str, follow_up: str = "", actor: User) -> Question:
    """Add it at the end of the competency's questions; the same words twice are refused, so is a second press."""
    section = _section(stage, competency_key)
    text = _said(text)
    if section.questions.filter(text=text).exists():
        raise ValidationError({"text": "This question is in the kit already."})
    question = Question.objects.create(
        section=section, position=_next_position(section), text=text, follow_up=follow_up.strip()
    )
    record("kit.question_added", actor_id=actor.pk, subject=question)
    return question


@transaction.atomic
def change_question(*, question: Question, text: str, follow_up: str, actor: User) -> Question:
    question.text = _said(text)
    question.follow_up = follow_up.strip()
    question.save(update_fields=["text", "follow_up"])
    record("kit.question_changed", actor_id=actor.pk, subject=question)
    return question


@transaction.atomic
def remove_question(*, question: Question, actor: User) -> None:
    record("kit.question_removed", actor_id=actor.pk, subject=question)
    question.delete()


@transaction.atomic
def move_question(*, question: Question, up: bool, actor: User) -> None:
    """Change places with the neighbour; at the end of the list nothing happens."""
    section = KitSection.objects.select_for_update().get(pk=question.section_id)
    order = list(section.questions.all())
    place = order.index(question)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        for position, each in enumerate(order, start=1):
            each.position = position
        Question.objects.bulk_update(order, ["position"])
        record("kit.question_moved", actor_id=actor.pk, subject=question)


@transaction.atomic
def copy_questions(*, stage: Stage, competency: Competency, questions: Sequence[LibraryQuestion], actor: User) -> int:
    """Copy library questions to the end of the competency's own. Answers how many were new here."""
    copied = copy_library_questions(stage=stage, competency=competency, questions=questions)
    if copied:
        record("kit.questions_copied", actor_id=actor.pk, subject=stage, count=copied)
    return copied


def copy_library_questions(*, stage: Stage, competency: Competency, questions: Sequence[LibraryQuestion]) -> int:
    section = _section(stage, competency.key)
    asked = set(section.questions.values_list("text", flat=True))
    new = [question for question in questions if question.text not in asked]
    Question.objects.bulk_create(
        Question(section=section, position=position, text=question.text, follow_up=question.follow_up)
        for position, question in enumerate(new, start=_next_position(section))
    )
    return len(new)


def _section(stage: Stage, competency_key: UUID) -> KitSection:
    """The section, made when it is not there yet, locked until the transaction ends."""
    KitSection.objects.get_or_create(stage=stage, competency_key=competency_key)
    return KitSection.objects.select_for_update().get(stage=stage, competency_key=competency_key)


def _next_position(section: KitSection) -> int:
    last: int | None = section.questions.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _said(text: str) -> str:
    if not text.strip():
        raise ValidationError({"text": "Write the question."})
    return text.strip()
