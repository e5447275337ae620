"""What is asked about a role and its stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from interviews.accounts.models import User
from interviews.roles.actions.roles import RoleFacts
from interviews.roles.models import LibraryCompetency, Role
from interviews.roles.reading import library_by_family
from interviews.web.forms import helper

if TYPE_CHECKING:
    PersonChoice = forms.ModelChoiceField[User]
else:
    PersonChoice = forms.ModelChoiceField


class LeadField(PersonChoice):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} ({obj.email})"


class RoleForm(forms.Form):
    name = forms.CharField(
        label="Name of the role",
        max_length=120,
        help_text="As it stands in the job advertisement.",
        error_messages={"required": "Give the role a name."},
    )
    team = forms.CharField(label="Team or place", max_length=120, required=False)
    lead = LeadField(
        label="Hiring manager",
        queryset=User.objects.none(),
        required=False,
        empty_label="Not decided yet",
        help_text="Opens panels, reads the reports and owns the decisions. Needed before a panel can be opened.",
    )
    summary = forms.CharField(
        label="What the job is",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A few sentences for interviewers: what this person will do, and what makes it hard.",
    )
    external_id = forms.CharField(
        label="Id in your other systems",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"class": "input-medium"}),
    )
    own_card_only = forms.BooleanField(
        label="Interviewers see their own scorecard only",
        required=False,
        help_text="Also after scorecards open. Otherwise they may read the others' then.",
    )

    def __init__(self, *args: Any, cancel: str, submit: str = "Save", lead: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = leads(lead)  # type: ignore[attr-defined]
        self.helper = helper(submit=submit, cancel=cancel)

    @classmethod
    def initial_of(cls, role: Role) -> dict[str, Any]:
        return {name: getattr(role, name) for name in cls.base_fields}

    @property
    def facts(self) -> RoleFacts:
        data = self.cleaned_data
        return RoleFacts(
            lead=data["lead"],
            team=data["team"],
            summary=data["summary"],
            external_id=data["external_id"],
            own_card_only=data["own_card_only"],
        )


class NewRoleForm(RoleForm):
    library = forms.ModelMultipleChoiceField(
        label="Competencies to begin with",
        queryset=LibraryCompetency.objects.none(),
        required=False,
        to_field_name="uuid",
        widget=forms.CheckboxSelectMultiple,
        help_text="They come with what each level looks like, and their questions go into the kit of the first stage. "
        "You can change every word, add your own and take away any.",
        error_messages={"invalid_choice": "One of these competencies is no longer in the library."},
    )

    def __init__(self, *args: Any, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, cancel=cancel, submit="Make the role", **kwargs)
        entries = LibraryCompetency.objects.filter(retired_at=None)
        self.fields["library"].queryset = entries  # type: ignore[attr-defined]
        self.fields["library"].choices = [  # type: ignore[attr-defined]
            (family or "Others", [(entry.uuid, entry.name) for entry in members])
            for family, members in library_by_family(entries)
        ]
        self.helper.layout = Layout(
            "name",
            "team",
            "lead",
            "summary",
            Fieldset("Competencies", "library"),
            Fieldset("More", "external_id", "own_card_only"),
        )


class CloneForm(forms.Form):
    name = forms.CharField(
        label="Name of the new role", max_length=120, error_messages={"required": "Give the new role a name."}
    )
    lead = LeadField(
        label="Hiring manager", queryset=User.objects.none(), required=False, empty_label="Not decided yet"
    )

    def __init__(self, *args: Any, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = leads(None)  # type: ignore[attr-defined]
        self.helper = helper(submit="Clone the role", cancel=cancel)


class StageForm(forms.Form):
    name = forms.CharField(
        label="Name of the stage",
        max_length=80,
        help_text="What the candidate and the interviewers call it: phone screen, onsite, ward visit.",
        error_messages={"required": "Give the stage a name."},
    )

    def __init__(self, *args: Any, cancel: str, submit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(submit=submit, cancel=cancel)


def leads(present: User | None) -> Any:
    """Everybody who may sign in, and the present hiring manager whether or not she still may."""
    people = User.objects.active()
    if present is not None:
        people = people | User.objects.filter(pk=present.pk)
    return people.order_by("name")
