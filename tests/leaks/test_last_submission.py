"""Submitting answers in the same bytes, the last one missing or not; the SQL is alike up to the opening."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from interviews.roles.models import Role
from tests.cast import Cast
from tests.conftest import AsRole
from tests.factories import make_panel
from tests.leaks.scenes import World
from tests.leaks.watching import Ask, Seen, Watcher, undone
from tests.overview.conftest import Build
from tests.permissions import seen_by

pytestmark = pytest.mark.django_db
OPENING = "SELECT reveal_if_complete"


def submitted_by_ana(world: World, as_app: AsRole, others: list[str]) -> Seen:
    with undone():
        for name in others:
            world.submit(name, 1)
        world.begin("ana", 2)
        with as_app():
            seat = world.panel.seats.get(interviewer=world.person("ana"))
            watcher = Watcher(seen_by(Client(), world.cast, "ana"), frozenset({str(seat.uuid)}), lambda *_: None)
            return watcher.ask(
                Ask("POST", f"/seats/{seat.uuid}/scorecard/summary/", {"revision": "1", "discussed": "no"})
            )


def test_last_submission_answers_as_any_other(
    cast: Cast, role: Role, build: Build, as_app: AsRole, tmp_path: Path, settings: LazySettings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben])
    world = World(cast=cast, build=build, people=vars(cast), panel=panel, ids={})
    submitted_by_ana(world, as_app, [])  # the first answer of a process fills caches
    first, last = (submitted_by_ana(world, as_app, others) for others in ([], ["ben"]))
    assert (first.status, first.headers, first.body) == (last.status, last.headers, last.body)
    assert first.status == 302
    assert _until_opening(first) == _until_opening(last)
    assert len(_until_opening(first)) > 10
    assert [len(seen.effects) for seen in (first, last)] == [0, 1]  # the worker is woken for the report


def _until_opening(seen: Seen) -> list[tuple[str, int]]:
    texts = [statement for statement, _ in seen.statements]
    opening = next(k for k, text in enumerate(texts) if text.startswith(OPENING))
    return list(seen.statements[: opening + 1])
