"""The precision at which numbers are stored: the same ratings then give the same bytes."""

from __future__ import annotations

from typing import Any

from panels.consensus.statistics.precision import DECIMALS


def rounded(value: Any) -> Any:
    """Floats at the stored precision, all the way down."""
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, dict):
        return {name: rounded(one) for name, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list | tuple) else value
