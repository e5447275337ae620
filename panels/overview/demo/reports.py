"""The reports that the demo's decisions stand on, built in the order in which a site in use would have built them."""

from __future__ import annotations

import os
import time

from django.db import connections

from interviews.runtime.database.roles import use_role
from panels.consensus.actions.building import build_owed, sweep
from panels.consensus.actions.calibrating import calibrate
from panels.consensus.models import Outbox
from panels.overview.demo import content

SECONDS = 60


def build_reports() -> None:
    """Build what is owed, as the worker: on the embedded server its database role is at hand.

    Where a `DATABASE_URL` fixes the role, a worker of its own is needed; it is waited for up to a minute.
    """
    if "EMBEDDED" not in connections.settings["default"]:
        _wait_for_worker()
        return
    before = os.environ.get("CONCORD_DB_ROLE", "app")
    use_role("worker")
    try:
        build_in_order()
    finally:
        use_role(before)


def build_in_order() -> None:
    """Panels that are decided first, then a calibration on them, then the others, whose intervals rest on it."""
    decided = [panel.name for role in content.roles() for panel in role.panels if panel.decision]
    owed = Outbox.objects.owed()
    scales = set(owed.values_list("panel__rubric__scale_id", flat=True))
    for panel_id in list(owed.filter(panel__candidate__name__in=decided).values_list("panel_id", flat=True)):
        build_owed(panel_id=panel_id)
    for scale_id in scales:
        calibrate(scale_id=scale_id, whole=True)
    sweep()
    for scale_id in scales:
        calibrate(scale_id=scale_id, whole=True)


def _wait_for_worker() -> None:
    deadline = time.monotonic() + SECONDS
    while Outbox.objects.owed().exists() and time.monotonic() < deadline:
        time.sleep(0.5)
