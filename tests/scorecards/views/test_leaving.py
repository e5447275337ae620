"""Asking to be excused, and saying that an interview did not happen."""

from __future__ import annotations

import pytest

from interviews.runtime.actor import acting_as
from panels.seating.choices import InterviewState
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import begin_card, card_of, seat_of
from tests.scorecards.cards import card_address
from tests.scorecards.views.conftest import As

pytestmark = pytest.mark.django_db


def test_decline_is_a_request_and_changes_no_state(panel: Panel, cast: Cast, as_: As) -> None:
    seat = seat_of(panel, cast.ana)
    where = f"/seats/{seat.uuid}/decline/"
    client = as_(cast.ana)
    assert client.get(where).status_code == 200
    assert client.post(where, {"reason": "We were at school together."}).url == card_address(panel, cast.ana)
    seat.refresh_from_db()
    assert (seat.state, seat.decline_reason) == ("active", "We were at school together.")
    assert "You have asked to be excused" in client.get(card_address(panel, cast.ana)).content.decode()


def test_did_not_happen_marks_the_interview(panel: Panel, cast: Cast, as_: As) -> None:
    seat = seat_of(panel, cast.ana)
    where = f"/seats/{seat.uuid}/did-not-happen/"
    client = as_(cast.ana)
    assert client.post(where, {"reason": "The candidate did not come."}).status_code == 302
    seat.interview.refresh_from_db()
    assert seat.interview.state == InterviewState.NO_SHOW
    assert "marked as not happened" in client.get(card_address(panel, cast.ana)).content.decode()
    again = client.post(where, {"reason": "Once more."})
    assert again.status_code == 422
    assert "This interview is marked already" in again.content.decode()


@pytest.mark.parametrize("page", ["decline", "did-not-happen"])
@pytest.mark.parametrize("reason", ["", "   "])
def test_both_need_a_reason(panel: Panel, cast: Cast, as_: As, page: str, reason: str) -> None:
    answer = as_(cast.ana).post(f"/seats/{seat_of(panel, cast.ana).uuid}/{page}/", {"reason": reason})
    assert answer.status_code == 422
    assert "Give a reason." in answer.content.decode()


def test_conflict_of_interest_keeps_the_card_from_being_submitted_until_taken_back(
    panel: Panel, cast: Cast, as_: As
) -> None:
    seat, client = seat_of(panel, cast.ana), as_(cast.ana)
    begin_card(panel, cast.ana)
    where, summary = f"/seats/{seat.uuid}/decline/", card_address(panel, cast.ana, "summary")
    assert client.post(where, {"reason": "She is my cousin.", "conflict": "close"}).status_code == 302
    answer = client.post(summary, {"revision": "1", "discussed": "no"})
    assert answer.status_code == 422
    assert "You said that you have a conflict of interest." in answer.content.decode()
    assert "You said: family or close friend." in client.get(card_address(panel, cast.ana)).content.decode()
    assert client.post(where, {"stay": "1"}).url == card_address(panel, cast.ana)
    seat.refresh_from_db()
    assert (seat.conflict, seat.declined_at, seat.decline_reason) == ("", None, "")
    assert client.post(summary, {"revision": "1", "discussed": "no"}).status_code == 302
    with acting_as(cast.ana.pk):
        assert card_of(panel, cast.ana).is_submitted


@pytest.mark.parametrize("who", ["recruiter", "lead"])
def test_conflict_of_interest_stands_before_those_who_run_the_panel(
    panel: Panel, cast: Cast, as_: As, who: str
) -> None:
    seat = seat_of(panel, cast.ana)
    as_(cast.ana).post(f"/seats/{seat.uuid}/decline/", {"reason": "We founded a firm.", "conflict": "gains"})
    words = "has a conflict of interest (something to gain or lose by the outcome) and asked to be excused"
    runner = as_(getattr(cast, who))
    assert words in " ".join(runner.get(f"/panels/{panel.uuid}/").content.decode().split())
    answer = runner.post(f"/seats/{seat.uuid}/excuse/", {"reason": "Conflict of interest."})
    seat.refresh_from_db()
    assert (answer.status_code, seat.state) == (302, "excused")
    assert as_(cast.ben).get(f"/panels/{panel.uuid}/").content.decode().count("conflict of interest") == 0


def test_unknown_kind_of_conflict_is_refused(panel: Panel, cast: Cast, as_: As) -> None:
    seat = seat_of(panel, cast.ana)
    answer = as_(cast.ana).post(f"/seats/{seat.uuid}/decline/", {"reason": "x", "conflict": "nonsense"})
    seat.refresh_from_db()
    assert (answer.status_code, seat.declined_at) == (422, None)
