"""Questions that are put to one candidate, beside those of the stage's kit."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from panels.seating.models.panels import Panel


class PanelQuestion(models.Model):
    """A plain question on one competency, shown before the kit's own to whoever covers it. It says no reason: its
    readers are to be as blind as those of any other question.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="questions")
    competency_key = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="seating_panel_question_asks_something")]

    def __str__(self) -> str:
        return f"question {self.position} of panel {self.panel_id}"
