"""What is asked when an interviewer is replaced."""

from __future__ import annotations

from typing import cast

from django import forms
from django.http import QueryDict

from interviews.web.forms import helper
from panels.seating.choices import Relation, SeatState
from panels.seating.forms.people import PersonField
from panels.seating.forms.planning import RELATIONS
from panels.seating.models import Seat


class ReplaceForm(forms.Form):
    interviewer = PersonField(
        label="Who takes over",
        empty_label="Choose",
        help_text="With the same interview and competencies, and an empty scorecard.",
        error_messages={"required": "Choose who takes over."},
    )
    relation = forms.ChoiceField(label="Relation to the job", choices=RELATIONS, initial=Relation.NONE)
    external = forms.BooleanField(
        label="From outside the organisation",
        required=False,
        help_text="Never sees the other scorecards, also after they open.",
    )
    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the record.",
        error_messages={"required": "Say why."},
    )

    def __init__(self, data: QueryDict | None, *, seat: Seat, cancel: str) -> None:
        super().__init__(data)
        known = seat.panel.seats.exclude(state=SeatState.REMOVED).values_list("interviewer_id", flat=True)
        cast(PersonField, self.fields["interviewer"]).offer(without=[seat.panel.candidate.user_id, *known])
        self.helper = helper(submit="Replace", cancel=cancel)
