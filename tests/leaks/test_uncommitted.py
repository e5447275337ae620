"""L27: while a submission stands uncommitted, and after it was rolled back, everybody's pages are as before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interviews.accounts.models import User
from panels.scorecards.models import SubmittedVersion
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import seat_of, submit_card
from tests.leaks.watching import RANDOM

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@contextmanager
def held_open(panel: Panel, user: User) -> Iterator[None]:
    """The person's submission, the last one missing, written and not committed; rolled back at the end."""
    written, go_on = Event(), Event()

    def submit() -> None:
        with transaction.atomic():
            submit_card(panel, user)
            written.set()
            go_on.wait(timeout=60)
            transaction.set_rollback(True)
        connection.close()

    thread = Thread(target=submit)
    thread.start()
    try:
        assert written.wait(timeout=30)
        yield
    finally:
        go_on.set()
        thread.join()


def plain(text: str) -> str:
    for pattern, stands_for in RANDOM:
        text = pattern.sub(stands_for, text)
    return text


def pages(panel: Panel, cast: Cast) -> dict[tuple[str, str], str]:
    """What each person gets of each page of the panel. A lock that a page waits for would end in an error here."""
    seen = {}
    addresses = ["/", "/panels/", reverse("overview:panel", args=[panel.uuid])]
    addresses += [reverse("consensus:report", args=[panel.uuid]), reverse("seating:seats", args=[panel.uuid])]
    addresses += [reverse("scorecards:card", args=[seat_of(panel, rater).uuid]) for rater in (cast.ana, cast.cleo)]
    addresses += [reverse("seating:candidate", args=[panel.candidate.uuid]), "/audit/", "/mail/"]
    for name in ("ana", "ben", "cleo", "lead", "recruiter", "hr", "superuser"):
        client = Client()
        client.force_login(getattr(cast, name))
        for address in addresses:
            answer = client.get(address)
            seen[name, address] = f"{answer.status_code} {plain(answer.content.decode())}"
    return seen


def test_what_is_not_committed_is_seen_by_nobody_and_holds_up_nobody(
    panel: Panel, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)  # pages say "today": midnight may come in between
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '5s'")
    before = pages(panel, cast)
    with held_open(panel, cast.cleo):
        during = pages(panel, cast)
    after = pages(panel, cast)
    assert {key: during[key] for key in before if during[key] != before[key]} == {}
    assert {key: after[key] for key in before if after[key] != before[key]} == {}
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET LOCAL ROLE concord_backup")
        assert SubmittedVersion.objects.filter(author=cast.cleo).count() == 0
    panel.refresh_from_db()
    assert panel.revealed_at is None
