"""The small cast that tests are told with. A pytest plugin: the fixtures are everywhere at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from interviews.accounts.models import User
    from interviews.roles.models import Role
    from panels.seating.models import Panel


@dataclass(frozen=True)
class Cast:
    """`ana`, `ben` and `cleo` are the raters A, B and C; `employee` is a candidate with an own account."""

    hr: User
    recruiter: User
    lead: User
    ana: User
    ben: User
    cleo: User
    outsider: User
    superuser: User
    employee: User


@pytest.fixture
def cast(db: None) -> Cast:
    from interviews.accounts.models import User  # noqa: PLC0415 -- a plugin is loaded before Django is set up
    from tests.factories import new_user  # noqa: PLC0415

    cast = Cast(
        hr=new_user("Hana Adeyemi", is_hr_admin=True),
        recruiter=new_user("Rosa Lindqvist", is_recruiter=True),
        lead=new_user("Amara Diallo"),
        ana=new_user("Ana Petrov"),
        ben=new_user("Ben Okafor"),
        cleo=new_user("Cleo Martin"),
        outsider=new_user("Otto Brandt"),
        superuser=new_user("Sam Root", is_superuser=True),
        employee=new_user("Edda Falk"),
    )
    User.objects.bulk_create(vars(cast).values())
    return cast


@pytest.fixture
def role(cast: Cast) -> Role:
    from tests.factories import make_role  # noqa: PLC0415

    return make_role("Senior Backend Engineer", lead=cast.lead)


@pytest.fixture
def panel(cast: Cast, role: Role) -> Panel:
    """Sent, with seats of Ana, Ben and Cleo, nothing written yet."""
    from tests.factories import make_panel  # noqa: PLC0415

    return make_panel(role=role, lead=cast.lead, recruiter=cast.recruiter, raters=[cast.ana, cast.ben, cast.cleo])
