"""What the tests of page parts share."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from interviews.accounts.models import User
from tests.browser import *  # noqa: F403 -- pytest finds fixtures by name

SignedIn = Callable[[User], Client]


@pytest.fixture
def signed_in() -> Iterator[SignedIn]:
    def open_for(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return open_for
