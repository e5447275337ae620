"""Which competencies a seat covers: asked in one way, whoever takes the seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from interviews.roles.models import Competency
from panels.seating.models import Panel

if TYPE_CHECKING:
    CompetencyChoice = forms.ModelMultipleChoiceField[Competency]
else:
    CompetencyChoice = forms.ModelMultipleChoiceField


class CoversField(CompetencyChoice):
    """A draft panel may leave it open; once it is sent a seat covers at least one."""

    def __init__(self) -> None:
        super().__init__(
            label="Covers",
            queryset=Competency.objects.none(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="Up to four; more blur into one. At least one before the panel is sent.",
            error_messages={"required": "Choose at least one competency."},
        )

    def label_from_instance(self, obj: Competency) -> str:
        return f"{obj.name} (must-have)" if obj.must_have else obj.name

    def offer(self, panel: Panel) -> None:
        """Those of the panel's rubric, in its order."""
        self.queryset = Competency.objects.filter(rubric_id=panel.rubric_id).order_by("position")
        if panel.sent_at is not None:
            self.required, self.help_text = True, "Up to four; more blur into one."
