"""What the tests of leaks share."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from interviews.runtime import clock
from tests.overview.conftest import build

__all__ = ["build", "one_moment"]


@pytest.fixture
def one_moment(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path) -> None:
    """Neither clock moves: the database's is the transaction's, Python's stands still."""
    settings.MEDIA_ROOT = tmp_path
    moment = datetime.now(UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    real = clock._ask
    monkeypatch.setattr(clock, "_ask", lambda _sql: real("SELECT now()"))
