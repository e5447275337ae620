"""Leaks planted on purpose: the harness has to find each, or its silence means nothing.

Each reads what it gives away as its author, past both fences, as a fault that nobody has thought of would.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone
from mailer.models import Message

from interviews.runtime.actor import acting_as
from interviews.web.middleware import SignedInMiddleware
from panels.scorecards.models import Scorecard
from tests.cast import Cast
from tests.conftest import AsRole
from tests.leaks.crawling import Crawl
from tests.leaks.scenes import World, canary, make
from tests.leaks.watching import Ask, undone
from tests.overview.conftest import Build
from tests.permissions import seen_by

pytestmark = pytest.mark.django_db
Leak = Callable[[HttpResponse, int, str], None]


def in_the_page(response: HttpResponse, count: int, _notes: str) -> None:
    response.content += f"<!-- {count} -->".encode()


def in_the_length(response: HttpResponse, count: int, _notes: str) -> None:
    response.content += b" " * count


def in_a_header(response: HttpResponse, count: int, _notes: str) -> None:
    response["ETag"] = f'"{hash(count)}"'


def in_a_cookie(response: HttpResponse, count: int, _notes: str) -> None:
    response.set_cookie("seen", str(count))


def in_the_status(response: HttpResponse, count: int, _notes: str) -> None:
    if response.status_code == 404 and count:
        response.status_code = 403


def in_the_order(response: HttpResponse, count: int, _notes: str) -> None:
    lines = response.content.split(b"\n")
    response.content = b"\n".join(lines[::-1] if count else lines)


def in_a_further_query(_response: HttpResponse, count: int, _notes: str) -> None:
    if count:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")


def in_the_number_of_rows(_response: HttpResponse, count: int, _notes: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT generate_series(1, %s)", [count])


def in_a_mail(_response: HttpResponse, count: int, _notes: str) -> None:
    mail = Message(when_added=timezone.now())
    mail.email = EmailMessage(f"{count} of 3 are in", "Words.", "concord@example.org", ["ana@example.org"])
    mail.save()


def in_a_file(_response: HttpResponse, count: int, _notes: str) -> None:
    Path(settings.MEDIA_ROOT, f"report-{count}.pdf").write_text("x")


def in_a_message_to_the_worker(_response: HttpResponse, count: int, _notes: str) -> None:
    if count:
        transaction.on_commit(partial(print, "wake up"))


def in_the_log(_response: HttpResponse, _count: int, notes: str) -> None:
    logging.getLogger("panels").error("saved %s", notes)


LEAKS: tuple[Leak, ...] = (
    in_the_page,
    in_the_length,
    in_a_header,
    in_a_cookie,
    in_the_status,
    in_the_order,
    in_a_further_query,
    in_the_number_of_rows,
    in_a_mail,
    in_a_file,
    in_a_message_to_the_worker,
    in_the_log,
)


@pytest.mark.parametrize("leak", LEAKS)
def test_planted_leak_is_found(
    cast: Cast, build: Build, as_app: AsRole, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, leak: Leak
) -> None:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    world = make(cast, build, seated=False)
    _plant(monkeypatch, world, leak)
    crawl = Crawl(world, "ana", seen_by(Client(), cast, "ana"), [canary("ben", "notes", 1)])
    logging.getLogger().addHandler(crawl.log)
    try:
        asks = [Ask("GET", "/panels/"), Ask("GET", "/seats/00000000-0000-4000-8000-000000000000/scorecard/")]
        for number in range(2):
            with undone():
                if number:
                    world.submit("ben", 1)
                with as_app():
                    if number:
                        found = crawl.differences()
                    else:
                        crawl.first = {ask: crawl.watcher.ask(ask) for ask in asks}
    finally:
        logging.getLogger().removeHandler(crawl.log)
    assert len(found) + len(crawl.hits) > 0


def _plant(monkeypatch: pytest.MonkeyPatch, world: World, leak: Leak) -> None:
    real = SignedInMiddleware.__call__
    ben = world.person("ben")

    def leaking(self: Any, request: HttpRequest) -> Any:
        response = real(self, request)
        with acting_as(ben.pk):
            cards = list(Scorecard.objects.filter(panel=world.panel))
        leak(response, sum(card.is_submitted for card in cards), cards[0].notes)
        return response

    monkeypatch.setattr(SignedInMiddleware, "__call__", leaking)
