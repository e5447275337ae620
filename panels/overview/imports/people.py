"""Accounts for people who are known by a name in a file only. Nobody can sign in to them, no mail reaches them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.utils.text import slugify

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.roles.models import Role

DOMAIN = "import.invalid"  # RFC 6761: never given to anybody
ROOM = 40


def importer() -> User:
    """Who plans and leads imported panels, where the role has no hiring manager."""
    return _person(f"import@{DOMAIN}", "Import")


def raters(role: Role, names: Sequence[str]) -> dict[str, User]:
    """An account for each name. They belong to the role: `J1` of another file may be somebody else."""
    domain = f"{_handle(role.name)}.{DOMAIN}"
    return {name: _person(f"rater-{_handle(name)}@{domain}", name) for name in names}


def _person(email: str, name: str) -> User:
    found: User | None = User.objects.filter(email__iexact=email).first()
    if found is not None:
        return found
    person: User = User.objects.create_user(email, name=name)
    record("person_imported", actor_id=None, subject=person)
    return person


def _handle(name: str) -> str:
    """The name as part of an address; with a few signs of its digest where the address alone would not tell it."""
    plain = slugify(name)
    if plain == name.casefold() and len(plain) <= ROOM:
        return plain
    return f"{plain[:ROOM].strip('-')}-{hashlib.sha256(name.casefold().encode()).hexdigest()[:8]}".lstrip("-")
