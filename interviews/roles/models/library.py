"""Competencies kept ready for any role."""

from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower


class LibraryCompetency(models.Model):
    """A competency kept ready for any role, written for five levels."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80)
    family = models.CharField(max_length=80, blank=True)
    definition = models.TextField()
    shipped = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "library competencies"
        constraints = [models.UniqueConstraint(Lower("name"), name="roles_one_library_competency_a_name")]

    def __str__(self) -> str:
        return self.name


class LibraryAnchor(models.Model):
    competency = models.ForeignKey(LibraryCompetency, on_delete=models.CASCADE, related_name="anchors")
    value = models.SmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    text = models.TextField()

    class Meta:
        ordering = ["value"]
        constraints = [models.UniqueConstraint(fields=["competency", "value"], name="roles_one_library_anchor_a_level")]

    def __str__(self) -> str:
        return f"{self.value}: {self.text}"


class LibraryQuestion(models.Model):
    """A question that tends to bring evidence for a library competency; copied into a kit on request."""

    competency = models.ForeignKey(LibraryCompetency, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    follow_up = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
