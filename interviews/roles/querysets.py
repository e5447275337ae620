from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from interviews.accounts.models import User
    from interviews.roles.models import Role, Rubric


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
