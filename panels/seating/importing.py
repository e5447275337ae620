"""Candidates from a table of another system, and draft panels for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from interviews.accounts.models import User
from interviews.web.importing import Checked, Importer, check_rows
from interviews.web.tables import Column, Line
from panels.seating.actions.importing import add_candidates
from panels.seating.models import Candidate

LONG = 4_000


class CandidateRow(forms.Form):
    """Its fields are those of a candidate's record, with its lengths."""

    name = forms.CharField(max_length=120, error_messages={"required": "The name is missing."})
    external_id = forms.CharField(max_length=80, required=False)
    email = forms.EmailField(max_length=254, required=False, error_messages={"invalid": "This is no email address."})
    phone = forms.CharField(max_length=40, required=False)
    pronunciation = forms.CharField(max_length=120, required=False)
    pronouns = forms.CharField(max_length=40, required=False)
    adjustments = forms.CharField(max_length=LONG, required=False)
    source = forms.CharField(max_length=120, required=False)
    referrer = forms.CharField(max_length=120, required=False)
    recruiter_notes = forms.CharField(max_length=LONG, required=False)


def check(lines: Sequence[Line], actor: User) -> Checked:
    """Known by the id of the other system, else by name and address among those whom the actor may see. What is known
    is left as it is; whose id it is, is not said.
    """
    ids = set(Candidate.objects.exclude(external_id="").values_list("external_id", flat=True))
    seen = Candidate.objects.visible_to(actor).exclude(email="")
    names = {(name.casefold(), email.lower()) for name, email in seen.values_list("name", "email")}

    def known(row: dict[str, Any]) -> str:
        if row["external_id"] and row["external_id"] in ids:
            return f"{row['name']}: the id {row['external_id']} is here already."
        if row["email"] and (row["name"].casefold(), row["email"].lower()) in names:
            return f"{row['name']} ({row['email']}) is here already."
        return ""

    return check_rows(lines, CandidateRow, known=known, same=_same, words=_words)


def _same(row: dict[str, Any]) -> list[object]:
    found: list[object] = [("id", row["external_id"])] if row["external_id"] else []
    return found + ([(row["name"].casefold(), row["email"].lower())] if row["email"] else [])


def _words(row: dict[str, Any]) -> str:
    return ", ".join(part for part in (row["name"], row["email"], row["external_id"]) if part)


CANDIDATES = Importer(
    one="candidate",
    many="candidates",
    columns=(
        Column("name", "As interviewers will read it.", needed=True),
        Column("external_id", "In your other system; each once. Known ones are left as they are."),
        Column("email", "Not shown to interviewers."),
        Column("phone", "Not shown to interviewers."),
        Column("pronunciation", "How to say the name: PREE-yah RAH-mun."),
        Column("pronouns", "As in she/her."),
        Column("adjustments", "An instruction for interviewers, never a diagnosis."),
        Column("source", "Where the application came from. Hidden from interviewers."),
        Column("referrer", "Hidden from interviewers."),
        Column("recruiter_notes", "Hidden from interviewers."),
    ),
    examples=(
        ("Priya Raman", "A-1041", "priya.raman@example.org", "", "PREE-yah", "she/her", "", "referral", "", ""),
        ("Omar Said", "A-1042", "omar.said@example.org", "", "OH-mar sah-EED", "he/him", "", "agency", "", ""),
    ),
    most=10_000,
    check=check,
    write=lambda rows, actor: add_candidates(actor=actor, details=[row.data for row in rows]),
    back="seating:candidates",
    after="They are candidates then, without a panel. Nobody gets a mail.",
)
