"""Browsers without a screen and without scripts."""

from collections.abc import Callable

import pytest
from django.test import Client

from interviews.accounts.models import User

As = Callable[[User], Client]


@pytest.fixture
def as_(db: None) -> As:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in
