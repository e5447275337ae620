"""Who gets which page of whose seat; false cells as explicit as true ones, and all refusals alike."""

from __future__ import annotations

from uuid import uuid4

import pytest

from interviews.audit.models import Entry
from panels.seating.actions.chasing import excuse_seat
from panels.seating.models import Panel, Seat
from tests.cast import Cast
from tests.factories import make_candidate, make_panel, seat_of, submit_card
from tests.scorecards.cards import address, card_address
from tests.scorecards.views.conftest import As

pytestmark = pytest.mark.django_db

PAGES = [(), ("save",), ("summary",), ("amend",), ("kept",), ("text",)]
EVERYBODY = ["hr", "recruiter", "lead", "ana", "ben", "cleo", "outsider", "superuser", "employee"]


def reading(panel: Panel, cast: Cast, as_: As, of: str) -> set[str]:
    """Who gets a page for that person's seat."""
    where = card_address(panel, getattr(cast, of))
    answers = {name: as_(getattr(cast, name)).get(where).status_code for name in EVERYBODY}
    assert set(answers.values()) <= {200, 404}
    return {name for name, status in answers.items() if status == 200}


def test_card_is_its_authors_alone_before_opening(panel: Panel, cast: Cast, as_: As) -> None:
    assert reading(panel, cast, as_, "ana") == {"ana"}
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    assert reading(panel, cast, as_, "ana") == {"ana"}
    assert reading(panel, cast, as_, "cleo") == {"cleo"}


def test_submitted_card_is_read_by_those_the_panel_is_open_to(panel: Panel, cast: Cast, as_: As) -> None:
    for user in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, user)
    assert reading(panel, cast, as_, "ana") == {"ana", "ben", "cleo", "lead", "hr", "recruiter", "superuser"}


def test_excused_rater_reads_own_text_and_nobody_elses(panel: Panel, cast: Cast, as_: As) -> None:
    seat = seat_of(panel, cast.ana)
    submit_card(panel, cast.ben)
    excuse_seat(seat=seat, actor=cast.recruiter, reason="Ill.")
    submit_card(panel, cast.cleo)
    client = as_(cast.ana)
    assert client.get(address(seat)).status_code == 200
    assert client.get(address(seat, "text")).status_code == 200
    assert client.get(card_address(panel, cast.ben)).status_code == 404
    assert as_(cast.lead).get(address(seat)).status_code == 404
    assert as_(cast.lead).get(card_address(panel, cast.ben)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["ben", "lead", "recruiter", "hr", "superuser", "outsider"])
def test_others_pages_do_not_exist(panel: Panel, cast: Cast, as_: As, page: tuple[str, ...], who: str) -> None:
    client = as_(getattr(cast, who))
    for method in (client.post,) if page == ("kept",) else (client.get, client.post):
        if method == client.post and page == ("text",):
            continue
        unknown = method(f"/seats/{uuid4()}/scorecard/" + "".join(f"{part}/" for part in page))
        forbidden = method(card_address(panel, cast.ana, *page))
        assert (unknown.status_code, unknown.content) == (404, forbidden.content)
        assert (forbidden.status_code, forbidden.headers.items()) == (404, unknown.headers.items())


@pytest.mark.parametrize("page", ["decline", "did-not-happen"])
@pytest.mark.parametrize("who", ["ben", "lead", "recruiter", "outsider"])
def test_nobody_leaves_for_somebody_else(panel: Panel, cast: Cast, as_: As, page: str, who: str) -> None:
    assert as_(getattr(cast, who)).get(f"/seats/{seat_of(panel, cast.ana).uuid}/{page}/").status_code == 404


def test_seat_of_a_panel_that_is_not_sent_has_no_page(cast: Cast, panel: Panel, as_: As) -> None:
    draft = make_panel(role=panel.role, lead=cast.lead, raters=[cast.ana], send=False)
    client = as_(cast.ana)
    assert client.get(card_address(draft, cast.ana)).status_code == 404
    assert client.get(f"/seats/{seat_of(draft, cast.ana).uuid}/decline/").status_code == 404


def test_candidate_never_meets_an_own_panel(cast: Cast, panel: Panel, as_: As) -> None:
    about_her = make_panel(
        role=panel.role,
        lead=cast.lead,
        raters=[cast.ana, cast.ben],
        candidate=make_candidate("Edda Falk", user=cast.ana),
    )
    client = as_(cast.ana)
    assert client.get(card_address(about_her, cast.ana)).status_code == 404
    assert client.get(card_address(about_her, cast.ana, "text")).status_code == 404
    submit_card(about_her, cast.ben)
    assert client.get(card_address(about_her, cast.ben)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_signed_out_people_are_sent_to_sign_in(panel: Panel, cast: Cast, client, page: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    where = card_address(panel, cast.ana, *page)
    answer = client.get(where)
    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={where}")


def test_look_by_mark_is_recorded_and_reading_as_of_right_is_not(panel: Panel, cast: Cast, as_: As) -> None:
    for user in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, user)
    for name in ("lead", "ben", "recruiter", "hr", "superuser"):
        as_(getattr(cast, name)).get(card_address(panel, cast.ana))
    seen = Entry.objects.filter(verb="scorecard.seen").values_list("actor_id", flat=True)
    assert sorted(seen) == sorted([cast.recruiter.pk, cast.hr.pk, cast.superuser.pk])


def test_removed_author_still_takes_own_text_out(panel: Panel, cast: Cast, as_: As) -> None:
    seat = seat_of(panel, cast.ana)
    Seat.objects.filter(pk=seat.pk).update(state="removed")
    client = as_(cast.ana)
    sent = client.post(address(seat), {"revision": "0", "notes": "typed while I was taken off"}, follow=True)
    assert sent.status_code == 200
    assert "typed while I was taken off" in sent.content.decode()
    assert "typed while I was taken off" in client.get(address(seat, "text")).content.decode()
