"""Fixtures for roles: a draft, a published rubric, and a browser without a screen for each of the cast."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.browser import *  # noqa: F403 -- pytest finds fixtures by name

if TYPE_CHECKING:
    from interviews.accounts.models import User
    from interviews.roles.models import Role, Rubric
    from tests.cast import Cast

As = Callable[["User"], Client]


@pytest.fixture
def as_(db: None) -> As:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def draft_role(cast: Cast) -> Role:
    """Led by Amara, with three written competencies in a draft on levels 1 to 5."""
    from tests.factories import make_role  # noqa: PLC0415 -- Django is set up by now, and was not on import

    return make_role("Ward Manager", lead=cast.lead, publish=False)


@pytest.fixture
def draft(draft_role: Role) -> Rubric:
    return draft_role.rubrics.get()


@pytest.fixture
def live(role: Role) -> Rubric:
    return role.rubrics.get()
