"""What the audit keeps of each step on a panel, to the last detail: `verify` and people rest on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from interviews.accounts.models import User
from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.consensus.models import Outbox
from panels.scorecards.actions import start_amending, submit
from panels.scorecards.chasing_actions import replace
from panels.seating.actions import chasing, endings
from panels.seating.choices import Ending
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import add_seat, card_of, make_candidate, make_panel, seat_of, send_out, submit_card

pytestmark = pytest.mark.django_db
Step = Callable[[], Any]


def entries(panel: Panel, after: int = 0) -> list[tuple[str, int | None, str, int | None, dict[str, Any]]]:
    found = Entry.objects.chain(panel.pk).filter(position__gt=after)
    return [(one.verb, one.actor_id, one.subject, one.subject_id, one.details) for one in found]


def test_chasing_and_ending(cast: Cast, panel: Panel) -> None:
    ana, ben, cleo = (seat_of(panel, person) for person in (cast.ana, cast.ben, cast.cleo))
    recruiter = cast.recruiter.pk
    chasing.decline_seat(seat=ana, actor=cast.ana, reason="x", conflict="close")
    chasing.take_back(seat=ana, actor=cast.ana)
    chasing.remind_seat(seat=ben, actor=cast.recruiter)
    with acting_as(recruiter):
        successor = replace(seat=cleo, actor=cast.recruiter, interviewer=cast.outsider, reason="x")
    again = chasing.replace_seat(seat=successor, actor=cast.recruiter, interviewer=cast.superuser, reason="x")
    assert again.external is False
    chasing.mark_did_not_happen(interview=ben.interview, actor=cast.ben, reason="x")
    chasing.excuse_seat(seat=ben, actor=cast.recruiter, reason="x")
    endings.end_panel(panel=panel, actor=cast.recruiter, ending=Ending.WITHDREW)
    assert successor.external is False
    found = [one for one in entries(panel) if one[0] != "seat.added"]
    assert found == [
        ("seat.declined", cast.ana.pk, "seating.seat", ana.pk, {"conflict": "close"}),
        ("seat.stays", cast.ana.pk, "seating.seat", ana.pk, {}),
        ("seat.reminded", recruiter, "seating.seat", ben.pk, {}),
        ("seat.replaced", recruiter, "seating.seat", cleo.pk, {"successor": successor.pk}),
        ("seat.replaced", recruiter, "seating.seat", successor.pk, {"successor": again.pk}),
        ("interview.did_not_happen", cast.ben.pk, "seating.interview", ben.interview_id, {}),
        ("seat.excused", recruiter, "seating.seat", ben.pk, {"interviewer": cast.ben.pk}),
        ("panel.ended", recruiter, "seating.panel", panel.pk, {"ending": "withdrew"}),
    ]


@pytest.mark.parametrize("closed", [False, True])
def test_submitting_and_opening(cast: Cast, panel: Panel, closed: bool) -> None:
    ana, ben = submit_card(panel, cast.ana), submit_card(panel, cast.ben)
    last = [] if closed else [submit_card(panel, cast.cleo)]
    if closed:
        endings.close_panel(panel=panel, actor=cast.lead, reason="x")
    panel.refresh_from_db()
    opener = cast.lead.pk if closed else cast.cleo.pk
    assert entries(panel) == [
        *(
            ("scorecard.submitted", one.author_id, "scorecards.submittedversion", one.pk, {"receipt": one.receipt})
            for one in (ana, ben, *last)
        ),
        *([("panel.closed", opener, "seating.panel", panel.pk, {})] if closed else []),
        ("panel.revealed", opener, "seating.panel", panel.pk, {"closed": closed, "at": str(panel.revealed_at)}),
    ]


@pytest.mark.parametrize("ending", [Ending.ROLE_FILLED, Ending.ROLE_CANCELLED, Ending.MISTAKE])
def test_decided_panel_ends_by_withdrawing_alone(cast: Cast, panel: Panel, ending: Ending) -> None:
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    panel.refresh_from_db()
    Panel.objects.filter(pk=panel.pk).update(decided_at=panel.revealed_at)
    with pytest.raises(ValidationError, match="This panel is decided"):
        endings.end_panel(panel=panel, actor=cast.lead, ending=ending)
    endings.end_panel(panel=panel, actor=cast.lead, ending=Ending.WITHDREW)
    panel.refresh_from_db()
    assert panel.state == "withdrawn"


def owed(panel: Panel) -> list[bool]:
    return list(Outbox.objects.filter(panel=panel).order_by("pk").values_list("with_late", flat=True))


def amend(panel: Panel, user: User) -> None:
    with acting_as(user.pk):
        card = card_of(panel, user)
        start_amending(card=card, actor=user)
        card.refresh_from_db()
        submit(card=card, actor=user, revision=card.revision, reason="x")


def test_second_report_is_owed_for_late_counted_cards_alone(cast: Cast, panel: Panel) -> None:
    """Not for a shadow's, and not for an amendment."""
    add_seat(panel, cast.outsider, kind="shadow")
    send_out(panel)
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    endings.close_panel(panel=panel, actor=cast.lead, reason="x")
    assert owed(panel) == [False]
    submit_card(panel, cast.outsider)
    amend(panel, cast.ana)
    assert owed(panel) == [False]
    submit_card(panel, cast.cleo)
    assert owed(panel) == [False, True]


def test_amending_one_card_leaves_the_own_others_as_they_are(cast: Cast, panel: Panel) -> None:
    other = make_panel(role=panel.role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate("Omar Said"))
    for one in (panel, other):
        submit_card(one, cast.ana)
    with acting_as(cast.ana.pk):
        start_amending(card=card_of(panel, cast.ana), actor=cast.ana)
        found = [card_of(one, cast.ana).amending_since is not None for one in (panel, other)]
    assert found == [True, False]
