"""A real Chromium before the real site: live server in the web server's database role, people signed in, axe.

Import the fixtures where browser tests live: `from tests.browser import *` in a conftest.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.db.backends.signals import connection_created
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, sync_playwright

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

    from interviews.accounts.models import User

__all__ = ["Visitor", "browser", "site", "visit", "visitor"]

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 10_000
AXE = """axe.run({resultTypes: ["violations"]}).then(found => found.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${JSON.stringify(node.target)} ${node.failureSummary}`)))"""
_running: list[Browser] = []


@dataclass
class Visitor:
    """One person's browser: own cookies, one page at first. `faults` gathers script errors and refused content."""

    context: BrowserContext
    page: Page
    address: str
    faults: list[str] = field(default_factory=list)
    with_axe: bool = False

    def open(self, path: str) -> Response | None:
        return self.page.goto(self.address + path)

    def send(self, button: Locator) -> None:
        """Presses what leads to another page, and is back when that stands in the old one's place.

        A click alone returns while the old page is still there or half gone: whoever looks then sees either.
        """
        with self.page.expect_navigation():
            button.click()

    def tab(self) -> Page:
        """A further page of the same person."""
        page = self.context.new_page()
        _listen(page, self.faults)
        return page

    def sign_in(self, user: User) -> None:
        """As the sign-in page leaves it: a new session and a new CSRF cookie are up to the site's next answer."""
        from django.test import Client  # noqa: PLC0415 -- a plugin-like module is read before Django is set up

        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.address}])

    def sign_out(self) -> None:
        """The session is gone on the server; the browser still shows its old cookie."""
        from django.contrib.sessions.models import Session  # noqa: PLC0415

        Session.objects.all().delete()

    def axe(self, page: Page | None = None) -> list[str]:
        """What axe finds, one line a finding; an empty list is what a page owes.

        Sending half a megabyte of script and a long result costs more than many a page, so the browser keeps the
        script for the pages that follow, and only the findings come back.
        """
        page = page or self.page
        if not self.with_axe:
            self.context.add_init_script(AXE_SCRIPT)
            self.with_axe = True
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        found: list[str] = page.evaluate(AXE)
        return found


def _listen(page: Page, faults: list[str]) -> None:
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None,
    )


def chromium_path() -> str:
    return os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or "/usr/bin/chromium"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium a run: each conftest that imports this fixture has a copy of it, and Playwright starts only once.

    Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    """
    if _running:
        yield _running[0]
        return
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        _running.append(chromium)
        yield chromium
        _running.clear()
        chromium.close()


@pytest.fixture
def site(live_server: LiveServer) -> Iterator[str]:
    """The live server's address; its threads work as the web server's database role, not as the owner."""
    main = threading.main_thread()

    def become_app(connection: Any, **_kwargs: object) -> None:
        if threading.current_thread() is not main:
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE concord_app")

    connection_created.connect(become_app, weak=False)
    yield live_server.url
    connection_created.disconnect(become_app)


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Visitor]]:
    """`visit(user)` opens a browser of their own; any argument of a Playwright context (`viewport`, `color_scheme`,
    `java_script_enabled`) may follow. A script error or refused content fails the test at its end.
    """
    visitors: list[Visitor] = []

    def arrive(user: User | None = None, **options: Any) -> Visitor:
        context = browser.new_context(**{"viewport": WIDE, "base_url": site, **options})
        visitor = Visitor(context, context.new_page(), site)
        _listen(visitor.page, visitor.faults)
        if user is not None:
            visitor.sign_in(user)
        visitors.append(visitor)
        return visitor

    yield arrive
    for one in visitors:
        one.context.close()
    assert [fault for one in visitors for fault in one.faults] == []


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    """A browser in which nobody is signed in yet."""
    return visit()
