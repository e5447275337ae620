"""Filters above lists. Each parameter is a fixed word, a known id or plain text; what is unknown is ignored."""

from __future__ import annotations

from typing import Any

from django import forms

from interviews.accounts.models import User
from interviews.accounts.querysets import UserQuerySet
from interviews.roles.models import Role
from interviews.roles.querysets import RoleQuerySet
from panels.seating.choices import PanelState
from panels.seating.models import Panel
from panels.seating.querysets import PanelQuerySet

LATE = "late"
STATES = [
    ("", "Under way"),
    (LATE, "Late"),
    (PanelState.DRAFT, "Draft"),
    (PanelState.OPEN, "Open"),
    (PanelState.REVEALED, "Scorecards open"),
    (PanelState.DECIDED, "Decided"),
    (PanelState.CANCELLED, "Cancelled"),
    (PanelState.WITHDRAWN, "Withdrew"),
    ("all", "All"),
]
DUE_FIRST = "due"


class Filter(forms.Form):
    """Bound to the address. A value that makes no sense counts as not given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            chosen = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if chosen else "form-control"

    def value(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name) or None


class PanelFilter(Filter):
    q = forms.CharField(label="Candidate", max_length=120, required=False)
    state = forms.ChoiceField(choices=STATES, required=False, widget=forms.HiddenInput)
    order = forms.ChoiceField(choices=[("", "Latest first"), (DUE_FIRST, "Due first")], required=False)
    role = forms.ModelChoiceField(Role.objects.none(), to_field_name="uuid", required=False, empty_label="All roles")

    def __init__(self, *args: Any, roles: RoleQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]


class AuditFilter(Filter):
    panel = forms.ModelChoiceField(Panel.objects.none(), to_field_name="uuid", required=False)
    person = forms.ModelChoiceField(User.objects.none(), to_field_name="uuid", required=False, empty_label="Everybody")
    first = forms.DateField(label="From", required=False, widget=forms.DateInput({"type": "date"}))
    last = forms.DateField(label="To", required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, panels: PanelQuerySet, people: UserQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["panel"].queryset = panels  # type: ignore[attr-defined]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
