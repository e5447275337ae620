"""The table of `tests/permissions.py` against the site: every address, every viewer, before and after opening."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from interviews.runtime.actions import record_heartbeat
from tests.cast import Cast
from tests.overview.conftest import Build
from tests.overview.world import make_world, open_world
from tests.permissions import TABLE, VIEWERS, address, names, seen_by


def test_table_knows_every_address_and_no_other() -> None:
    assert sorted(names()) == sorted(TABLE)


@pytest.fixture
def world(cast: Cast) -> dict[str, Any]:
    record_heartbeat(name="worker")
    return make_world(cast)


def wrong(cast: Cast, world: dict[str, Any], viewer: str, *, opened: bool) -> list[str]:
    """What the site answers otherwise than the table, a line each."""
    client = seen_by(Client(), cast, viewer)
    found = []
    for name, rows in TABLE.items():
        for row in rows:
            if opened and not row.about_the_panel:
                continue
            status = client.get(address(name, row, world)).status_code
            expected = row.expected(viewer, opened=opened)
            if status != expected:
                found.append(f"{viewer}: {name} {row.at} answers {status}, the table says {expected}")
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("viewer", VIEWERS)
def test_permissions_before_and_after_scorecards_open(
    cast: Cast, world: dict[str, Any], build: Build, viewer: str
) -> None:
    assert wrong(cast, world, viewer, opened=False) == []
    open_world(cast, world, build)
    assert wrong(cast, world, viewer, opened=True) == []


@pytest.mark.django_db
@pytest.mark.parametrize("viewer", ["outsider", "cleo", "employee", "lead"])
def test_forbidden_and_unknown_ids_give_equal_bytes(cast: Cast, world: dict[str, Any], viewer: str) -> None:
    """On each address about the panel that the table refuses to this viewer."""
    client = seen_by(Client(), cast, viewer)
    unknown = {**world, **dict.fromkeys(PANEL_IDS, "00000000-0000-4000-8000-000000000000")}
    for name, rows in TABLE.items():
        for row in rows:
            if row.about_the_panel and row.expected(viewer, opened=False) == 404:
                refused, missing = (client.get(address(name, row, ids)) for ids in (world, unknown))
                assert (name, refused.content, dict(refused.headers)) == (name, missing.content, dict(missing.headers))


PANEL_IDS = ("panel", "seat", "missing_seat", "interview", "candidate", "file")
