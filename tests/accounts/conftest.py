"""What the tests of people share."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from django.test import Client

from interviews.accounts.models import User
from tests.browser import *  # noqa: F403 -- pytest finds fixtures by name
from tests.cast import Cast

PASSWORD = "three quiet words"
SignedIn = Callable[[User], Client]


@pytest.fixture
def signed_in() -> Iterator[SignedIn]:
    def open_for(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return open_for


@pytest.fixture(autouse=True)
def queued_mail(settings: LazySettings) -> None:
    """pytest-django puts an outbox of its own in place of the queue; these tests are about the queue."""
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"


@pytest.fixture
def ana(cast: Cast) -> User:
    """With a password."""
    cast.ana.set_password(PASSWORD)
    cast.ana.save()
    return cast.ana
