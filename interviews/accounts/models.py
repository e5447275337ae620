"""People who sign in, and how they come in.

What a person may do follows from two marks (HR admin, recruiter), from leading a panel and from a seat on one.
"""

from collections.abc import Iterator
from uuid import uuid4
from zoneinfo import available_timezones

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower, Now

from interviews.accounts.querysets import InvitationQuerySet, UserManager


def check_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError("Choose a time zone from the list.")


class User(AbstractBaseUser, PermissionsMixin):
    """A person. `is_superuser` opens nothing by itself: it is one more row of the visibility table."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    email = models.EmailField("email address", unique=True)
    name = models.CharField("name", max_length=120)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[check_time_zone])
    is_hr_admin = models.BooleanField("HR admin", default=False)
    is_recruiter = models.BooleanField("recruiter", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    is_external = models.BooleanField("from outside: comes in by a panel's link alone", default=False)
    external_id = models.CharField(max_length=80, blank=True)
    sessions_ended = models.PositiveIntegerField("how often all sessions were ended", default=0)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_one_person_an_address"),
            models.CheckConstraint(condition=~models.Q(name=""), name="accounts_person_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(is_external=False)
                | models.Q(is_hr_admin=False, is_recruiter=False, is_superuser=False),
                name="accounts_external_person_has_no_mark",
            ),
        ]
        indexes = [models.Index(fields=["name"], name="accounts_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """What colleagues call her where space is short; the whole name when it is one word."""
        return self.name.split(" ", 1)[0]

    @property
    def has_joined(self) -> bool:
        """Came in by herself at least once: from then on nobody else gets a link into her account."""
        return self.last_login is not None or self.has_usable_password()

    def get_session_auth_hash(self) -> str:
        """What a session has to match with every request; another one ends them all, as a new password does."""
        return self._of_these_sessions(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return (self._of_these_sessions(one) for one in super().get_session_auth_fallback_hash())

    def _of_these_sessions(self, of_the_password: str) -> str:
        return f"{of_the_password}.{self.sessions_ended}" if self.sessions_ended else of_the_password

    @property
    def runs_panels(self) -> bool:
        """Recruiters and HR admins open and run panels; a lead does so for own panels only."""
        return self.is_recruiter or self.is_hr_admin


class Invitation(models.Model):
    """A link by which an invited person sets a password. Only the token's digest is stored."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(used_at=None, replaced_at=None),
                name="accounts_one_open_invitation_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"invitation of {self.user_id}"
