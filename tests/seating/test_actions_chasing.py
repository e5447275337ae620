from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.scorecards.models import Scorecard
from panels.seating.actions.chasing import decline_seat, excuse_seat, mark_did_not_happen, remind_seat, replace_seat
from panels.seating.actions.endings import close_panel, end_panel
from panels.seating.choices import Ending, InterviewState, PanelState, SeatState
from panels.seating.errors import TooFewScorecards
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import begin_card, seat_of, submit_card
from tests.seating.conftest import bodies, mails

pytestmark = pytest.mark.django_db


def test_excuse_keeps_the_reason_and_tells_her_without_it(cast: Cast, panel: Panel) -> None:
    seat = seat_of(panel, cast.ana)
    excuse_seat(seat=seat, actor=cast.recruiter, reason=" on leave ")
    seat.refresh_from_db()
    assert (seat.state, seat.state_reason, seat.state_by) == (SeatState.EXCUSED, "on leave", cast.recruiter)
    assert mails() == [(cast.ana.email, "You are no longer on the panel for Priya Raman")]
    assert "on leave" not in bodies()[0]
    entry = Entry.objects.chain(panel.pk).last()
    assert (entry.verb, entry.details) == ("seat.excused", {"interviewer": cast.ana.pk})


def test_excusing_the_last_missing_one_opens_the_scorecards(cast: Cast, panel: Panel) -> None:
    submit_card(panel, cast.ana)
    excuse_seat(seat=seat_of(panel, cast.ben), actor=cast.recruiter, reason="ill")
    panel.refresh_from_db()
    assert panel.state == PanelState.OPEN
    excuse_seat(seat=seat_of(panel, cast.cleo), actor=cast.recruiter, reason="ill")
    panel.refresh_from_db()
    assert panel.state == PanelState.REVEALED


def test_nobody_excuses_herself(cast: Cast, panel: Panel) -> None:
    for step in (
        lambda seat: excuse_seat(seat=seat, actor=cast.ana, reason="x"),
        lambda seat: replace_seat(seat=seat, actor=cast.ana, interviewer=cast.outsider, reason="x"),
    ):
        with pytest.raises(ValidationError) as refused:
            step(seat_of(panel, cast.ana))
        assert refused.value.messages == ["Nobody excuses herself: ask the recruiter or the hiring manager."]


def test_leaving_needs_a_reason(cast: Cast, panel: Panel) -> None:
    for step in (
        lambda seat: excuse_seat(seat=seat, actor=cast.recruiter, reason=" "),
        lambda seat: replace_seat(seat=seat, actor=cast.recruiter, interviewer=cast.outsider, reason=""),
        lambda seat: decline_seat(seat=seat, actor=cast.ana, reason=""),
        lambda seat: mark_did_not_happen(interview=seat.interview, actor=cast.ana, reason=""),
        lambda seat: close_panel(panel=seat.panel, actor=cast.recruiter, reason="\n"),
    ):
        with pytest.raises(ValidationError) as refused:
            step(seat_of(panel, cast.ana))
        assert refused.value.message_dict == {"reason": ["Say why."]}
    assert panel.seats.active().count() == 3
    assert mails() == []


def test_a_draft_is_not_chased(cast: Cast, draft: Panel) -> None:
    for step in (
        lambda seat: excuse_seat(seat=seat, actor=cast.recruiter, reason="x"),
        lambda seat: replace_seat(seat=seat, actor=cast.recruiter, interviewer=cast.outsider, reason="x"),
        lambda seat: remind_seat(seat=seat, actor=cast.recruiter),
        lambda seat: decline_seat(seat=seat, actor=cast.ana, reason="x"),
        lambda seat: mark_did_not_happen(interview=seat.interview, actor=cast.ana, reason="x"),
        lambda seat: close_panel(panel=seat.panel, actor=cast.recruiter, reason="x"),
    ):
        with pytest.raises(ValidationError) as refused:
            step(seat_of(draft, cast.ana))
        assert refused.value.messages == ["This panel has not been sent yet: change its plan instead."]


