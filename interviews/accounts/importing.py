"""People from a table: checked line by line, then invited all together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import transaction

from interviews.accounts.actions import invite
from interviews.accounts.models import User, check_time_zone
from interviews.web.importing import Checked, Fresh, Importer, check_rows
from interviews.web.tables import Column, Line

YES, NO = ("yes", "y", "true", "1", "x"), ("", "no", "n", "false", "0")


class MarkField(forms.CharField):
    """Yes or no as people write it."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> bool:
        word = str(value or "").strip().lower()
        if word not in (*YES, *NO):
            raise forms.ValidationError("Write yes or no.", code="yes_or_no")
        return word in YES


class PersonRow(forms.Form):
    name = forms.CharField(max_length=120, error_messages={"required": "The name is missing."})
    email = forms.EmailField(
        max_length=254,
        error_messages={"required": "The address is missing.", "invalid": "This is no email address."},
    )
    hr_admin = MarkField()
    recruiter = MarkField()
    time_zone = forms.CharField(required=False, max_length=64)

    def clean_time_zone(self) -> str:
        zone: str = self.cleaned_data["time_zone"]
        if zone:
            try:
                check_time_zone(zone)
            except forms.ValidationError:
                raise forms.ValidationError(
                    "There is no such time zone. Write it as in Europe/Berlin.", code="zone"
                ) from None
        return zone


def check(lines: Sequence[Line], _actor: User) -> Checked:
    there = {email.lower(): name for email, name in User.objects.inside().values_list("email", "name")}
    return check_rows(
        lines,
        PersonRow,
        known=lambda row: (
            f"{there[row['email'].lower()]} is on the list already." if row["email"].lower() in there else ""
        ),
        same=lambda row: [row["email"].lower()],
        words=_words,
    )


@transaction.atomic
def invite_all(rows: Sequence[Fresh], actor: User) -> None:
    """Each gets a mail with a link. Raises AddressTaken, and nobody is invited then."""
    for row in rows:
        data = row.data
        person, _ = invite(
            by=actor,
            email=data["email"],
            name=data["name"],
            is_hr_admin=data["hr_admin"],
            is_recruiter=data["recruiter"],
        )
        if data["time_zone"]:
            User.objects.filter(pk=person.pk).update(time_zone=data["time_zone"])


def _words(row: dict[str, Any]) -> str:
    marks = [word for word, on in (("HR admin", row["hr_admin"]), ("recruiter", row["recruiter"])) if on]
    return ", ".join([f"{row['name']} ({row['email']})", *marks])


PEOPLE = Importer(
    one="person",
    many="people",
    columns=(
        Column("name", "As colleagues know them.", needed=True),
        Column("email", "Each address once.", needed=True),
        Column("hr_admin", "yes or no."),
        Column("recruiter", "yes or no."),
        Column("time_zone", "As in Europe/Berlin; else UTC, and each sets an own one on joining."),
    ),
    examples=(
        ("Ana Petrov", "ana.petrov@example.org", "no", "no", "Europe/Sofia"),
        ("Rosa Lindqvist", "rosa.lindqvist@example.org", "no", "yes", "Europe/Stockholm"),
    ),
    most=500,
    check=check,
    write=invite_all,
    back="accounts:people",
    after="Each of them gets a mail with a link to join, valid for fourteen days.",
)
