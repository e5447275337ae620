"""A database from before there were seals: its audit says that a thing was made, not yet what was in it."""

from __future__ import annotations

import pytest

from interviews.audit.models import Entry
from panels.overview.verifying.chains import sealed


@pytest.mark.parametrize(
    ("details", "whole"),
    [
        ({}, True),
        ({"digest": "old"}, True),
        ({"seal": "right"}, True),
        ({"seal": "other"}, False),
        ({"seal": None}, False),
    ],
)
def test_seal_counts_where_there_is_one(details: dict[str, str | None], whole: bool) -> None:
    assert sealed(Entry(verb="report.built", details=details), "right") is whole


def test_row_without_any_entry_is_broken() -> None:
    assert not sealed(None, "right")
