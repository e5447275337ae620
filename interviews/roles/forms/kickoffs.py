"""What is asked in a kickoff, of whom, and what is settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, NamedTuple

from crispy_forms.layout import Layout
from django import forms
from django.forms.utils import ErrorList

from interviews.accounts.models import User
from interviews.roles.models import Competency
from interviews.roles.models.kickoffs import Mark
from interviews.web.forms import helper


class PeopleForm(forms.Form):
    people = forms.ModelMultipleChoiceField(
        label="Whom do you ask?",
        queryset=User.objects.none(),
        to_field_name="uuid",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-long"}),
        help_text="Those who will interview, and whoever works with this person later. Each answers alone.",
        error_messages={
            "required": "Choose whom you ask.",
            "invalid_choice": "One of these people can no longer sign in.",
        },
    )

    def __init__(self, *args: Any, but: Iterable[int] = (), submit: str, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = User.objects.active().inside().exclude(pk__in=but).order_by("name")
        self.fields["people"].queryset = offered  # type: ignore[attr-defined]
        self.fields["people"].label_from_instance = lambda user: f"{user.name} ({user.email})"  # type: ignore[attr-defined]
        self.helper = helper(submit=submit, cancel=cancel)


MARKS = [
    {"value": Mark.MUST.value, "number": "", "name": "Must-have", "anchor": "Without it: no."},
    {
        "value": Mark.IMPORTANT.value,
        "number": "",
        "name": "Important",
        "anchor": "It weighs, and something else can make up for it.",
    },
    {"value": Mark.NICE.value, "number": "", "name": "Nice to have", "anchor": "Welcome, and can be learned here."},
]


class MarkRow(NamedTuple):
    """One competency to be marked, for `web/_levels.html`."""

    legend: str
    hint: str
    name: str
    id: str
    chosen: str | None
    errors: ErrorList | None


class MarksForm(forms.Form):
    """A mark for each competency, under its key; `hints` stand below it. The page lays the marks out itself."""

    below: ClassVar[str]

    def __init__(
        self,
        *args: Any,
        competencies: Iterable[Competency],
        marks: Mapping[str, str],
        hints: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {f"mark_{one.key}": str(one.key) for one in competencies}
        self.helper = helper(form_tag=False, summary=False, layout=Layout(self.below))
        for one in competencies:
            self.fields[f"mark_{one.key}"] = forms.ChoiceField(
                label=one.name,
                choices=[(mark.value, mark.label.capitalize()) for mark in Mark],
                widget=forms.RadioSelect,
                initial=marks.get(str(one.key)),
                help_text=hints.get(str(one.key), ""),
                error_messages={"required": f"{one.name}: say how much it matters."},
            )

    @property
    def rows(self) -> list[MarkRow]:
        return [
            MarkRow(str(field.label), str(field.help_text), name, field.auto_id, field.value(), self.errors.get(name))
            for name, field in ((name, self[name]) for name in self.keys)
        ]

    @property
    def marks(self) -> dict[str, str]:
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}


class AnswerForm(MarksForm):
    below = "no_because"

    no_because = forms.CharField(
        label="What would make you say no?",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Something that a candidate says, does or lacks at work, whatever else is good.",
    )


class SettleForm(MarksForm):
    below = "agreed"

    agreed = forms.CharField(
        label="What you agreed on",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Two or three sentences for everybody who will interview: whom you look for, and whom not. They read "
        "it before their first scorecard.",
    )
