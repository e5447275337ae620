from collections.abc import Callable

import pytest

from panels.consensus.actions import build_report
from panels.consensus.models import Report
from panels.seating.models import Panel
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
