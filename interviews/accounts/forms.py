"""What people type about themselves and about each other. Forms check and never write."""

from itertools import groupby
from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import LoginForm, RequestLoginCodeForm, ResetPasswordForm
from crispy_forms.layout import Layout
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from interviews.accounts.models import User
from interviews.web.forms import helper

MARKS_HINTS = {
    "is_hr_admin": "Keeps the library, rubrics, people and mail. Never sees what a scorecard says before it opens.",
    "is_recruiter": "Opens panels, assigns and reminds interviewers. Never sees what a scorecard says before it opens.",
}


def time_zones() -> list[tuple[str, Any]]:
    """Every zone as "Europe / Berlin" in a group for its region, UTC first."""
    zones = sorted(
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix", "right"))
    )
    grouped = groupby(zones, key=lambda zone: zone.split("/", 1)[0])
    return [
        ("UTC", "UTC"),
        *((region, [(zone, zone.split("/", 1)[1].replace("_", " ")) for zone in names]) for region, names in grouped),
    ]


class ProfileForm(forms.Form):
    name = forms.CharField(
        max_length=120, help_text="As colleagues know you.", widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    time_zone = forms.ChoiceField(choices=time_zones, help_text="Interviews and due times are shown in it.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Save")


class AcceptForm(ProfileForm):
    password = forms.CharField(
        strip=False,
        help_text="At least 10 characters. A few words in a row are easy to keep in mind and hard to guess.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    email = forms.EmailField(label="Email address", max_length=254, help_text="You sign in with it.")

    def __init__(self, *args: Any, user: User, asks_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        shown = ["name", "email", "password", "time_zone"]
        if not asks_address:
            del self.fields["email"]
            shown.remove("email")
        self.helper = helper(submit="Join Concord", layout=Layout(*shown))

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class MarksForm(forms.Form):
    is_hr_admin = forms.BooleanField(label="HR admin", required=False, help_text=MARKS_HINTS["is_hr_admin"])
    is_recruiter = forms.BooleanField(label="Recruiter", required=False, help_text=MARKS_HINTS["is_recruiter"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Save marks")


class InviteForm(MarksForm):
    email = forms.EmailField(label="Email address", max_length=254)
    name = forms.CharField(max_length=120, help_text="They can correct it when they join.")
    field_order = ("name", "email", "is_hr_admin", "is_recruiter")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Send invitation", cancel="/people/")


class PeopleFilter(forms.Form):
    """The search above the list; what makes no sense is left out rather than refused."""

    q = forms.CharField(required=False)
    show = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Everybody"),
            ("hr", "HR admins"),
            ("recruiters", "Recruiters"),
            ("invited", "Invited, not yet joined"),
            ("off", "Deactivated"),
        ],
    )


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Email address"
        self.fields["login"].widget.attrs = {"type": "email", "autocomplete": "username"}
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}
        self.fields["password"].help_text = ""
        self.fields["remember"].label = "Stay signed in on this device"


class CodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Email address"
        self.fields["email"].widget.attrs = {"autocomplete": "username"}


class ForgotForm(ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Email address"
        self.fields["email"].widget.attrs = {"autocomplete": "username"}


def as_form_errors(form: forms.Form, refused: ValidationError, field: str | None = None) -> None:
    """Put an action's refusal where the person reads it."""
    form.add_error(field, refused.messages)
