"""The people of the demo: invited one by one, all with one password."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from interviews.accounts.actions import invite
from interviews.accounts.models import User
from interviews.runtime.actor import acting_as
from panels.overview.demo.content import Organisation


@dataclass(frozen=True)
class Cast:
    """Everybody by the key that the content uses."""

    users: dict[str, User]
    names: dict[str, str]

    def __getitem__(self, key: str) -> User:
        return self.users[key]

    def named(self, name: str) -> User:
        return self.users[self.names[name]]


def invite_all(organisation: Organisation, advance: Callable[[], object]) -> Cast:
    """The first HR admin invites the others. The one thing done past the actions is the password: hashed once for
    all, or thirty people would take as many seconds as the rest of the demo."""
    password = make_password(organisation.password)
    users: dict[str, User] = {}
    first: User | None = None
    for key, person in organisation.people.items():
        with acting_as(first.pk if first else None):
            user, _link = invite(
                by=first,
                email=organisation.address(person),
                name=person.name,
                is_hr_admin=person.mark == "HR admin",
                is_recruiter=person.mark == "recruiter",
            )
        user.password, user.time_zone = password, organisation.time_zone
        user.save(update_fields=["password", "time_zone"])
        first = first or user
        users[key] = user
        advance()
    return _cast(organisation, users)


def find_all(organisation: Organisation) -> Cast | None:
    """The people of a demo that was built before, or nothing."""
    by_address = {user.email: user for user in User.objects.filter(email__endswith=f"@{organisation.domain}")}
    users = {
        key: by_address[organisation.address(person)]
        for key, person in organisation.people.items()
        if organisation.address(person) in by_address
    }
    return _cast(organisation, users) if len(users) == len(organisation.people) else None


def _cast(organisation: Organisation, users: dict[str, User]) -> Cast:
    return Cast(users, {person.name: key for key, person in organisation.people.items()})
