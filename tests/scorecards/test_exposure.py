"""From when an interviewer could read others: never before the rule opens the panel to her, and from then on."""

from __future__ import annotations

from datetime import datetime

import pytest

from interviews.runtime.actor import acting_as
from panels.scorecards.actions import start_amending, submit
from panels.scorecards.blinding import panels_open_to, visible_to
from panels.scorecards.exposure import first_sight
from panels.seating.actions.endings import close_panel
from panels.seating.models import Panel, Seat
from tests.cast import Cast
from tests.factories import add_seat, begin_card, card_of, send_out, submit_card

pytestmark = pytest.mark.django_db


def sight(seat: Seat) -> datetime | None:
    """By the function, and whether the rule agrees that there is such a moment."""
    seat = Seat.objects.select_related("panel", "interviewer").get(pk=seat.pk)
    with acting_as(seat.interviewer_id):
        own = list(visible_to(seat.interviewer).filter(seat=seat, author=seat.interviewer))
        found = first_sight(seat, own)
        opened = panels_open_to(seat.interviewer).filter(pk=seat.panel_id).exists()
    assert opened == (found is not None)
    return found


def test_first_sight_is_the_opening_or_the_own_late_card(cast: Cast, panel: Panel) -> None:
    ines = add_seat(panel, cast.outsider, kind="informed")
    send_out(panel)
    ana, ben, cleo = (panel.seats.get(interviewer=person) for person in (cast.ana, cast.ben, cast.cleo))
    submit_card(panel, cast.ana)
    begin_card(panel, cast.cleo)
    assert [sight(seat) for seat in (ana, ben, cleo, ines)] == [None] * 4
    submit_card(panel, cast.ben)
    with acting_as(cast.recruiter.pk):
        close_panel(panel=panel, actor=cast.recruiter, reason="Cleo is away.")
    panel.refresh_from_db()
    assert [sight(seat) for seat in (ana, ben, cleo, ines)] == [
        panel.revealed_at,
        panel.revealed_at,
        None,
        panel.revealed_at,
    ]
    late = submit_card(panel, cast.cleo)
    assert sight(cleo) == late.submitted_at
    assert panel.revealed_at is not None
    assert late.submitted_at > panel.revealed_at


def test_first_sight_is_by_the_first_submission(cast: Cast, panel: Panel) -> None:
    """A late card that was amended later: she could read from when it first came in."""
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with acting_as(cast.recruiter.pk):
        close_panel(panel=panel, actor=cast.recruiter, reason="Cleo is away.")
    first = submit_card(panel, cast.cleo)
    with acting_as(cast.cleo.pk):
        card = card_of(panel, cast.cleo)
        start_amending(card=card, actor=cast.cleo)
        card.refresh_from_db()
        submit(card=card, actor=cast.cleo, revision=card.revision, reason="A slip.")
    assert sight(panel.seats.get(interviewer=cast.cleo)) == first.submitted_at


@pytest.mark.parametrize("change", [{"external": True}, {"state": "excused", "state_reason": "ill"}])
def test_there_is_no_such_moment_from_outside_or_off_the_panel(
    cast: Cast, panel: Panel, change: dict[str, object]
) -> None:
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    panel.seats.filter(interviewer=cast.ana).update(**change)
    assert sight(panel.seats.get(interviewer=cast.ana)) is None
    assert sight(panel.seats.get(interviewer=cast.ben)) is not None
