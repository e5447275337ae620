"""What is asked when somebody from outside is seated."""

from __future__ import annotations

from typing import cast

from django import forms
from django.http import QueryDict

from interviews.roles.models import Competency
from interviews.web.forms import helper
from panels.seating.forms.planning import CompetencyField
from panels.seating.models import Panel


class OutsideForm(forms.Form):
    name = forms.CharField(max_length=120, error_messages={"required": "Give the name."})
    email = forms.EmailField(
        label="Email address",
        help_text="The link to this one scorecard goes here. No account is made.",
        error_messages={"required": "Give the address that the link goes to."},
    )
    competencies = CompetencyField(
        label="Covers",
        queryset=Competency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Up to four; more blur into one. At least one before the panel is sent.",
    )

    def __init__(self, data: QueryDict | None, *, panel: Panel, cancel: str) -> None:
        super().__init__(data)
        cast(CompetencyField, self.fields["competencies"]).queryset = Competency.objects.filter(
            rubric_id=panel.rubric_id
        ).order_by("position")
        self.helper = helper(submit="Add from outside", cancel=cancel)
