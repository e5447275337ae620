"""The browser is killed while somebody types: how much typing is gone, measured in seconds of typing.

`make typing N=50` kills fifty and prints the figures; the short form kills a few.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Request, expect

from panels.seating.models import Panel
from tests.browser import chromium_path
from tests.cast import Cast
from tests.scorecards.cards import card_address
from tests.scorecards.test_autosave import SAVED, evidence, stored

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]

KILLS = int(os.environ.get("CONCORD_TYPING") or 3)
MEASURED = "CONCORD_TYPING" in os.environ
MOST = 2.0
"""Seconds. Beside other tests the site may answer late; its slowest answer comes on top, never in `make typing`."""
A_WORD = 0.08


@contextmanager
def own_chromium(browser: Browser, folder: Path) -> Iterator[tuple[Browser, int]]:
    """A browser of our own process, so that it can be killed: Playwright does not say which its own is."""
    words = [chromium_path(), "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"]
    process = subprocess.Popen(
        [*words, f"--user-data-dir={folder}"], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert process.stderr is not None
        line = next(line for line in process.stderr if "DevTools listening on " in line)
        yield browser.browser_type.connect_over_cdp(line.rpartition(" ")[2].strip()), process.pid
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def killed(group: int) -> float:
    """The whole group at once, for what was started may be a script beside the browser; when that was."""
    os.killpg(group, signal.SIGKILL)
    died = time.monotonic()
    with suppress(ProcessLookupError):
        while time.monotonic() < died + 10:
            with suppress(ChildProcessError):
                os.waitpid(group, os.WNOHANG)
            os.killpg(group, 0)
            time.sleep(0.01)
        raise AssertionError("the browser lives on")
    return died


def card_in(chromium: Browser, site: str, panel: Panel, cast: Cast) -> Page:
    client = Client()
    client.force_login(cast.ana)
    context = chromium.new_context()
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
    page = context.new_page()
    page.goto(site + card_address(panel, cast.ana))
    page.locator(evidence(panel)).focus()
    page.keyboard.press("Control+A")  # fifty browsers' words one after the other are more than a field takes
    return page


class Answers:
    """How long the site takes to answer a save, one under way included."""

    def __init__(self, page: Page) -> None:
        self.began: dict[Request, float] = {}
        self.slowest = 0.0
        page.on("request", lambda request: self.began.update({request: time.monotonic()}))
        page.on("requestfinished", self.finished)

    def finished(self, request: Request) -> None:
        self.slowest = max(self.slowest, time.monotonic() - self.began.pop(request, time.monotonic()))

    def until(self, died: float) -> float:
        return max([self.slowest, *(died - began for began in self.began.values())])


def typed_for(page: Page, seconds: float, first: int, pause_after: int) -> dict[int, float]:
    """Numbered words at a steady pace, with one pause where asked; when each was typed."""
    times: dict[int, float] = {}
    end = time.monotonic() + seconds
    number = first
    while time.monotonic() < end:
        times[number] = time.monotonic()
        page.keyboard.type(f"{number:05} ")
        if number - first == pause_after:
            time.sleep(1.2)
        time.sleep(max(0.0, times[number] + A_WORD - time.monotonic()))
        number += 1
    return times


def lost_seconds(times: dict[int, float], died: float, panel: Panel, cast: Cast) -> float:
    """From the first word that is not in the database to the browser's death; what was on its way may still arrive."""
    time.sleep(0.4)
    there = {int(word) for word in stored(panel, cast).split() if len(word) == 5}
    missing = [moment for number, moment in times.items() if number not in there]
    return died - min(missing) if missing else 0.0


def test_at_most_two_seconds_of_typing_are_lost(
    browser: Browser, site: str, panel: Panel, cast: Cast, tmp_path: Path
) -> None:
    random, lost = Random(20261127), []
    for number in range(KILLS):
        with own_chromium(browser, tmp_path / str(number)) as (chromium, pid):
            page = card_in(chromium, site, panel, cast)
            answers = Answers(page)
            pause_after = 8 if number % 3 == 2 else -1
            times = typed_for(page, random.uniform(2.2, 5.5), 10_000 + number * 100, pause_after)
            died = killed(pid)
            assert len(times) > 10
            lost.append(lost_seconds(times, died, panel, cast))
            allowed = MOST if MEASURED else MOST + answers.until(died)
            assert (number, lost[-1] <= allowed, lost[-1]) == (number, True, lost[-1])
    if MEASURED:
        median = statistics.median(lost)
        sys.stdout.write(f"\n{KILLS} kills: lost at most {max(lost):.2f} s of typing, {median:.2f} s in the middle\n")


def test_nothing_is_lost_once_saved_was_said(
    browser: Browser, site: str, panel: Panel, cast: Cast, tmp_path: Path
) -> None:
    for number in range(max(2, KILLS // 5)):
        with own_chromium(browser, tmp_path / str(number)) as (chromium, pid):
            page = card_in(chromium, site, panel, cast)
            times = typed_for(page, 0.8, 10_000 + number * 100, -1)
            expect(page.locator("#saved")).to_have_text(SAVED, timeout=10_000)
            assert lost_seconds(times, killed(pid), panel, cast) == 0.0
