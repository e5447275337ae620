"""What is asked when a panel is planned."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.http import QueryDict

from interviews.accounts.models import User
from interviews.roles.models import Role, Stage
from interviews.web.forms import helper
from panels.seating.actions.planning import TIME_TO_WRITE
from panels.seating.choices import InterviewState, Medium, Relation, SeatKind
from panels.seating.forms.covers import CoversField
from panels.seating.forms.people import PersonField
from panels.seating.models import Candidate, Interview, Panel, Seat

if TYPE_CHECKING:
    StageChoice = forms.ModelChoiceField[Stage]
    InterviewChoice = forms.ModelChoiceField[Interview]
else:
    StageChoice = forms.ModelChoiceField
    InterviewChoice = forms.ModelChoiceField


class MomentInput(forms.DateTimeInput):
    """The browser's own picker; without one the hint's form is typed."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "input-medium"}, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=MomentInput(),
            error_messages={"invalid": "Enter date and time as 2026-11-30 14:00."},
            **kwargs,
        )


class StageField(StageChoice):
    def label_from_instance(self, obj: Stage) -> str:
        return f"{obj.role.name}: {obj.name}"


class NewPanelForm(forms.Form):
    stage = StageField(
        label="Role and stage",
        queryset=Stage.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose the role and its stage."},
    )
    lead = PersonField(
        label="Hiring manager", required=False, empty_label="The role’s own", help_text="Owns the decision."
    )
    debrief_at = MomentField(label="Debrief", required=False)

    def __init__(self, data: QueryDict | None, *, user: User, candidate: Candidate, cancel: str) -> None:
        super().__init__(data)
        roles = Role.objects.visible_to(user).current()
        stages = Stage.objects.filter(role__in=roles).select_related("role").order_by("role__name", "position")
        cast(StageField, self.fields["stage"]).queryset = stages
        cast(PersonField, self.fields["lead"]).offer(without=[candidate.user_id])
        self.helper = helper(submit="Plan the panel", cancel=cancel)


class PanelForm(forms.Form):
    """The panel's own facts; the stage only while it is a draft."""

    lead = PersonField(label="Hiring manager", empty_label=None, help_text="Owns the decision.")
    recruiter = PersonField(required=False, empty_label="Nobody")
    debrief_at = MomentField(label="Debrief", required=False)
    stage = StageField(queryset=Stage.objects.none(), empty_label=None)

    def __init__(self, data: QueryDict | None, *, panel: Panel, cancel: str) -> None:
        initial = {name: getattr(panel, name) for name in self.base_fields}
        super().__init__(data, initial=initial)
        about = panel.candidate.user_id
        cast(PersonField, self.fields["lead"]).offer(without=[about], keep=panel.lead)
        cast(PersonField, self.fields["recruiter"]).offer(without=[about], keep=panel.recruiter)
        stages = Stage.objects.filter(role_id=panel.role_id).select_related("role").order_by("position")
        cast(StageField, self.fields["stage"]).queryset = stages
        if panel.sent_at is not None:
            self.fields["stage"].disabled = True
            self.fields["stage"].help_text = "Stays as it was sent."
        self.helper = helper(submit="Save panel", cancel=cancel)


MEDIA = [(medium.value, medium.label.capitalize()) for medium in Medium]
RELATIONS = [(relation.value, relation.label.capitalize()) for relation in Relation]


class InterviewForm(forms.Form):
    title = forms.CharField(
        label="What it is called",
        max_length=120,
        help_text="For example: System design interview.",
        error_messages={"required": "Say what the interview is called."},
    )
    starts_at = MomentField(label="Starts", required=False)
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=5,
        max_value=600,
        initial=45,
        widget=forms.NumberInput(attrs={"class": "input-short"}),
        error_messages={"required": "Say how many minutes it lasts."},
    )
    medium = forms.ChoiceField(label="How", choices=MEDIA, initial=Medium.VIDEO)
    due_at = MomentField(
        label="Scorecards due", required=False, help_text="Left empty: 24 hours after the interview ends."
    )

    def __init__(self, data: QueryDict | None, *, interview: Interview | None = None, cancel: str, submit: str) -> None:
        super().__init__(data, initial=self._initial_of(interview) if interview else {})
        self.helper = helper(
            submit=submit,
            cancel=cancel,
            layout=Layout("title", Div("starts_at", "minutes", "medium", css_class="field-row"), "due_at"),
        )

    @staticmethod
    def _initial_of(interview: Interview) -> dict[str, Any]:
        """A due time that follows from the start is left empty, so that it follows again when the start moves."""
        names = ("title", "starts_at", "minutes", "medium", "due_at")
        initial = {name: getattr(interview, name) for name in names}
        if interview.starts_at:
            usual = interview.starts_at + timedelta(minutes=interview.minutes) + TIME_TO_WRITE
            initial["due_at"] = None if interview.due_at == usual else interview.due_at
        return initial


KINDS = [
    (SeatKind.INDEPENDENT, "Independent: blind until scorecards open, counted"),
    (SeatKind.SHADOW, "Shadow: blind as well, shown apart, not counted"),
    (SeatKind.INFORMED, "Informed: reads first, shown apart, never counted"),
]


class SeatForm(forms.Form):
    interview = InterviewChoice(queryset=Interview.objects.none(), empty_label=None)
    interviewer = PersonField(empty_label="Choose", error_messages={"required": "Choose the interviewer."})
    competencies = CoversField()
    kind = forms.ChoiceField(
        label="How the scorecard counts", choices=KINDS, widget=forms.RadioSelect, initial=SeatKind.INDEPENDENT
    )
    asks_overall = forms.BooleanField(label="Ask for a recommendation", required=False, initial=True)
    relation = forms.ChoiceField(label="Relation to the job", choices=RELATIONS, initial=Relation.NONE)
    external = forms.BooleanField(
        label="From outside the organisation",
        required=False,
        help_text="Never sees the other scorecards, also after they open.",
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        panel: Panel,
        cancel: str,
        submit: str,
        interview: Interview | None = None,
        seat: Seat | None = None,
    ) -> None:
        super().__init__(data, initial=_initial_of(seat) if seat else {"interview": interview})
        taken = panel.seats.on_the_panel().exclude(pk=seat.pk if seat else 0).values_list("interviewer_id", flat=True)
        interviews = panel.interviews.exclude(state=InterviewState.CANCELLED)
        cast(InterviewChoice, self.fields["interview"]).queryset = interviews
        cast(CoversField, self.fields["competencies"]).offer(panel)
        person = cast(PersonField, self.fields["interviewer"])
        person.offer(without=[panel.candidate.user_id, *taken], keep=seat.interviewer if seat else None)
        if seat is not None and panel.sent_at is not None:
            person.disabled = True
            person.help_text = "The invitation has gone out. To ask somebody else, replace the interviewer."
        self.helper = helper(
            submit=submit,
            cancel=cancel,
            layout=Layout(
                Div("interviewer", "interview", css_class="field-row"),
                "competencies",
                "kind",
                "asks_overall",
                Fieldset("Who they are to the job", "relation", "external"),
            ),
        )


def _initial_of(seat: Seat) -> dict[str, Any]:
    names = ("interview", "interviewer", "kind", "asks_overall", "relation", "external")
    return {name: getattr(seat, name) for name in names} | {"competencies": list(seat.competencies.all())}
