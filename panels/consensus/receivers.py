"""What follows when scorecards open: the one receiver of scorecards' signal."""

from typing import Any

from django.dispatch import receiver

from panels.consensus.actions.reports import owe_report
from panels.scorecards.signals import panel_revealed
from panels.seating.models import Panel


@receiver(panel_revealed, dispatch_uid="consensus.owe_report")
def follow_reveal(*, panel: Panel, late: bool, **_ignored: Any) -> None:
    """Write the outbox row in the revealing transaction; `late` owes the second report, beside the first."""
    owe_report(panel=panel, with_late=late)
