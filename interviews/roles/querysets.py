from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from interviews.accounts.models import User
    from interviews.roles.models import Kickoff, KickoffVote, Role, Rubric


class RoleQuerySet(models.QuerySet["Role"]):
    def current(self) -> RoleQuerySet:
        return self.filter(archived_at=None)

    def visible_to(self, user: User) -> RoleQuerySet:
        """HR admins and recruiters see every role, a hiring manager those that she leads."""
        return self if user.runs_panels else self.filter(lead=user)

    def editable_by(self, user: User) -> RoleQuerySet:
        """Rubrics are HR admins' alone to change."""
        return self if user.is_hr_admin else self.none()

    def kit_editable_by(self, user: User) -> RoleQuerySet:
        """The kit may also be mended by recruiters and by the role's hiring manager."""
        return self if user.runs_panels else self.filter(lead=user)


class RubricQuerySet(models.QuerySet["Rubric"]):
    def published(self) -> RubricQuerySet:
        return self.filter(state="published")

    def drafts(self) -> RubricQuerySet:
        return self.filter(state="draft")

    def visible_to(self, user: User) -> RubricQuerySet:
        return self if user.runs_panels else self.filter(role__lead=user)

    def editable_by(self, user: User) -> RubricQuerySet:
        return self.filter(Q(state="draft")) if user.is_hr_admin else self.none()


class KickoffQuerySet(models.QuerySet["Kickoff"]):
    def visible_to(self, user: User) -> KickoffQuerySet:
        """That there is one, and who is asked: its people, and whoever sees the role."""
        return self if user.runs_panels else self.filter(Q(rubric__role__lead=user) | Q(pk__in=self._of(user)))

    def run_by(self, user: User) -> KickoffQuerySet:
        """HR admins and the role's hiring manager ask, remind and go on with those who have answered."""
        return self if user.is_hr_admin else self.filter(rubric__role__lead=user)

    def settled_by_right_of(self, user: User) -> KickoffQuerySet:
        """The hiring manager settles whom the role looks for, and nobody else."""
        return self.filter(rubric__role__lead=user)

    def revealed(self) -> KickoffQuerySet:
        return self.filter(revealed_at__isnull=False)

    def asking(self, user: User) -> KickoffQuerySet:
        """Those that wait for answers, hers among them."""
        return self.filter(revealed_at=None, rubric__state="draft", pk__in=self._of(user))

    def _of(self, user: User) -> KickoffQuerySet:
        return self.model.objects.filter(participants__user=user)


class KickoffVoteQuerySet(models.QuerySet["KickoffVote"]):
    """Which of them a person may read: `interviews.roles.blinding`."""
