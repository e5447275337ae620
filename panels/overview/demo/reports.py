"""The reports that the demo's decisions stand on."""

from __future__ import annotations

import os
import time

from django.db import connections

from interviews.runtime.database.roles import use_role
from panels.consensus.actions.building import sweep
from panels.consensus.models import Outbox

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
        sweep()
    finally:
        use_role(before)


def _wait_for_worker() -> None:
    deadline = time.monotonic() + SECONDS
    while Outbox.objects.owed().exists() and time.monotonic() < deadline:
        time.sleep(0.5)
