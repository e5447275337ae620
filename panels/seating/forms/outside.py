"""What is asked when somebody from outside is seated."""

from __future__ import annotations

from typing import cast

from django import forms
from django.http import QueryDict

from interviews.web.forms import helper
from panels.seating.forms.covers import CoversField
from panels.seating.models import Panel


class OutsideForm(forms.Form):
    name = forms.CharField(max_length=120, error_messages={"required": "Give the name."})
    email = forms.EmailField(
        label="Email address",
        help_text="The link to this one scorecard goes here. No account is made.",
        error_messages={"required": "Give the address that the link goes to."},
    )
    competencies = CoversField()

    def __init__(self, data: QueryDict | None, *, panel: Panel, cancel: str) -> None:
        super().__init__(data)
        cast(CoversField, self.fields["competencies"]).offer(panel)
        self.helper = helper(submit="Add from outside", cancel=cancel)
