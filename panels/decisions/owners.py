"""Who may own a decision."""

from __future__ import annotations

from interviews.accounts.models import User
from interviews.runtime.actor import acting_as
from panels.scorecards.blinding import panels_open_to
from panels.seating.models import Panel, Seat


def may_own(user: User, panel: Panel) -> bool:
    """The lead, or somebody who may read the panel.

    Asked as that person: nobody else's actor can see whether her card is in. Needs an open transaction.
    """
    if user.pk == panel.lead_id:
        return True
    with acting_as(user.pk):
        return user.is_active and panels_open_to(user).filter(pk=panel.pk).exists()


def owners_to_choose(panel: Panel) -> list[User]:
    """The lead first, then those on the roster who may read the panel. A few queries a seat, on this one page."""
    on_it = {
        seat.interviewer_id: seat.interviewer
        for seat in Seat.objects.filter(panel=panel).on_the_panel().select_related("interviewer")
    }
    on_it.pop(panel.lead_id, None)
    others = sorted(on_it.values(), key=lambda user: (user.name, user.pk))
    return [panel.lead, *(user for user in others if may_own(user, panel))]