def test_replace_hands_on_the_assignment_and_not_a_word(cast: Cast, panel: Panel) -> None:
    begin_card(panel, cast.ana)
    seat = seat_of(panel, cast.ana)
    type(seat).objects.filter(pk=seat.pk).update(asks_overall=False, kind="shadow")
    seat.refresh_from_db()
    successor = replace_seat(seat=seat, actor=cast.recruiter, interviewer=cast.outsider, reason="ill")
    seat.refresh_from_db()
    assert (seat.state, seat.replaced_by, seat.state_reason) == (SeatState.REPLACED, successor, "ill")
    assert (successor.interview, successor.kind, successor.asks_overall) == (seat.interview, "shadow", False)
    assert list(successor.competencies.all()) == list(seat.competencies.all())
    assert mails() == [
        (cast.outsider.email, "You interview Priya Raman for Senior Backend Engineer"),
        (cast.ana.email, "You are no longer on the panel for Priya Raman"),
    ]
    with acting_as(cast.outsider.pk):
        assert [card.is_begun for card in Scorecard.objects.all()] == [False]
    with acting_as(cast.ana.pk):
        assert [card.is_begun for card in Scorecard.objects.all()] == [True]


def test_replacing_never_opens_the_scorecards(cast: Cast, panel: Panel) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    replace_seat(seat=seat_of(panel, cast.cleo), actor=cast.recruiter, interviewer=cast.outsider, reason="ill")
    panel.refresh_from_db()
    assert panel.revealed_at is None


def test_replaced_one_cannot_come_back(cast: Cast, panel: Panel) -> None:
    replace_seat(seat=seat_of(panel, cast.ana), actor=cast.recruiter, interviewer=cast.outsider, reason="ill")
    with pytest.raises(ValidationError) as refused:
        replace_seat(seat=seat_of(panel, cast.outsider), actor=cast.recruiter, interviewer=cast.ana, reason="well")
    assert refused.value.messages == [
        "Ana Petrov was excused or replaced on this panel and keeps to own text. Choose somebody else."
    ]


def test_remind_mails_her_with_the_way_out(cast: Cast, panel: Panel) -> None:
    seat = seat_of(panel, cast.ana)
    remind_seat(seat=seat, actor=None)
    seat.refresh_from_db()
    assert seat.reminded_at is not None
    assert mails() == [(cast.ana.email, "Your scorecard for Priya Raman is not in yet")]
    assert f"/seats/{seat.uuid}/did-not-happen/" in bodies()[0]


def test_decline_is_a_request_and_changes_nothing(cast: Cast, panel: Panel) -> None:
    seat = seat_of(panel, cast.ana)
    decline_seat(seat=seat, actor=cast.ana, reason="We worked together")
    seat.refresh_from_db()
    assert (seat.state, seat.decline_reason) == (SeatState.ACTIVE, "We worked together")
    subject = "Ana Petrov asks to be taken off the panel for Priya Raman"
    assert mails() == [(person.email, subject) for person in sorted([cast.lead, cast.recruiter], key=lambda p: p.pk)]
    assert not any("We worked together" in body for body in bodies())


def test_did_not_happen_tells_the_office_but_not_who_said_so(cast: Cast, panel: Panel) -> None:
    interview = seat_of(panel, cast.ana).interview
    mark_did_not_happen(interview=interview, actor=cast.recruiter, reason="The candidate was ill")
    interview.refresh_from_db()
    assert (interview.state, interview.state_reason, interview.state_by) == (
        InterviewState.NO_SHOW,
        "The candidate was ill",
        cast.recruiter,
    )
    assert mails() == [(cast.lead.email, "Interview 1 with Priya Raman did not happen")]
    with pytest.raises(ValidationError) as refused:
        mark_did_not_happen(interview=interview, actor=cast.recruiter, reason="again")
    assert refused.value.messages == ["This interview is marked already: did not happen."]


def test_office_mail_never_goes_to_the_candidate(cast: Cast, panel: Panel) -> None:
    type(panel.candidate).objects.update(user=cast.recruiter)
    decline_seat(seat=seat_of(panel, cast.ana), actor=cast.ana, reason="x")
    assert [address for address, _ in mails()] == [cast.lead.email]


