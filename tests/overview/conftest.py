"""People at their desks: a signed-in client, and panels in known states."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from interviews.accounts.models import User
from panels.consensus.actions.building import build_report
from panels.consensus.models import Report
from panels.seating.models import Panel
from tests.browser import *  # noqa: F403 -- pytest finds fixtures by name
from tests.conftest import AsRole

Get = Callable[..., HttpResponse]
Build = Callable[..., Report]


@pytest.fixture
def get() -> Get:
    """`get(user, "/panels/")`: the page as that person gets it."""

    def fetch(user: User | None, address: str, **query: str) -> HttpResponse:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client.get(address, query)

    return fetch


@pytest.fixture
def build(as_worker: AsRole) -> Build:
    def built(panel: Panel, *, with_late: bool = False) -> Report:
        with as_worker():
            return build_report(panel_id=panel.pk, with_late=with_late)

    return built


def text_of(response: HttpResponse, selector: str = "main") -> str:
    """The words of a part of the page, one space between them."""
    found = BeautifulSoup(response.content, "html.parser").select(selector)
    return " ".join(" ".join(part.get_text(" ").split()) for part in found)


def headings(response: HttpResponse) -> list[str]:
    """The sections of a page in their order."""
    page = BeautifulSoup(response.content, "html.parser")
    return [" ".join(heading.get_text(" ").split()) for heading in page.select("main h2")]
