"""Which scorecards a report counts, and the digest it will have. Reads no card and computes nothing.

Apart from `gather`, so that the web process can ask whether a report would be a new one without what computes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from interviews.roles.content import rubric_digest
from panels.consensus.digest import report_digest
from panels.scorecards.models import SubmittedVersion
from panels.scorecards.querysets import SubmittedVersionQuerySet
from panels.seating.models import Panel


@dataclass(frozen=True)
class Counted:
    """The versions that count, by seat, and the digest of the report they make. No payload is read yet."""

    panel: Panel
    with_late: bool
    versions: tuple[SubmittedVersion, ...]
    rubric_digest: str
    digest: str


def gather(
    panel: Panel,
    *,
    among: SubmittedVersionQuerySet,
    with_late: bool,
    calibration: str | None = None,
    adjusted: bool = False,
) -> Counted:
    """Read which versions count. The caller holds the panel's lock; `among` are the versions that it may see.

    `calibration` is the digest of the one that the report conditions on, `adjusted` whether adjustment is on.
    """
    versions = tuple(among.filter(panel=panel).counted(with_late=with_late).order_by("seat_id", "pk"))
    rubric = rubric_digest(panel.rubric)
    return Counted(
        panel=panel,
        with_late=with_late,
        versions=versions,
        rubric_digest=rubric,
        digest=report_digest(
            rubric_id=panel.rubric_id,
            rubric=rubric,
            receipts=[version.receipt for version in versions],
            with_late=with_late,
            calibration=calibration,
            adjusted=adjusted,
        ),
    )
