"""What is asked when a question for one candidate is added."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.http import QueryDict

from interviews.roles.models import Competency
from interviews.web.forms import helper
from panels.seating.models import Panel

if TYPE_CHECKING:
    CompetencyChoice = forms.ModelChoiceField[Competency]
else:
    CompetencyChoice = forms.ModelChoiceField


class QuestionForm(forms.Form):
    competency = CompetencyChoice(
        queryset=Competency.objects.none(), empty_label="Choose", error_messages={"required": "Choose the competency."}
    )
    text = forms.CharField(
        label="Question",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write the question."},
        help_text="Whoever covers the competency reads it. It must not tell what others said or rated.",
    )

    def __init__(self, data: QueryDict | None, *, panel: Panel, cancel: str) -> None:
        super().__init__(data)
        asked = Competency.objects.filter(rubric=panel.rubric_id).order_by("position")
        cast(CompetencyChoice, self.fields["competency"]).queryset = asked
        self.helper = helper(submit="Add question", cancel=cancel)
