"""What is asked when something ends or does not take place."""

from __future__ import annotations

from typing import Any

from django import forms

from interviews.web.forms import helper
from panels.seating.choices import Conflict, Ending, Ground


class ReasonForm(forms.Form):
    """One reason, for the record. Without `summary` the page places `{% error_summary %}` itself."""

    reason = forms.CharField(
        label="Why", widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Say why."}
    )

    def __init__(
        self,
        *args: Any,
        submit: str,
        cancel: str,
        danger: bool = False,
        hint: str = "For the record.",
        summary: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = hint
        self.helper = helper(submit=submit, cancel=cancel, danger=danger, summary=summary)


class WithdrawForm(forms.Form):
    note = forms.CharField(
        label="What the candidate said",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Seen by recruiters, HR and the hiring manager.",
    )

    def __init__(self, *args: Any, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Record the withdrawal", cancel=cancel, danger=True)


class CancelForm(forms.Form):
    ending = forms.ChoiceField(
        label="Why it ends",
        choices=[(ending.value, ending.label.capitalize()) for ending in Ending if ending != Ending.WITHDREW],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it ends."},
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="End the panel", cancel=cancel, danger=True)


class StepBackForm(forms.Form):
    conflict = forms.ChoiceField(
        label="What stands between you and a fair judgement",
        choices=[(one.value, one.label.capitalize()) for one in Conflict],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )

    def __init__(self, *args: Any, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Step back", cancel=cancel, danger=True)


class EraseForm(forms.Form):
    ground = forms.ChoiceField(
        label="Why the record is erased",
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why the record is erased."},
    )

    def __init__(self, *args: Any, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Erase in three days", cancel=cancel, danger=True)


class StepForm(forms.Form):
    """Asks for nothing: a step that is confirmed, with what stands in its way on top."""

    def __init__(
        self, *args: Any, submit: str, cancel: str, danger: bool = False, summary: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(submit=submit, cancel=cancel, danger=danger, summary=summary)
