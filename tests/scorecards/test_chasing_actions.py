from __future__ import annotations

import pytest
from django.core import mail

from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.scorecards.chasing_actions import AlreadyIn, NotShown, closing_of, excuse, remind, replace
from panels.seating.choices import SeatKind, SeatState
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import add_seat, begin_card, make_panel, make_role, seat_of, send_out, submit_card

pytestmark = pytest.mark.django_db


def test_who_has_begun_can_be_excused_replaced_and_reminded(cast: Cast, panel: Panel) -> None:
    for person in (cast.ana, cast.ben, cast.cleo):
        begin_card(panel, person)
    with acting_as(cast.recruiter.pk):
        remind(seat=seat_of(panel, cast.ana), actor=cast.recruiter)
        excuse(seat=seat_of(panel, cast.ana), actor=cast.recruiter, reason="ill")
        replace(seat=seat_of(panel, cast.ben), actor=cast.recruiter, interviewer=cast.outsider, reason="ill")
    states = dict(panel.seats.values_list("interviewer__name", "state"))
    assert states == {
        "Ana Petrov": SeatState.EXCUSED,
        "Ben Okafor": SeatState.REPLACED,
        "Cleo Martin": SeatState.ACTIVE,
        "Otto Brandt": SeatState.ACTIVE,
    }


def test_whose_card_is_in_stays(cast: Cast, panel: Panel) -> None:
    submit_card(panel, cast.ana)
    seat = seat_of(panel, cast.ana)
    sentences = []
    with acting_as(cast.recruiter.pk):
        for step in (
            lambda: excuse(seat=seat, actor=cast.recruiter, reason="ill"),
            lambda: replace(seat=seat, actor=cast.recruiter, interviewer=cast.outsider, reason="ill"),
            lambda: remind(seat=seat, actor=cast.recruiter),
        ):
            with pytest.raises(AlreadyIn) as refused:
                step()
            sentences += refused.value.messages
    assert sentences == [
        "Ana Petrov’s scorecard is in. Nobody whose scorecard is in can be excused.",
        "Ana Petrov’s scorecard is in. Nobody whose scorecard is in can be replaced.",
        "Ana Petrov’s scorecard is in. No reminder is needed.",
    ]
    seat.refresh_from_db()
    assert (seat.state, seat.reminded_at, mail.outbox) == (SeatState.ACTIVE, None, [])
    assert not Entry.objects.filter(verb__startswith="seat.").exists()


@pytest.mark.parametrize("submitted", [False, True])
def test_seated_lead_gets_one_answer_whoever_is_in(cast: Cast, panel: Panel, submitted: bool) -> None:
    add_seat(panel, cast.lead)
    if submitted:
        submit_card(panel, cast.ana)
    with acting_as(cast.lead.pk):
        for step in (
            lambda: excuse(seat=seat_of(panel, cast.ana), actor=cast.lead, reason="ill"),
            lambda: replace(seat=seat_of(panel, cast.ana), actor=cast.lead, interviewer=cast.outsider, reason="ill"),
            lambda: remind(seat=seat_of(panel, cast.ana), actor=cast.lead),
        ):
            with pytest.raises(NotShown) as refused:
                step()
            assert refused.value.messages == ["Who is in is shown to you once your own scorecard is in."]


def test_excusing_the_last_missing_one_opens_the_scorecards(cast: Cast, panel: Panel) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with acting_as(cast.recruiter.pk):
        excuse(seat=seat_of(panel, cast.cleo), actor=cast.recruiter, reason="ill")
    panel.refresh_from_db()
    assert panel.revealed_at is not None


def test_closing_names_who_is_missing_and_what_stays_unrated(cast: Cast, role: object) -> None:
    panel = make_panel(role=role, lead=cast.lead, send=False)  # type: ignore[arg-type]
    add_seat(panel, cast.ana, competencies=["Code quality"])
    add_seat(panel, cast.ben, competencies=["System design"])
    add_seat(panel, cast.cleo, competencies=["System design"])
    add_seat(panel, cast.outsider, kind=SeatKind.SHADOW)
    send_out(panel)
    make_role("Another", lead=cast.lead, competencies=["Elsewhere"], must_have=["Elsewhere"])
    submit_card(panel, cast.ana)
    with acting_as(cast.recruiter.pk):
        closing = closing_of(panel)
    assert ([seat.interviewer for seat in closing.present], closing.too_few, closing.total) == ([cast.ana], True, 3)
    assert [seat.interviewer for seat in closing.missing] == [cast.ben, cast.cleo]
    assert [row.name for row in closing.unrated] == ["System design"]
    submit_card(panel, cast.ben)
    with acting_as(cast.recruiter.pk):
        closing = closing_of(panel)
    assert (closing.unrated, closing.too_few) == ([], False)
