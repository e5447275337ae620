"""Many at once, on real connections: one version, one outbox row, and nobody's text lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection, transaction

from interviews.runtime.actor import acting_as
from panels.consensus.models import Outbox
from panels.scorecards.actions import Saved, save_draft, submit
from panels.scorecards.models import KeptDraft, SubmittedVersion
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import begin_card, card_of, make_draft, submit_card

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

MANY = 20
CLICKS, HANDS = 100, 60
"""PostgreSQL lets in 97 at a time, and another test process may be at it as well."""
T = TypeVar("T")


def at_once(work: Callable[[int], T], times: int = MANY, hands: int = 0) -> list[T]:
    """Run it that many times, `hands` (or all) starting together, each in a thread and on a connection of its own."""
    hands = hands or times

    def run(number: int) -> T:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(hands, initializer=Barrier(hands).wait, initargs=(30,)) as pool:
        return list(pool.map(run, range(times)))


def test_a_hundred_identical_submits_make_one_version_and_one_outbox_row(panel: Panel, cast: Cast) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    begun = begin_card(panel, cast.cleo)

    def click(_number: int) -> int:
        with acting_as(cast.cleo.pk), transaction.atomic():
            return submit(card=card_of(panel, cast.cleo), actor=cast.cleo, revision=begun.revision, discussed=False).pk

    assert len(set(at_once(click, CLICKS, HANDS))) == 1
    with acting_as(cast.cleo.pk), transaction.atomic():
        assert SubmittedVersion.objects.filter(author=cast.cleo).count() == 1
    assert Outbox.objects.filter(panel=panel).count() == 1
    panel.refresh_from_db()
    assert panel.revealed_at is not None


def test_twenty_different_saves_store_one_and_keep_the_others(panel: Panel, cast: Cast) -> None:
    def save(number: int) -> Saved:
        with acting_as(cast.ana.pk), transaction.atomic():
            card = card_of(panel, cast.ana)
            draft = replace(make_draft(card.seat), notes=f"text {number}")
            return save_draft(card=card, actor=cast.ana, revision=0, draft=draft)

    outcomes = at_once(save)
    with acting_as(cast.ana.pk), transaction.atomic():
        texts = [kept.content["notes"] for kept in KeptDraft.objects.all()] + [card_of(panel, cast.ana).notes]
    assert [saved.won for saved in outcomes].count(True) == 1
    assert sorted(texts) == sorted(f"text {number}" for number in range(MANY))


def test_save_against_submit_never_loses_the_text(panel: Panel, cast: Cast) -> None:
    """A stale tab saves while another submits: the words are in the draft that was submitted, or kept beside it."""
    begun = begin_card(panel, cast.ana)

    def either(number: int) -> None:
        with acting_as(cast.ana.pk), transaction.atomic():
            card = card_of(panel, cast.ana)
            if number == 0:
                submit(card=card, actor=cast.ana, revision=begun.revision, discussed=False)
            else:
                draft = replace(make_draft(card.seat), notes="the stale tab", discussed=None)
                save_draft(card=card, actor=cast.ana, revision=begun.revision + 1, draft=draft)

    at_once(either, 2)
    with acting_as(cast.ana.pk), transaction.atomic():
        assert [kept.content["notes"] for kept in KeptDraft.objects.all()] == ["the stale tab"]
        assert SubmittedVersion.objects.filter(author=cast.ana).count() == 1


def test_draft_saves_do_not_wait_for_the_panels_lock(panel: Panel, cast: Cast) -> None:
    def save(_number: int) -> bool:
        with acting_as(cast.ana.pk), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            card = card_of(panel, cast.ana)
            return save_draft(card=card, actor=cast.ana, revision=0, draft=make_draft(card.seat)).won

    with transaction.atomic():
        Panel.objects.select_for_update().get(pk=panel.pk)
        assert at_once(save, 1) == [True]
