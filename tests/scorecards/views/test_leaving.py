"""Asking to be excused, and saying that an interview did not happen."""

from __future__ import annotations

import pytest

from panels.seating.models import InterviewState, Panel
from tests.cast import Cast
from tests.factories import seat_of
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
