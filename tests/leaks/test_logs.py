"""L24: what somebody typed, and what opens something, stands in no log when things go wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from interviews.runtime.actor import acting_as
from interviews.runtime.embedded.folder import Folder
from interviews.runtime.logs import WithoutContent
from panels.scorecards import actions
from panels.scorecards.views import writing
from panels.seating.models import Panel
from tests.cast import Cast
from tests.consensus.conftest import spoil
from tests.consensus.test_worker import until
from tests.factories import card_of, seat_of, submit_card
from tests.scorecards.cards import posted
from tests.worker import *  # noqa: F403 -- pytest finds fixtures by name

pytestmark = pytest.mark.django_db
TYPED = "Zq she hesitated at the ledger"


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the site's own handler writes, formatter included."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(WithoutContent(settings.LOGGING["formatters"]["plain"]["format"]))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def test_formatter_is_the_sites_own() -> None:
    assert settings.LOGGING["formatters"]["plain"]["()"] == "interviews.runtime.logs.WithoutContent"


@pytest.mark.parametrize("kind", [RuntimeError, IntegrityError, ValueError])
def test_fault_while_saving_says_where_and_not_what(
    cast: Cast, panel: Panel, log: StringIO, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    def broken(**given: object) -> None:
        try:
            raise KeyError(TYPED)
        except KeyError as error:
            raise kind(f"Failing row contains {TYPED} {given}") from error

    monkeypatch.setattr(actions, "save_draft", broken)
    monkeypatch.setattr(writing, "save_draft", broken, raising=False)
    client = Client(raise_request_exception=False)
    client.force_login(cast.ana)
    seat = seat_of(panel, cast.ana)
    with acting_as(cast.ana.pk):
        body = posted(card_of(panel, cast.ana), notes=TYPED)
    answer = client.post(reverse("scorecards:save", args=[seat.uuid]), body)
    assert answer.status_code == 500
    said = log.getvalue()
    assert f"{kind.__module__}.{kind.__qualname__}" in said
    assert "KeyError" in said
    assert "in broken" in said
    assert "Zq" not in said
    assert TYPED not in answer.content.decode()
    assert client.cookies[settings.SESSION_COOKIE_NAME].value not in said
    assert mail.outbox == []


@pytest.mark.parametrize("path", ["/invitations/Zq-token/", "/seat-links/Zq-token/", "/accounts/reset/1a-Zq-token/"])
def test_addresses_lose_what_opens_something(log: StringIO, path: str) -> None:
    Client().get(f"{path}nothing/")
    assert "Not Found: " in log.getvalue()
    assert "Zq" not in log.getvalue()


def test_celerys_own_line_names_the_kind_alone() -> None:
    context = {"name": "consensus.build_report", "id": "1", "description": "raised unexpected", "exc": f"E({TYPED!r})"}
    record = logging.LogRecord("celery.app.trace", 40, "", 0, "Task %(name)s %(description)s: %(exc)s", None, None)
    record.args = context
    assert WithoutContent("%(message)s").format(record) == "Task consensus.build_report raised unexpected: E"


@pytest.mark.django_db(transaction=True)
def test_database_logs_neither_the_statement_nor_the_row(panel: Panel, cast: Cast) -> None:
    """A refused statement, its parameters inside it, and a broken constraint that quotes the row."""
    path = Folder(Path(connection.settings_dict["EMBEDDED"])).log
    begins = path.stat().st_size
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE seating_panel SET closed_at = now(), closing_reason = '' WHERE %s <> ''", [TYPED])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nothing_of_this_name WHERE text = %s", [TYPED])
    said = path.read_bytes()[begins:].decode(errors="replace")
    assert "seating_closing_has_a_reason" in said
    assert "nothing_of_this_name" in said
    assert "Zq" not in said
    assert "Failing row" not in said


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_workers_log_says_nothing_of_a_card_that_cannot_be_read(cast: Cast, panel: Panel, worker: Path) -> None:
    for rater in (cast.ana, cast.ben):
        submit_card(panel, rater, evidence=TYPED)
    with transaction.atomic():
        submit_card(panel, cast.cleo, evidence=TYPED)
        spoil(panel, cast.ana)
    until(lambda: "while building" in worker.read_text(), worker)
    assert "Zq" not in worker.read_text()
