"""What is asked about a candidate, and what she supplied."""

from __future__ import annotations

from typing import cast

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from interviews.web.forms import helper
from panels.seating.actions.candidates import CandidateDetails
from panels.seating.forms.people import PersonField
from panels.seating.models import Candidate

NOT_SHOWN = ("source", "referrer", "recruiter_notes")


class CandidateForm(forms.Form):
    """`apart` fields are the recruiter's own; they are left out for somebody who is about to interview."""

    name = forms.CharField(max_length=120, error_messages={"required": "Enter the candidate’s name."})
    pronunciation = forms.CharField(
        label="How to say the name", max_length=120, required=False, help_text="For example: PREE-yah RAH-mun."
    )
    pronouns = forms.CharField(max_length=40, required=False, help_text="For example: she/her.")
    email = forms.EmailField(label="Email address", required=False, max_length=254)
    phone = forms.CharField(max_length=40, required=False)
    external_id = forms.CharField(
        label="Id in your other systems",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"class": "input-medium"}),
    )
    adjustments = forms.CharField(
        label="Adjustments",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What interviewers should do, as an instruction: “Send the exercise the day before.” "
        "Never a diagnosis.",
    )
    user = PersonField(
        label="Own account, if an employee",
        required=False,
        empty_label="Not an employee",
        help_text="From then on this person cannot open anything about this candidate.",
    )
    source = forms.CharField(max_length=120, required=False, help_text="Where the application came from.")
    referrer = forms.CharField(label="Referred by", max_length=120, required=False)
    recruiter_notes = forms.CharField(
        label="Recruiter’s notes",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Salary, history, anything that interviewers should not start from.",
    )

    def __init__(
        self, data: QueryDict | None, *, cancel: str, candidate: Candidate | None = None, apart: bool = True
    ) -> None:
        initial = {name: getattr(candidate, name) for name in self.base_fields} if candidate else {}
        super().__init__(data, initial=initial)
        cast(PersonField, self.fields["user"]).offer(keep=candidate.user if candidate else None)
        if not apart:
            for name in NOT_SHOWN:
                del self.fields[name]
        parts = [
            Fieldset(
                "What interviewers see", "name", Div("pronunciation", "pronouns", css_class="field-row"), "adjustments"
            ),
            Fieldset("Contact", Div("email", "phone", css_class="field-row"), "external_id", "user"),
        ]
        if apart:
            parts.append(
                Fieldset(
                    "Not shown to interviewers",
                    Div("source", "referrer", css_class="field-row"),
                    "recruiter_notes",
                )
            )
        self.helper = helper(
            submit="Save candidate" if candidate else "Add candidate", cancel=cancel, layout=Layout(*parts)
        )

    @property
    def details(self) -> CandidateDetails:
        return cast(CandidateDetails, self.cleaned_data)


class LinkForm(forms.Form):
    label = forms.CharField(
        label="What it is",
        max_length=80,
        help_text="For example: Portfolio.",
        error_messages={"required": "Say what the link shows."},
    )
    url = forms.URLField(
        label="Address",
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": "Enter the address.",
            "invalid": "Enter a whole address, as https://example.org/me.",
        },
    )

    def __init__(self, data: QueryDict | None, *, cancel: str) -> None:
        super().__init__(data)
        self.helper = helper(submit="Add link", cancel=cancel)

    def clean_url(self) -> str:
        """Other schemes would run or fetch something else when a colleague follows the link."""
        url: str = self.cleaned_data["url"]
        if not url.lower().startswith(("https://", "http://")):
            raise forms.ValidationError("Enter an address that begins with https:// or http://.", code="scheme")
        return url


class FileForm(forms.Form):
    file = forms.FileField(
        help_text="PDF, Word (.docx), OpenDocument (.odt), plain text, PNG or JPEG, at most 10 MB.",
        error_messages={
            "required": "Choose a file.",
            "missing": "Choose a file.",
            "empty": "This file is empty.",
        },
    )

    def __init__(
        self, data: QueryDict | None, files: MultiValueDict[str, UploadedFile[bytes]] | None, *, cancel: str
    ) -> None:
        super().__init__(data, files)
        self.helper = helper(submit="Add file", cancel=cancel)
