"""What is asked about a library competency: name, meaning, five levels, questions."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from interviews.roles import shipped
from interviews.roles.actions.library import LibraryText
from interviews.roles.fitting import LIBRARY_LEVELS
from interviews.roles.forms.stale import NoticesChanges
from interviews.roles.models import LibraryCompetency
from interviews.web.forms import helper

FEWEST_QUESTIONS = 6
SPARE_QUESTIONS = 2


class LibraryForm(NoticesChanges):
    name = forms.CharField(label="Name", max_length=80, error_messages={"required": "Give the competency a name."})
    family = forms.CharField(
        label="Family",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"class": "input-medium"}),
        help_text="Where it stands in the library: Engineering, Care, Any role.",
    )
    definition = forms.CharField(
        label="What it means",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences. Say what someone does who has it.",
        error_messages={"required": "Say what it means."},
    )

    def __init__(self, *args: Any, cancel: str, submit: str, places: int = FEWEST_QUESTIONS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = max(FEWEST_QUESTIONS, places)
        for value in LIBRARY_LEVELS:
            self.fields[f"anchor_{value}"] = _anchor(value)
        for number in range(1, self.places + 1):
            self.fields[f"question_{number}"] = _question(f"Question {number}", rows=2)
            self.fields[f"follow_up_{number}"] = _question(f"When the answer to {number} stays vague", rows=1)
        self.expect({name: self.initial.get(name) for name in self.fields if name != "seen"})
        self.helper = helper(submit=submit, cancel=cancel, layout=self._layout())

    def _layout(self) -> Layout:
        numbers = range(1, self.places + 1)
        return Layout(
            "seen",
            "name",
            "family",
            "definition",
            Fieldset("What each level looks like", *(f"anchor_{value}" for value in LIBRARY_LEVELS)),
            Fieldset("Questions", *(name for n in numbers for name in (f"question_{n}", f"follow_up_{n}"))),
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for number in range(1, self.places + 1):
            if data.get(f"follow_up_{number}") and not data.get(f"question_{number}"):
                self.add_error(f"question_{number}", "Write the question that this follows.")
        return data

    @property
    def text(self) -> LibraryText:
        data = self.cleaned_data
        pairs = [(data[f"question_{n}"], data[f"follow_up_{n}"]) for n in range(1, self.places + 1)]
        return LibraryText(
            name=data["name"],
            definition=data["definition"],
            family=data["family"],
            anchors={value: data[f"anchor_{value}"] for value in LIBRARY_LEVELS},
            questions=[pair for pair in pairs if pair[0]],
        )

    @staticmethod
    def initial_of(entry: LibraryCompetency) -> dict[str, Any]:
        values: dict[str, Any] = {"name": entry.name, "family": entry.family, "definition": entry.definition}
        values |= {f"anchor_{anchor.value}": anchor.text for anchor in entry.anchors.all()}
        for number, question in enumerate(entry.questions.all(), start=1):
            values |= {f"question_{number}": question.text, f"follow_up_{number}": question.follow_up}
        return values


def places_for(entry: LibraryCompetency) -> int:
    return entry.questions.count() + SPARE_QUESTIONS


def _anchor(value: int) -> forms.CharField:
    return forms.CharField(
        label=f"What a {value} looks like ({shipped.FIVE_LEVELS['levels'][str(value)]})",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": f"Say what a {value} looks like."},
    )


def _question(label: str, *, rows: int) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}))
