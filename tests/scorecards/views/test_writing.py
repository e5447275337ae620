"""The scorecard page with and without scripts: what it shows, saves, refuses and keeps."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interviews.runtime.actor import acting_as
from panels.scorecards.drafts import draft_of
from panels.scorecards.models import KeptDraft, Scorecard
from panels.seating.models import CandidateLink, Panel
from tests.cast import Cast
from tests.factories import add_seat, begin_card, card_of, make_panel, make_role, send_out, submit_card
from tests.scorecards.cards import add_kit, card_address, competency, posted
from tests.scorecards.views.conftest import As

pytestmark = pytest.mark.django_db


def stored(panel: Panel, cast: Cast) -> Scorecard:
    with acting_as(cast.ana.pk):
        return card_of(panel, cast.ana)


def fields(panel: Panel, cast: Cast, **more: str) -> dict[str, str]:
    with acting_as(cast.ana.pk):
        return posted(card_of(panel, cast.ana), **more)


def notes(panel: Panel, cast: Cast) -> str:
    return stored(panel, cast).notes


# What it shows


def test_card_shows_the_pack_and_the_kit_and_nothing_else(panel: Panel, cast: Cast, as_: As) -> None:
    candidate = panel.candidate
    candidate.pronunciation, candidate.pronouns = "PREE-yah", "she/her"
    candidate.adjustments = "Share questions in writing."
    candidate.source, candidate.referrer, candidate.recruiter_notes = "AGENCY-X", "REFERRER-X", "NOTES-X"
    candidate.save()
    CandidateLink.objects.create(candidate=candidate, label="Portfolio", url="https://example.org/p")
    add_kit(panel)
    page = as_(cast.ana).get(card_address(panel, cast.ana)).content.decode()
    for words in (
        "PREE-yah",
        "she/her",
        "Share questions in writing.",
        "Portfolio",
        "Tell me about the ledger migration.",
    ):
        assert words in page
    for secret in ("AGENCY-X", "REFERRER-X", "NOTES-X"):
        assert secret not in page


def test_seat_that_asks_for_no_overall_gets_no_recommendation(panel: Panel, cast: Cast, as_: As) -> None:
    add_seat(panel, cast.outsider, asks_overall=False)
    send_out(panel)
    page = as_(cast.outsider).get(card_address(panel, cast.outsider)).content.decode()
    assert 'name="recommendation"' not in page
    assert 'name="notes"' in page


@pytest.mark.parametrize(
    ("kind", "words"), [("shadow", "You shadow this interview"), ("informed", "You read first"), ("independent", "")]
)
def test_card_says_what_its_kind_means(panel: Panel, cast: Cast, as_: As, kind: str, words: str) -> None:
    add_seat(panel, cast.outsider, kind=kind)
    send_out(panel)
    page = as_(cast.outsider).get(card_address(panel, cast.outsider)).content.decode()
    said = {line for line in ("You shadow this interview", "You read first") if line in page}
    assert said == ({words} if words else set())


def test_more_than_four_competencies_are_noted(cast: Cast, as_: As) -> None:
    five = make_role("Five", lead=cast.lead, competencies=["A", "B", "C", "D", "E"], must_have=["A"])
    panel = make_panel(role=five, lead=cast.lead, raters=[cast.ana])
    assert "more than four competencies" in as_(cast.ana).get(card_address(panel, cast.ana)).content.decode()


# Saving without scripts


def test_save_draft_posts_the_whole_form_and_says_when(panel: Panel, cast: Cast, as_: As) -> None:
    client = as_(cast.ana)
    answer = client.post(card_address(panel, cast.ana), fields(panel, cast, notes="Warm."), follow=True)
    assert answer.redirect_chain == [(card_address(panel, cast.ana), 302)]
    assert "Saved at " in answer.content.decode()
    assert notes(panel, cast) == "Warm."


def test_what_is_read_back_is_what_was_typed(panel: Panel, cast: Cast, as_: As) -> None:
    pk = competency(panel)
    typed = "  <b>one</b>\r\n\r\ntwo & “three” 😀 100%\t\r\n"
    as_(cast.ana).post(card_address(panel, cast.ana), fields(panel, cast, **{f"evidence_{pk}": typed}))
    with acting_as(cast.ana.pk):
        assert draft_of(card_of(panel, cast.ana)).by_competency[pk].evidence == typed.replace("\r\n", "\n")


def test_check_before_submitting_saves_first(panel: Panel, cast: Cast, as_: As) -> None:
    sent = fields(panel, cast, notes="Warm.") | {"next": "summary"}
    answer = as_(cast.ana).post(card_address(panel, cast.ana), sent)
    assert (answer.status_code, answer.url) == (302, card_address(panel, cast.ana, "summary"))
    assert notes(panel, cast) == "Warm."


@pytest.mark.parametrize("level", ["6", "0", "-1", "three", "3.5", "999999999999999999999"])
def test_level_off_the_scale_is_refused_in_words_and_text_stays(panel: Panel, cast: Cast, as_: As, level: str) -> None:
    pk = competency(panel)
    sent = fields(panel, cast, **{f"level_{pk}": level, f"evidence_{pk}": "kept on the page", "notes": "these too"})
    answer = as_(cast.ana).post(card_address(panel, cast.ana), sent)
    page = answer.content.decode()
    words = f"System design: “{level}” is not a level from 1 to 5. Choose one, or say why there is none."
    assert answer.status_code == 422
    assert page.count(words) == 2
    assert f'href="#level-{pk}_0"' in page
    assert "kept on the page" in page
    assert "these too" in page
    assert stored(panel, cast).revision == 0


def test_evidence_has_room_for_ten_thousand_characters_and_no_more(panel: Panel, cast: Cast, as_: As) -> None:
    pk, client = competency(panel), as_(cast.ana)
    fits = client.post(card_address(panel, cast.ana), fields(panel, cast, **{f"evidence_{pk}": "x" * 10_000}))
    assert fits.status_code == 302
    too_long = fields(panel, cast, **{f"evidence_{pk}": "x" * 10_001})
    answer = client.post(card_address(panel, cast.ana), too_long)
    assert answer.status_code == 422
    assert "System design, evidence: longer than 10,000 characters (10001)." in answer.content.decode()
    assert "x" * 10_001 in answer.content.decode()


def test_competency_of_another_rubric_is_refused_and_text_stays(panel: Panel, cast: Cast, as_: As) -> None:
    sent = fields(panel, cast, notes="my words") | {"level-987654321": "3"}
    answer = as_(cast.ana).post(card_address(panel, cast.ana), sent)
    assert answer.status_code == 422
    assert "This page holds a competency that the rubric does not have." in answer.content.decode()
    assert "my words" in answer.content.decode()


def test_page_that_knows_less_blanks_nothing(panel: Panel, cast: Cast, as_: As) -> None:
    with acting_as(cast.ana.pk):
        before = draft_of(begin_card(panel, cast.ana))
    as_(cast.ana).post(card_address(panel, cast.ana), {"revision": "1", "notes": "only this"})
    with acting_as(cast.ana.pk):
        after = draft_of(card_of(panel, cast.ana))
    assert (after.ratings, after.recommendation, after.notes) == (before.ratings, before.recommendation, "only this")


def test_refused_page_names_the_level_in_a_name_with_a_percent_sign(cast: Cast, as_: As) -> None:
    odd = make_role("Odd", lead=cast.lead, competencies=["100% care"], must_have=[])
    panel = make_panel(role=odd, lead=cast.lead, raters=[cast.ana])
    pk = competency(panel, "100% care")
    answer = as_(cast.ana).post(card_address(panel, cast.ana), {"revision": "0", f"level-{pk}": "9"})
    assert "100% care: “9” is not a level from 1 to 5." in answer.content.decode()


# Two places at once, without scripts


def lose(panel: Panel, cast: Cast, client: Client) -> KeptDraft:
    first, second = fields(panel, cast, notes="first"), fields(panel, cast, notes="second")
    client.post(card_address(panel, cast.ana), first)
    client.post(card_address(panel, cast.ana), second)
    with acting_as(cast.ana.pk):
        return KeptDraft.objects.get()


def test_stale_page_shows_both_texts(panel: Panel, cast: Cast, as_: As) -> None:
    client = as_(cast.ana)
    lose(panel, cast, client)
    page = client.get(card_address(panel, cast.ana)).content.decode()
    assert "Saved elsewhere: both texts are kept" in page
    assert "first</textarea>" in page
    assert "second</textarea>" in page


def test_kept_text_becomes_the_draft_on_request(panel: Panel, cast: Cast, as_: As) -> None:
    client = as_(cast.ana)
    kept = lose(panel, cast, client)
    sent = {"kept": str(kept.uuid), "choice": "use", "revision": "1"}
    answer = client.post(card_address(panel, cast.ana, "kept"), sent, follow=True)
    assert notes(panel, cast) == "second"
    assert "both texts are kept" not in answer.content.decode()


def test_kept_text_is_put_away_on_request(panel: Panel, cast: Cast, as_: As) -> None:
    client = as_(cast.ana)
    kept = lose(panel, cast, client)
    client.post(card_address(panel, cast.ana, "kept"), {"kept": str(kept.uuid), "choice": "settle"})
    page = client.get(card_address(panel, cast.ana)).content.decode()
    assert "second</textarea>" not in page
    assert "second" in client.get(card_address(panel, cast.ana, "text")).content.decode()
    assert notes(panel, cast) == "first"


@pytest.mark.parametrize("kept", ["", "nonsense", "0b3c1f5e-0000-4000-8000-000000000000"])
def test_unknown_kept_text_is_not_found(panel: Panel, cast: Cast, as_: As, kept: str) -> None:
    assert as_(cast.ana).post(card_address(panel, cast.ana, "kept"), {"kept": kept}).status_code == 404


def test_save_after_submitting_shows_the_text_on_the_read_only_page(panel: Panel, cast: Cast, as_: As) -> None:
    sent = fields(panel, cast, notes="typed in the other tab")
    submit_card(panel, cast.ana)
    answer = as_(cast.ana).post(card_address(panel, cast.ana), sent, follow=True)
    page = answer.content.decode()
    assert "A text of yours is kept beside" in page
    assert "typed in the other tab" in page
    assert "Use the kept text" not in page


# The answer to a page that saves itself


def test_save_answers_with_the_stored_revision(panel: Panel, cast: Cast, as_: As) -> None:
    pk = competency(panel)
    sent = fields(panel, cast, **{f"evidence_{pk}": "great culture fit"})
    answer = as_(cast.ana).post(card_address(panel, cast.ana, "save"), sent)
    said = answer.json()
    assert answer.status_code == 200
    assert sorted(said) == ["at", "hints", "revision"]
    assert said["revision"] == stored(panel, cast).revision == 1
    assert said["hints"][str(pk)] == "“Fit” and feelings cannot be weighed by others. What did they say or do?"


def test_save_repeated_word_for_word_is_confirmed_again(panel: Panel, cast: Cast, as_: As) -> None:
    client, sent = as_(cast.ana), fields(panel, cast)
    first = client.post(card_address(panel, cast.ana, "save"), sent)
    again = client.post(card_address(panel, cast.ana, "save"), sent)
    assert (again.status_code, again.content) == (200, first.content)


def test_save_that_lost_the_race_answers_with_both_texts(panel: Panel, cast: Cast, as_: As) -> None:
    client = as_(cast.ana)
    first, second = fields(panel, cast, notes="first"), fields(panel, cast, notes="second")
    client.post(card_address(panel, cast.ana, "save"), first)
    answer = client.post(card_address(panel, cast.ana, "save"), second)
    assert (answer.status_code, answer.json()["revision"]) == (409, 1)
    assert "first</textarea>" in answer.json()["html"]
    assert "second</textarea>" in answer.json()["html"]


def test_last_words_of_a_stale_page_take_the_shorter_ones_place(panel: Panel, cast: Cast, as_: As) -> None:
    client = as_(cast.ana)
    kept = lose(panel, cast, client)
    sent = fields(panel, cast, notes="second and more") | {"revision": "0", "replaces": str(kept.uuid)}
    html = client.post(card_address(panel, cast.ana, "save"), sent).json()["html"]
    assert "second and more</textarea>" in html
    assert "second</textarea>" not in html


@pytest.mark.parametrize("revision", ["", "nonsense", "-1", "99999999999999999999", "2147483648"])
def test_revision_without_sense_loses_and_keeps(panel: Panel, cast: Cast, as_: As, revision: str) -> None:
    begin_card(panel, cast.ana)
    sent = fields(panel, cast, notes="typed") | {"revision": revision}
    assert as_(cast.ana).post(card_address(panel, cast.ana, "save"), sent).status_code == 409
    with acting_as(cast.ana.pk):
        assert [kept.content["notes"] for kept in KeptDraft.objects.all()] == ["typed"]


def test_save_that_is_refused_names_the_field(panel: Panel, cast: Cast, as_: As) -> None:
    pk = competency(panel)
    sent = fields(panel, cast, **{f"evidence_{pk}": "x" * 10_001})
    answer = as_(cast.ana).post(card_address(panel, cast.ana, "save"), sent)
    assert answer.status_code == 422
    assert answer.json() == {
        "problems": [
            {
                "text": "System design, evidence: longer than 10,000 characters (10001). Shorten it to save it.",
                "target": f"evidence-{pk}",
            }
        ]
    }


def test_save_of_a_signed_out_person_is_401(panel: Panel, cast: Cast, client: Client) -> None:
    sent = fields(panel, cast)
    assert client.post(card_address(panel, cast.ana, "save"), sent).status_code == 401
    assert stored(panel, cast).revision == 0


def test_fresh_token_is_a_tiny_get_away(panel: Panel, cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana)
    sent = fields(panel, cast)
    assert client.post(card_address(panel, cast.ana, "save"), sent).status_code == 403
    fresh = client.get(card_address(panel, cast.ana, "save"))
    assert (fresh.status_code, fresh.content) == (204, b"")
    token = client.cookies["csrftoken"].value
    answer = client.post(card_address(panel, cast.ana, "save"), sent, headers={"X-CSRFToken": token})
    assert answer.status_code == 200


def test_page_and_save_answer_do_not_depend_on_the_others(panel: Panel, cast: Cast, as_: As) -> None:
    client = as_(cast.ana)

    def bytes_now() -> list[bytes]:
        page = client.get(card_address(panel, cast.ana), headers={"cookie-free": "1"})
        text = b"\n".join(line for line in page.content.splitlines() if b"csrfmiddlewaretoken" not in line)
        return [text, client.post(card_address(panel, cast.ana, "save"), sent).content]

    sent = fields(panel, cast)
    client.post(card_address(panel, cast.ana, "save"), sent)
    before = bytes_now()
    submit_card(panel, cast.ben)
    begin_card(panel, cast.cleo)
    assert bytes_now() == before


# How many queries


def queries(client: Client, where: str, sent: dict[str, str] | None = None) -> int:
    client.get(where)
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(where) if sent is None else client.post(where, sent)
    assert answer.status_code == 200
    return len(caught)


@pytest.mark.parametrize("names", [["A"], ["A", "B", "C"]])
def test_queries_do_not_grow_with_the_competencies(cast: Cast, as_: As, names: list[str]) -> None:
    role = make_role("Any", lead=cast.lead, competencies=names, must_have=["A"])
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana])
    add_kit(panel)
    client = as_(cast.ana)
    card = card_address(panel, cast.ana)
    assert queries(client, card) == 16
    assert queries(client, card_address(panel, cast.ana, "save"), fields(panel, cast)) == 17
    assert queries(client, card_address(panel, cast.ana, "save"), fields(panel, cast)) == 14
    assert queries(client, card) == 13
    assert queries(client, card_address(panel, cast.ana, "summary")) == 10
    submit_card(panel, cast.ana)
    assert queries(client, card) == 11
