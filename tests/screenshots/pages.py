"""Which addresses owe a picture: all that answer a page to a GET, but for those with a reason."""

from __future__ import annotations

from tests.permissions import TABLE
from tests.screenshots.people import NOT_TAKEN


def owed() -> set[str]:
    """By the table of rights: what somebody gets with 200, or with what a page of a person's own begins with."""
    return {name for name, rows in TABLE.items() if any(200 in (row.status, row.anonymous) for row in rows)}


def missing(taken: set[str]) -> list[str]:
    return sorted(owed() - taken - set(NOT_TAKEN))
