"""When reminders go by themselves, as HR sets it."""

from __future__ import annotations

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.http import QueryDict

from interviews.web.forms import helper
from panels.seating.actions.reminders import Reminding
from panels.seating.models import ReminderPolicy

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


def _hour(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=HOURS, coerce=int)


class ReminderForm(forms.Form):
    on = forms.BooleanField(label="Remind interviewers by itself", required=False)
    first_after = forms.IntegerField(
        label="First, minutes after the interview",
        min_value=0,
        max_value=2_880,
        widget=forms.NumberInput(attrs={"class": "input-short"}),
    )
    daily_at = _hour("Then every day at")
    at_most = forms.IntegerField(
        label="At most",
        min_value=1,
        max_value=30,
        widget=forms.NumberInput(attrs={"class": "input-short"}),
        help_text="So many reminders for one scorecard; after that it is for people to ask.",
    )
    quiet_from = _hour("Quiet from")
    quiet_until = _hour("Quiet until")
    weekends = forms.BooleanField(label="Also on Saturdays and Sundays", required=False)
    late_list = forms.BooleanField(
        label="Send recruiters a daily list of who is late",
        required=False,
        help_text="To a panel’s hiring manager where it has no recruiter. Only of people whom the reader may know of.",
    )

    def __init__(self, data: QueryDict | None, *, policy: ReminderPolicy, cancel: str) -> None:
        super().__init__(data, initial={name: getattr(policy, name) for name in self.base_fields})
        self.helper = helper(
            submit="Save",
            cancel=cancel,
            layout=Layout(
                "on",
                Div("first_after", "daily_at", css_class="field-row"),
                "at_most",
                Fieldset("Never at night", Div("quiet_from", "quiet_until", css_class="field-row"), "weekends"),
                Fieldset("Who chases", "late_list"),
            ),
        )

    @property
    def reminding(self) -> Reminding:
        return Reminding(**self.cleaned_data)
