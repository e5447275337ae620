"""The list of who was erased, kept beside the database: a backup from before would bring them back, and this tells it.

One line a candidate, `<uuid> <time>`, in the data folder of every worker that erased somebody. It names nobody.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings


def ledger() -> Path:
    return Path(settings.DATA_DIR) / "erased.txt"


def note(candidate: UUID, at: datetime) -> None:
    """On the disk when this returns, so that it may stand here without having happened and never the other way."""
    with ledger().open("a", encoding="utf-8") as lines:
        lines.write(f"{candidate} {at.isoformat()}\n")
        lines.flush()
        os.fsync(lines.fileno())


def noted() -> set[UUID]:
    return read(ledger().read_text(encoding="utf-8").splitlines()) if ledger().exists() else set()


def read(lines: Iterable[str]) -> set[UUID]:
    """The candidates of a list; a line that was cut off when the disk was full counts for nothing."""
    found = set()
    for line in lines:
        try:
            found.add(UUID(line.split(" ", 1)[0]))
        except ValueError:
            continue
    return found