def test_mail_to_somebody_who_left_is_not_sent(cast: Cast, panel: Panel) -> None:
    type(cast.ana).objects.filter(pk=cast.ana.pk).update(is_active=False)
    excuse_seat(seat=seat_of(panel, cast.ana), actor=cast.recruiter, reason="left the firm")
    assert mails() == []


def test_times_in_a_mail_are_the_readers_own(cast: Cast, panel: Panel) -> None:
    type(cast.ana).objects.filter(pk=cast.ana.pk).update(time_zone="Asia/Tokyo")
    remind_seat(seat=seat_of(panel, cast.ana), actor=cast.recruiter)
    assert "(JST)" in bodies()[0]


def test_close_opens_what_is_in_and_marks_the_rest_missing(cast: Cast, panel: Panel) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    close_panel(panel=panel, actor=cast.recruiter, reason="Cleo is on leave")
    panel.refresh_from_db()
    assert (panel.state, panel.closed_by, panel.closing_reason) == (
        PanelState.REVEALED,
        cast.recruiter,
        "Cleo is on leave",
    )
    assert seat_of(panel, cast.cleo).state == SeatState.MISSING
    verbs = list(Entry.objects.chain(panel.pk).values_list("verb", flat=True))
    assert verbs[-2:] == ["panel.closed", "panel.revealed"]


def test_close_refuses_below_two(cast: Cast, panel: Panel) -> None:
    submit_card(panel, cast.ana)
    with pytest.raises(TooFewScorecards) as refused:
        close_panel(panel=panel, actor=cast.recruiter, reason="No time")
    assert refused.value.messages == ["A panel cannot be closed with fewer than two submitted scorecards."]
    panel.refresh_from_db()
    assert (panel.state, panel.closed_at) == (PanelState.OPEN, None)


@pytest.mark.parametrize(
    ("ending", "state"),
    [
        (Ending.WITHDREW, PanelState.WITHDRAWN),
        (Ending.ROLE_FILLED, PanelState.CANCELLED),
        (Ending.MISTAKE, PanelState.CANCELLED),
    ],
)
def test_end_panel_stops_everything_and_opens_nothing(cast: Cast, panel: Panel, ending: str, state: PanelState) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    end_panel(panel=panel, actor=cast.recruiter, ending=ending, note=" said so on the phone ")
    panel.refresh_from_db()
    assert (panel.state, panel.ending_note, panel.ended_by) == (state, "said so on the phone", cast.recruiter)
    assert [address for address, _ in mails()] == [cast.ana.email, cast.ben.email, cast.cleo.email]
    for step in (
        lambda: remind_seat(seat=seat_of(panel, cast.cleo), actor=cast.recruiter),
        lambda: excuse_seat(seat=seat_of(panel, cast.cleo), actor=cast.recruiter, reason="x"),
        lambda: close_panel(panel=panel, actor=cast.recruiter, reason="x"),
    ):
        with pytest.raises(ValidationError) as refused:
            step()
        assert refused.value.messages == ["This panel has ended: nothing about it changes any more."]
    panel.refresh_from_db()
    assert panel.revealed_at is None


def test_end_panel_of_a_draft_mails_nobody(cast: Cast, draft: Panel) -> None:
    end_panel(panel=draft, actor=cast.recruiter, ending=Ending.MISTAKE)
    assert mails() == []


def test_panel_ends_once_and_only_in_a_known_way(cast: Cast, panel: Panel) -> None:
    with pytest.raises(ValidationError) as refused:
        end_panel(panel=panel, actor=cast.recruiter, ending="tired")
    assert refused.value.message_dict == {"ending": ["Choose how it ended."]}
    end_panel(panel=panel, actor=cast.recruiter, ending=Ending.WITHDREW)
    with pytest.raises(ValidationError) as refused:
        end_panel(panel=panel, actor=cast.recruiter, ending=Ending.ROLE_FILLED)
    assert refused.value.messages == ["This panel has ended already: the candidate withdrew."]


def test_panel_ends_once(cast: Cast, panel: Panel) -> None:
    end_panel(panel=panel, actor=cast.recruiter, ending="withdrew")
    with pytest.raises(ValidationError) as refused:
        end_panel(panel=panel, actor=cast.recruiter, ending="mistake")
    assert refused.value.messages == ["This panel has ended already: the candidate withdrew."]
