"""Others' scorecards once they are open, and the own text as a file."""

from __future__ import annotations

import hashlib

import pytest

from interviews.runtime.actor import acting_as
from panels.scorecards.actions import save_draft, start_amending, submit
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import add_seat, begin_card, card_of, make_draft, send_out, submit_card
from tests.scorecards.cards import card_address
from tests.scorecards.views.conftest import As

pytestmark = pytest.mark.django_db


def amend(panel: Panel, cast: Cast, evidence: str, reason: str) -> None:
    with acting_as(cast.ana.pk):
        start_amending(card=card_of(panel, cast.ana), actor=cast.ana)
        card = card_of(panel, cast.ana)
        draft = make_draft(card.seat, 4, evidence=evidence)
        saved = save_draft(card=card, actor=cast.ana, revision=card.revision, draft=draft)
        submit(card=card, actor=cast.ana, revision=saved.revision, reason=reason)


def open_all(panel: Panel, cast: Cast) -> None:
    submit_card(panel, cast.ben)
    submit_card(panel, cast.cleo)


def test_others_read_what_was_submitted_and_never_the_draft_or_notes(panel: Panel, cast: Cast, as_: As) -> None:
    submit_card(panel, cast.ana, 4, evidence="Drew the cut-over.", notes="PRIVATE-X", discussed=True)
    open_all(panel, cast)
    with acting_as(cast.ana.pk):
        start_amending(card=card_of(panel, cast.ana), actor=cast.ana)
    with acting_as(cast.ana.pk):
        card = card_of(panel, cast.ana)
        draft = make_draft(card.seat, evidence="DRAFT-X", notes="PRIVATE-X")
        save_draft(card=card, actor=cast.ana, revision=card.revision, draft=draft)
    page = as_(cast.ben).get(card_address(panel, cast.ana)).content.decode()
    assert "Ana Petrov on Priya Raman" in page
    assert page.count("4 Level 4") == 3
    assert page.count("Drew the cut-over.") == 3
    assert "was discussed with somebody on the panel" in page
    for secret in ("PRIVATE-X", "DRAFT-X", "Receipt", "<textarea"):
        assert secret not in page


def test_amendment_after_opening_stands_in_its_own_block(panel: Panel, cast: Cast, as_: As) -> None:
    submit_card(panel, cast.ana, evidence="The first text.")
    open_all(panel, cast)
    panel.refresh_from_db()
    amend(panel, cast, "The second text.", "Mixed up two answers.")
    page = as_(cast.ben).get(card_address(panel, cast.ana)).content.decode()
    first, _, second = page.partition("Amended after scorecards opened")
    assert "The first text." in first
    assert "Mixed up two answers." in second
    assert "The second text." in second
    assert "The second text." not in first


def test_amendment_before_opening_takes_the_place_of_the_first(panel: Panel, cast: Cast, as_: As) -> None:
    submit_card(panel, cast.ana, evidence="The first text.")
    amend(panel, cast, "The second text.", "Mixed up two answers.")
    open_all(panel, cast)
    page = as_(cast.ben).get(card_address(panel, cast.ana)).content.decode()
    standing, _, earlier = page.partition("replaced before scorecards opened")
    assert "The second text." in standing
    assert "The first text." not in standing
    assert "The first text." in earlier


def test_shadow_card_says_that_it_is_not_counted(panel: Panel, cast: Cast, as_: As) -> None:
    add_seat(panel, cast.outsider, kind="shadow")
    send_out(panel)
    submit_card(panel, cast.outsider)
    submit_card(panel, cast.ana)
    open_all(panel, cast)
    page = as_(cast.ben).get(card_address(panel, cast.outsider)).content.decode()
    assert "shadow: shown apart, not counted" in page


def test_reading_others_takes_no_posts(panel: Panel, cast: Cast, as_: As) -> None:
    submit_card(panel, cast.ana)
    open_all(panel, cast)
    assert as_(cast.ben).post(card_address(panel, cast.ana), {"revision": "0"}).status_code == 404


def test_own_text_is_a_file_with_every_word(panel: Panel, cast: Cast, as_: As) -> None:
    version = submit_card(panel, cast.ana, evidence="Drew it.", notes="Private.", at_level="Senior")
    answer = as_(cast.ana).get(card_address(panel, cast.ana, "text"))
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="scorecard.txt"'
    text = answer.content.decode()
    for words in (
        "Scorecard for Priya Raman",
        "VERSION 1, submitted",
        f"Receipt: {version.receipt}",
        "SYSTEM DESIGN\nRating: 3 Level 3\nDrew it.",
        "Recommendation: Yes\nAt which level: Senior",
        "PRIVATE NOTES\nPrivate.",
    ):
        assert words in text
    assert "DRAFT" not in text


def test_own_draft_is_a_file_as_well(panel: Panel, cast: Cast, as_: As) -> None:
    begin_card(panel, cast.ana)
    text = as_(cast.ana).get(card_address(panel, cast.ana, "text")).content.decode()
    assert "DRAFT, not submitted" in text
    assert text.count("Walked through the fail-over step by step.") == 3


def test_file_of_a_receipt_gives_the_receipt(panel: Panel, cast: Cast, as_: As) -> None:
    version = submit_card(panel, cast.ana, evidence="Kept the ledger “whole”: ü.")
    client = as_(cast.ana)
    path = f"/seats/{version.seat.uuid}/scorecard/receipt/1/"
    answer = client.get(path)
    assert hashlib.sha256(answer.content).hexdigest() == version.receipt
    assert "Kept the ledger “whole”: ü." in answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="scorecard-1.json"'
    assert path in client.get(f"/seats/{version.seat.uuid}/scorecard/").content.decode()


def test_file_of_a_receipt_is_the_authors_alone_also_after_opening(panel: Panel, cast: Cast, as_: As) -> None:
    for rater in (cast.ana, cast.ben, cast.cleo):
        version = submit_card(panel, rater)
    path = f"/seats/{version.seat.uuid}/scorecard/receipt/1/"
    others = [cast.ana, cast.lead, cast.recruiter, cast.hr, cast.superuser]
    assert [as_(person).get(path).status_code for person in others] == [404] * 5
    assert as_(cast.cleo).get(path.replace("/1/", "/2/")).status_code == 404
