from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from interviews.accounts.models import Invitation, User


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> UserQuerySet:
        return self.filter(is_active=True)

    def inside(self) -> UserQuerySet:
        """People of the organisation; who comes from outside is chosen for one seat, by name and address."""
        return self.filter(is_external=False)

    def outside(self) -> UserQuerySet:
        return self.filter(is_external=True)

    def hr_admins(self) -> UserQuerySet:
        return self.filter(is_hr_admin=True)

    def recruiters(self) -> UserQuerySet:
        return self.filter(is_recruiter=True)

    def joined(self) -> UserQuerySet:
        """Came in by themselves at least once, so that no one else gets a link into their account."""
        return self.filter(Q(last_login__isnull=False) | ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX))

    def not_joined(self) -> UserQuerySet:
        return self.filter(last_login__isnull=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def search(self, words: str) -> UserQuerySet:
        """People whose name or address holds what was typed."""
        return self.filter(Q(name__icontains=words) | Q(email__icontains=words)) if words else self


class UserManager(BaseUserManager.from_queryset(UserQuerySet)["User"]):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        user: User = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> User:
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> User:
        user: User = self.get(email__iexact=email)
        return user


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        """Not used and not replaced by a newer one; may be past its time."""
        return self.filter(used_at=None, replaced_at=None)
