"""One way to write a value as bytes, so that the same value has the same digest for ever."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import models


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, no spaces, UTF-8. Refuses NaN and infinities (ValueError)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest(value: Any) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def seal_of(row: models.Model, columns: Sequence[str]) -> str:
    """SHA-256 over the named columns of a row that is never to change. The audit keeps it, `verify` checks it."""
    return digest({name: _plain(getattr(row, name)) for name in columns})


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, UUID | str) else json.loads(json.dumps(value))
