"""What is rated and on which scale: frozen once published."""

from decimal import Decimal
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from interviews.roles import freezing
from interviews.roles.models.jobs import Role
from interviews.roles.querysets import RubricQuerySet


class Scale(models.Model):
    """Whole levels from `low` to `high`, shared by rubrics so that ratings can be compared across roles.

    Frozen, with its levels, as soon as a published rubric uses it.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80)
    low = models.SmallIntegerField()
    high = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(low__gte=0, high__lte=20), name="roles_scale_within_0_to_20"),
            models.CheckConstraint(condition=Q(high__gte=F("low") + 1), name="roles_scale_has_two_levels"),
            models.UniqueConstraint(Lower("name"), name="roles_one_scale_a_name"),
        ]
        triggers = [freezing.scale_trigger()]

    def __str__(self) -> str:
        return f"{self.name} ({self.low} to {self.high})"

    @property
    def values(self) -> range:
        return range(self.low, self.high + 1)


class Level(models.Model):
    """The name of one level of a scale."""

    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="levels")
    value = models.SmallIntegerField()
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["value"]
        constraints = [models.UniqueConstraint(fields=["scale", "value"], name="roles_one_name_a_level")]
        triggers = [freezing.level_trigger()]

    def __str__(self) -> str:
        return f"{self.value} {self.name}"


class RubricState(models.TextChoices):
    DRAFT = "draft", "draft"
    PUBLISHED = "published", "published"
    SUPERSEDED = "superseded", "superseded"


class Rubric(models.Model):
    """One version of a role's rubric. Panels pin the version they opened with."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="rubrics")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=RubricState, default=RubricState.DRAFT)
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="rubrics")
    hire_line = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    imported = models.BooleanField("imported, without anchors", default=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    objects = RubricQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "number"], name="roles_one_rubric_a_number"),
            models.UniqueConstraint(
                fields=["role"], condition=Q(state="published"), name="roles_one_published_rubric_a_role"
            ),
            models.UniqueConstraint(fields=["role"], condition=Q(state="draft"), name="roles_one_draft_rubric_a_role"),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None) | ~Q(state="draft") & Q(published_at__isnull=False),
                name="roles_published_rubric_has_its_time",
            ),
        ]
        triggers = [freezing.rubric_trigger()]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == RubricState.DRAFT


class Competency(models.Model):
    """What is rated. `key` stays the same from one rubric version to the next; kits hang on it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    key = models.UUIDField(default=uuid4, db_index=True)
    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="competencies")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    definition = models.TextField(blank=True)
    grounds = models.TextField("who looked at the work, and when", blank=True)
    weight = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.25")), MaxValueValidator(Decimal(10))],
    )
    must_have = models.BooleanField(default=False)
    minimum_level = models.SmallIntegerField("minimum", null=True, blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "competencies"
        constraints = [
            models.UniqueConstraint(
                fields=["rubric", "position"],
                name="roles_one_competency_a_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint("rubric", Lower("name"), name="roles_one_competency_a_name"),
            models.UniqueConstraint(fields=["rubric", "key"], name="roles_one_competency_a_key"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="roles_weight_above_zero"),
            models.CheckConstraint(
                condition=Q(must_have=False) | Q(minimum_level__isnull=False),
                name="roles_must_have_has_a_minimum",
            ),
        ]
        triggers = [freezing.competency_trigger()]

    def __str__(self) -> str:
        return self.name


class Anchor(models.Model):
    """What one level of one competency looks like."""

    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="anchors")
    value = models.SmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["value"]
        constraints = [
            models.UniqueConstraint(fields=["competency", "value"], name="roles_one_anchor_a_level"),
            models.CheckConstraint(condition=~Q(text=""), name="roles_anchor_says_something"),
        ]
        triggers = [freezing.anchor_trigger()]

    def __str__(self) -> str:
        return f"{self.value}: {self.text}"
