"""From when an interviewer could read the others' scorecards: what she wrote before that moment was written blind.

Follows `blinding.panels_open_to`: without an own card in, and on an excused, replaced or removed seat or from outside,
there is no such moment. Recruiters, HR admins and superusers read by their mark; when they looked stands in the audit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from panels.scorecards.models import SubmittedVersion
from panels.seating.choices import SeatKind
from panels.seating.models import Seat
from panels.seating.querysets import ON_THE_PANEL


def first_sight(seat: Seat, own: Iterable[SubmittedVersion]) -> datetime | None:
    """`own` are the versions of the seat's card. None while nothing of anybody else has been open to her."""
    opened = seat.panel.revealed_at
    if opened is None or seat.external or seat.state not in ON_THE_PANEL:
        return None
    if seat.kind == SeatKind.INFORMED:
        return opened
    submitted = [version.submitted_at for version in own]
    return max(opened, min(submitted)) if submitted else None
