"""The digest of an entry once more, in Python: who checks a chain should not have to believe what wrote it."""

import hashlib
import json
from datetime import UTC
from typing import Any

from interviews.audit.models import Entry


def digest_of(entry: Entry) -> str:
    """SHA-256 over the entry's own columns and the digest before it, as `audit_digest` in the database computes it."""
    parts = [
        entry.panel_id,
        entry.position,
        entry.actor_id,
        entry.verb,
        entry.subject,
        entry.subject_id,
        entry.details,
        entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        entry.previous,
    ]
    return hashlib.sha256(jsonb_text(parts).encode()).hexdigest()


def jsonb_text(value: Any) -> str:
    """The text that PostgreSQL makes of a `jsonb`: shorter keys first, a space after each comma and colon."""
    return json.dumps(_in_order(value), ensure_ascii=False, allow_nan=False)


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return {key: _in_order(value[key]) for key in keys}
    if isinstance(value, list):
        return [_in_order(one) for one in value]
    return value
