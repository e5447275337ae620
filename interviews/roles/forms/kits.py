"""What is asked about a stage's kit."""

from __future__ import annotations

from typing import Any

from django import forms

from interviews.roles.forms.stale import NoticesChanges
from interviews.roles.models import LibraryCompetency, LibraryQuestion
from interviews.web.forms import helper


class StageInstructionsForm(NoticesChanges):
    instructions = forms.CharField(
        label="For the whole interview",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="How to begin, what to tell the candidate, what to leave to others. Each interviewer reads it first.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expect({"instructions": self.initial.get("instructions", "")})
        self.helper = helper(submit="Save instructions")


class SectionForm(NoticesChanges):
    minutes = forms.IntegerField(
        label="Minutes",
        required=False,
        min_value=1,
        max_value=480,
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric"}),
        error_messages={
            "invalid": "Give whole minutes, such as 20.",
            "min_value": "Plan one minute at least, or leave it empty.",
            "max_value": "More than eight hours is no interview. Give minutes, such as 20.",
        },
    )
    instructions = forms.CharField(
        label="How to ask about it",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What to listen for, what to hand over, when to stop.",
    )

    def __init__(self, *args: Any, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expect({name: self.initial.get(name) for name in ("minutes", "instructions")})
        self.helper = helper(submit="Save", cancel=cancel)


class QuestionForm(NoticesChanges):
    text = forms.CharField(
        label="Question",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="As it is to be asked. Questions about what somebody did bring more evidence than opinions.",
        error_messages={"required": "Write the question."},
    )
    follow_up = forms.CharField(
        label="When the answer stays vague",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, cancel: str, submit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expect({name: self.initial.get(name) for name in ("text", "follow_up")})
        self.helper = helper(submit=submit, cancel=cancel)


class CopyQuestionsForm(forms.Form):
    """The questions of one library competency, to tick."""

    questions = forms.ModelMultipleChoiceField(
        label="Which questions?",
        queryset=LibraryQuestion.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one question.",
            "invalid_choice": "One of these questions is no longer in the library.",
        },
    )

    def __init__(self, *args: Any, entry: LibraryCompetency, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].queryset = entry.questions.all()  # type: ignore[attr-defined]
        self.helper = helper(submit="Copy into the kit", cancel=cancel)
