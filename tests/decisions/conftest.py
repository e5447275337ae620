"""A panel whose scorecards are open, with its report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from interviews.runtime.actor import acting_as
from panels.consensus.actions.building import build_report
from panels.consensus.models import Report
from panels.decisions.actions import decide
from panels.decisions.models import Decision
from panels.seating.models import Panel
from tests.browser import *  # noqa: F403 -- pytest finds fixtures by name
from tests.cast import Cast
from tests.conftest import AsRole
from tests.factories import submit_card

Decide = Callable[..., Decision]
Build = Callable[..., Report]


@pytest.fixture
def build(as_worker: AsRole) -> Build:
    """The worker builds the panel's report."""

    def built(panel: Panel, *, with_late: bool = False) -> Report:
        with as_worker():
            return build_report(panel_id=panel.pk, with_late=with_late)

    return built


@pytest.fixture
def opened(cast: Cast, panel: Panel) -> Panel:
    """All in: everyone gave 3 and recommends yes. No report yet."""
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    panel.refresh_from_db()
    return panel


@pytest.fixture
def split(cast: Cast, panel: Panel) -> Panel:
    """System design, a must-have with minimum 3, has the median 2; two of three recommend no."""
    submit_card(panel, cast.ana, {"System design": 2}, recommendation="no")
    submit_card(panel, cast.ben, {"System design": 2}, recommendation="strong_no")
    submit_card(panel, cast.cleo, {"System design": 4}, recommendation="yes")
    panel.refresh_from_db()
    return panel


@pytest.fixture
def decided(cast: Cast) -> Decide:
    """`decided(panel, report, ...)`: the lead decides, acting as herself; anything else can be named."""

    def deciding(panel: Panel, report: Report | None, **fields: Any) -> Decision:
        fields = {
            "actor": panel.lead,
            "outcome": "advance",
            "owner": panel.lead,
            "reasons": "Strong on what we need first.",
            "report_digest": report.digest if report else "0" * 64,
            **fields,
        }
        with acting_as(fields["actor"].pk):
            return decide(panel=panel, **fields)

    return deciding
