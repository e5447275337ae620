"""Finding what a request is about. What does not exist and what is not hers to see are one answer."""

from __future__ import annotations

from uuid import UUID

from django.http import QueryDict
from django.shortcuts import get_object_or_404

from interviews.accounts.models import User
from interviews.accounts.requests import SignedInRequest
from interviews.roles.models import Competency, Kickoff, Question, Role, Rubric, Stage
from interviews.roles.querysets import KickoffQuerySet
from interviews.roles.reading import asked_about, in_full


def sent(request: SignedInRequest) -> QueryDict | None:
    """The form's data, also when every box was left empty; nothing when the page is only opened."""
    return request.POST if request.method == "POST" else None


def role_to_read(user: User, uuid: UUID) -> Role:
    return get_object_or_404(Role.objects.visible_to(user).select_related("lead"), uuid=uuid)


def role_to_edit(user: User, uuid: UUID) -> Role:
    return get_object_or_404(Role.objects.editable_by(user).select_related("lead"), uuid=uuid)


def rubric_to_read(user: User, uuid: UUID) -> Rubric:
    return get_object_or_404(in_full(Rubric.objects.visible_to(user)), uuid=uuid)


def rubric_to_edit(user: User, uuid: UUID) -> Rubric:
    """In any state: that it is no draft any more is said by the action, in words, to someone who has just typed."""
    return get_object_or_404(in_full(Rubric.objects.filter(role__in=Role.objects.editable_by(user))), uuid=uuid)


def competency_to_edit(user: User, uuid: UUID) -> Competency:
    mine = Competency.objects.filter(rubric__role__in=Role.objects.editable_by(user))
    return get_object_or_404(mine.select_related("rubric__scale", "rubric__role"), uuid=uuid)


def stage_to_edit(user: User, uuid: UUID) -> Stage:
    mine = Stage.objects.filter(role__in=Role.objects.editable_by(user))
    return get_object_or_404(mine.select_related("role"), uuid=uuid)


def stage_to_mend(user: User, uuid: UUID) -> Stage:
    """A stage whose kit the person may change."""
    mine = Stage.objects.filter(role__in=Role.objects.kit_editable_by(user))
    return get_object_or_404(mine.select_related("role").prefetch_related("kit_sections__questions"), uuid=uuid)


def competency_of_kit(stage: Stage, key: UUID) -> Competency:
    """The competency as the published rubric has it, or else the draft."""
    keys = [competency.pk for competency, _ in asked_about(stage.role) if competency.key == key]
    return get_object_or_404(Competency.objects.select_related("rubric__scale"), pk__in=keys)


def question_to_mend(user: User, uuid: UUID) -> Question:
    mine = Question.objects.filter(section__stage__role__in=Role.objects.kit_editable_by(user))
    return get_object_or_404(mine.select_related("section__stage__role"), uuid=uuid)


def draft_for_kickoff(user: User, uuid: UUID) -> Rubric:
    """In any state, as for its editor; HR admins' and the hiring manager's."""
    roles = Role.objects.editable_by(user) | Role.objects.filter(lead=user)
    return get_object_or_404(in_full(Rubric.objects.filter(role__in=roles)), uuid=uuid)


def kickoff_to_read(user: User, uuid: UUID) -> Kickoff:
    return get_object_or_404(_with_role(Kickoff.objects.visible_to(user)), uuid=uuid)


def kickoff_to_run(user: User, uuid: UUID) -> Kickoff:
    return get_object_or_404(_with_role(Kickoff.objects.run_by(user)), uuid=uuid)


def kickoff_to_settle(user: User, uuid: UUID) -> Kickoff:
    """Once its answers are open, and until the rubric is published."""
    mine = Kickoff.objects.settled_by_right_of(user).revealed().filter(rubric__state="draft")
    return get_object_or_404(_with_role(mine), uuid=uuid)


def _with_role(kickoffs: KickoffQuerySet) -> KickoffQuerySet:
    return kickoffs.select_related("rubric__role__lead", "settled_by")
