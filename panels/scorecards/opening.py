"""Cards for the seats of a sent panel, and the moment at which its scorecards open."""

from __future__ import annotations

from django.db import connection, transaction

from interviews.audit.actions import record
from interviews.runtime.actor import acting_as
from panels.scorecards.models import Scorecard
from panels.scorecards.signals import panel_revealed
from panels.seating.errors import TooFewScorecards
from panels.seating.models import Panel, Seat


def make_cards(*, panel: Panel) -> None:
    """Give each seat of a sent panel its empty card; a seat that has one keeps it.

    Each card is made acting as its author: nobody else may even insert it.
    """
    for seat in Seat.objects.filter(panel=panel).on_the_panel():
        with acting_as(seat.interviewer_id):
            Scorecard.objects.get_or_create(
                seat=seat, defaults={"panel_id": panel.pk, "author_id": seat.interviewer_id}
            )


@transaction.atomic
def open_if_complete(*, panel: Panel, actor_id: int | None) -> None:
    """Open the panel's scorecards if nothing is missing any more (or it was closed); tell consensus if they opened.

    The caller holds the panel's lock. Raises TooFewScorecards when the panel was closed below two.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT reveal_if_complete(%s)", [panel.pk])
        (answer,) = cursor.fetchone()
    if answer == "too_few":
        raise TooFewScorecards("A panel cannot be closed with fewer than two submitted scorecards.", code="too_few")
    if answer != "revealed":
        return
    panel.refresh_from_db()
    record(
        "panel.revealed",
        actor_id=actor_id,
        panel_id=panel.pk,
        subject=panel,
        closed=panel.closed_at is not None,
        at=str(panel.revealed_at),
    )
    panel_revealed.send(sender=Panel, panel=panel, late=False)
