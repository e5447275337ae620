from collections.abc import Callable

import pytest
from django.db import connection

from interviews.accounts.models import User
from panels.consensus.actions.building import build_report
from panels.consensus.models import Report
from panels.seating.models import Panel
from tests.browser import *  # noqa: F403 -- pytest finds fixtures by name
from tests.conftest import AsRole
from tests.consensus.priya import Priya, make_priya

Build = Callable[..., Report]


@pytest.fixture
def priya(db: None) -> Priya:
    """Sent, nothing submitted."""
    return make_priya()


@pytest.fixture
def build(as_worker: AsRole) -> Build:
    """Build a report with the rights of the worker."""

    def built(panel: Panel, *, with_late: bool = False) -> Report:
        with as_worker():
            return build_report(panel_id=panel.pk, with_late=with_late)

    return built


def erase(panel: Panel, author: User) -> None:
    """What somebody said on a panel is gone, as after the eraser's work; tests may not become that role."""
    _against_all_rights("DELETE FROM scorecards_submittedpayload WHERE panel_id = %s AND author_id = %s", panel, author)


def spoil(panel: Panel, author: User) -> None:
    """What somebody said on a panel is there and makes no sense, so that building its report fails."""
    _against_all_rights(
        "UPDATE scorecards_submittedpayload SET content = '{}' WHERE panel_id = %s AND author_id = %s", panel, author
    )


def _against_all_rights(sql: str, panel: Panel, author: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE scorecards_submittedpayload NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER")
        cursor.execute(sql, [panel.pk, author.pk])
        assert cursor.rowcount == 1
        cursor.execute("ALTER TABLE scorecards_submittedpayload FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER")
