"""What a report is a function of, as one digest: the same digest is the same report."""

from __future__ import annotations

from collections.abc import Sequence

from interviews.audit.canonical import digest

METHOD = "measures 1"


def report_digest(
    *,
    rubric_id: int,
    rubric: str,
    receipts: Sequence[str],
    with_late: bool,
    calibration: str | None = None,
    adjusted: bool = False,
) -> str:
    """SHA-256 over method, rubric (id and content digest), calibration (its digest), and the counted versions'
    receipts in order. `adjusted` is whether the organisation has adjustment switched on."""
    return digest(
        {
            "method": METHOD,
            "rubric": [rubric_id, rubric],
            "calibration": calibration,
            "adjusted": adjusted,
            "receipts": list(receipts),
            "with_late": with_late,
        }
    )
