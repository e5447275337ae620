"""Changing the database role of a process that has Django loaded already."""

import os

from django.db import connections


def use_role(role: str) -> None:
    """Connections opened from here on, and in programs started from here, have this role on the embedded server.

    A `DATABASE_URL` names its own role and stays as it is.
    """
    connections.close_all()
    os.environ["CONCORD_DB_ROLE"] = role
    settings = connections.settings["default"]
    if "EMBEDDED" in settings:
        settings["USER"] = f"concord_{role}"
