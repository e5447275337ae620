"""How a competency is asked at one stage: apart from the rubric, and free to be mended."""

from uuid import uuid4

from django.db import models

from interviews.roles.models.jobs import Stage


class KitSection(models.Model):
    """How one competency is asked at one stage: minutes and instructions. Its questions follow."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="kit_sections")
    competency_key = models.UUIDField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    instructions = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "competency_key"], name="roles_one_section_a_competency")
        ]

    def __str__(self) -> str:
        return f"kit of {self.stage_id}"


class Question(models.Model):
    """One prepared question, with what to ask when the answer stays vague."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    section = models.ForeignKey(KitSection, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    follow_up = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
