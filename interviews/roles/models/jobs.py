"""A job to be filled and the steps of its process."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from interviews.roles.querysets import RoleQuerySet


class Role(models.Model):
    """A job to be filled; never a permission."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    team = models.CharField(max_length=120, blank=True)
    summary = models.TextField(blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="hiring manager",
        null=True,
    )
    own_card_only = models.BooleanField("interviewers see own card only", default=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), name="roles_one_role_a_name"),
            models.CheckConstraint(condition=~Q(name=""), name="roles_role_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Stage(models.Model):
    """A step of a role's process (phone screen, onsite). Its kit hangs on it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    instructions = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "position"],
                name="roles_one_stage_a_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint("role", Lower("name"), name="roles_one_stage_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
