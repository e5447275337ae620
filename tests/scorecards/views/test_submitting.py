"""The summary, submitting, and changing what was submitted."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from interviews.runtime.actor import acting_as
from panels.scorecards.drafts import Draft, DraftRating
from panels.scorecards.models import KeptDraft, Standing, SubmittedVersion
from panels.seating.actions.chasing import excuse_seat
from panels.seating.actions.endings import close_panel, end_panel
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import begin_card, card_of, make_draft, seat_of, submit_card
from tests.scorecards.cards import address, card_address, competency
from tests.scorecards.views.conftest import As

pytestmark = pytest.mark.django_db


def answer_of(panel: Panel, cast: Cast, client: Client, **sent: str):  # type: ignore[no-untyped-def]
    with acting_as(cast.ana.pk):
        revision = card_of(panel, cast.ana).revision
    return client.post(card_address(panel, cast.ana, "summary"), {"revision": str(revision), "discussed": "no", **sent})


def versions(panel: Panel, cast: Cast) -> list[SubmittedVersion]:
    with acting_as(cast.ana.pk):
        return list(SubmittedVersion.objects.filter(author=cast.ana).order_by("number"))


def begin(panel: Panel, cast: Cast, **fields: object) -> None:
    with acting_as(cast.ana.pk):
        draft = make_draft(seat_of(panel, cast.ana), discussed=None, **fields)  # type: ignore[arg-type]
    begin_card(panel, cast.ana, draft)


# The summary


def test_summary_shows_every_level_by_name_with_its_evidence(panel: Panel, cast: Cast, as_: As) -> None:
    begin(panel, cast, notes="only mine")
    page = as_(cast.ana).get(card_address(panel, cast.ana, "summary")).content.decode()
    assert page.count("3 Level 3") == 3
    assert page.count("Walked through the fail-over step by step.") == 3
    assert "Have you discussed this candidate with anyone on the panel?" in page
    assert "only mine" not in page
    assert "Still missing" not in page


def test_summary_links_what_is_missing_to_its_field(panel: Panel, cast: Cast, as_: As) -> None:
    first, second = competency(panel), competency(panel, "Code quality")
    begin_card(panel, cast.ana, Draft(ratings=(DraftRating(first, level=3),)))
    page = as_(cast.ana).get(card_address(panel, cast.ana, "summary")).content.decode()
    assert "Still missing" in page
    for field in (f"evidence-{first}", f"level-{second}", "recommendation"):
        assert f'href="{card_address(panel, cast.ana)}#{field}"' in page
    card = as_(cast.ana).get(card_address(panel, cast.ana)).content.decode()
    for field in (f"evidence-{first}", f"level-{second}", "recommendation"):
        assert f'id="{field}"' in card


def test_summary_hints_at_weak_evidence(panel: Panel, cast: Cast, as_: As) -> None:
    begin(panel, cast, evidence="great culture fit")
    page = as_(cast.ana).get(card_address(panel, cast.ana, "summary")).content.decode()
    assert page.count("What did they say or do?") == 3


# Submitting


def test_submit_ends_on_the_read_only_card(panel: Panel, cast: Cast, as_: As) -> None:
    begin(panel, cast)
    client = as_(cast.ana)
    answer = answer_of(panel, cast, client)
    assert (answer.status_code, answer.url) == (302, card_address(panel, cast.ana))
    page = client.get(card_address(panel, cast.ana)).content.decode()
    assert "What you submitted" in page
    assert versions(panel, cast)[0].receipt in page
    assert "<textarea" not in page


@pytest.mark.parametrize(("said", "marked"), [("yes", True), ("no", False)])
def test_discussion_marks_the_card_and_blocks_nothing(
    panel: Panel, cast: Cast, as_: As, said: str, marked: bool
) -> None:
    begin(panel, cast)
    assert answer_of(panel, cast, as_(cast.ana), discussed=said).status_code == 302
    with acting_as(cast.ana.pk):
        assert SubmittedVersion.objects.get(author=cast.ana).payload.content["discussed"] is marked


@pytest.mark.parametrize("said", ["", "perhaps"])
def test_submit_without_the_last_answer_is_refused(panel: Panel, cast: Cast, as_: As, said: str) -> None:
    begin(panel, cast)
    answer = answer_of(panel, cast, as_(cast.ana), discussed=said)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert versions(panel, cast) == []


def test_incomplete_submit_lists_all_that_is_missing_and_loses_nothing(panel: Panel, cast: Cast, as_: As) -> None:
    begin_card(panel, cast.ana, Draft(ratings=(DraftRating(competency(panel), level=5, evidence="Drew it."),)))
    answer = answer_of(panel, cast, as_(cast.ana), discussed="")
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Incident ownership: choose a level", "Code quality: choose a level", "Choose a recommendation"):
        assert words in page
    assert "Drew it." in page
    assert versions(panel, cast) == []


def test_second_submit_ends_on_the_same_page_with_one_version(panel: Panel, cast: Cast, as_: As) -> None:
    begin(panel, cast)
    client = as_(cast.ana)
    answers = [answer_of(panel, cast, client) for _ in range(3)]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, card_address(panel, cast.ana))}
    assert len(versions(panel, cast)) == 1


def test_submit_from_a_stale_summary_shows_the_newer_text_first(panel: Panel, cast: Cast, as_: As) -> None:
    begin(panel, cast)
    begin(panel, cast, evidence="The newer text, from the other tab.")
    answer = answer_of(panel, cast, as_(cast.ana), revision="1")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "saved elsewhere since you opened the summary" in page
    assert "The newer text, from the other tab." in page
    assert 'name="revision" value="2"' in page
    assert versions(panel, cast) == []


def test_submit_answers_alike_whether_it_was_the_last_or_not(panel: Panel, cast: Cast, as_: As) -> None:
    begin(panel, cast)
    first = answer_of(panel, cast, as_(cast.ana))
    submit_card(panel, cast.ben)
    with acting_as(cast.cleo.pk):
        draft = make_draft(seat_of(panel, cast.cleo), discussed=None)
    begin_card(panel, cast.cleo, draft)
    last = as_(cast.cleo).post(card_address(panel, cast.cleo, "summary"), {"revision": "1", "discussed": "no"})
    panel.refresh_from_db()
    assert panel.revealed_at is not None
    assert (first.status_code, first.content) == (last.status_code, last.content)
    assert first.url.replace(str(seat_of(panel, cast.ana).uuid), "") == last.url.replace(
        str(seat_of(panel, cast.cleo).uuid), ""
    )
    assert set(first.headers) == set(last.headers)


def test_own_page_after_submitting_is_the_same_before_and_after_opening(panel: Panel, cast: Cast, as_: As) -> None:
    submit_card(panel, cast.ana)
    client = as_(cast.ana)

    def page() -> str:
        text = client.get(card_address(panel, cast.ana)).content.decode()
        return "\n".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)

    before = page()
    submit_card(panel, cast.ben)
    submit_card(panel, cast.cleo)
    assert page() == before


def test_missing_rater_submits_late_and_is_told_only_her_own_state(panel: Panel, cast: Cast, as_: As) -> None:
    begin(panel, cast)
    submit_card(panel, cast.ben)
    submit_card(panel, cast.cleo)
    close_panel(panel=panel, actor=cast.recruiter, reason="Time.")
    client = as_(cast.ana)
    page = client.get(card_address(panel, cast.ana)).content.decode()
    assert "The panel was closed without your scorecard" in page
    assert client.get(card_address(panel, cast.ben)).status_code == 404
    assert answer_of(panel, cast, client).status_code == 302
    assert [version.standing for version in versions(panel, cast)] == [Standing.LATE_BLIND]
    assert client.get(card_address(panel, cast.ben)).status_code == 200


# What takes no scorecard any more


def test_ended_panel_leaves_the_draft_to_read(panel: Panel, cast: Cast, as_: As) -> None:
    begin(panel, cast, notes="mine")
    end_panel(panel=panel, actor=cast.recruiter, ending="withdrew")
    client = as_(cast.ana)
    answer = answer_of(panel, cast, client)
    assert (answer.status_code, answer.url) == (302, card_address(panel, cast.ana))
    page = client.get(card_address(panel, cast.ana)).content.decode()
    assert "This panel has ended" in page
    assert "Walked through the fail-over step by step." in page
    assert "mine" in page


def test_excused_rater_reads_and_cannot_submit(panel: Panel, cast: Cast, as_: As) -> None:
    begin(panel, cast)
    seat = seat_of(panel, cast.ana)
    excuse_seat(seat=seat, actor=cast.recruiter, reason="Ill.")
    client = as_(cast.ana)
    sent = {"revision": "1", "discussed": "no"}
    assert client.post(address(seat, "summary"), sent).url == address(seat)
    page = client.get(address(seat)).content.decode()
    assert "You are no longer on this panel" in page
    assert "Change what you submitted" not in page
    assert versions(panel, cast) == []


# Changing what was submitted


def test_amending_asks_first_then_for_a_reason_and_makes_a_version(panel: Panel, cast: Cast, as_: As) -> None:
    submit_card(panel, cast.ana, 2)
    client = as_(cast.ana)
    asked = client.get(card_address(panel, cast.ana, "amend")).content.decode()
    assert "takes the place of the one before it" in asked
    assert client.post(card_address(panel, cast.ana, "amend")).url == card_address(panel, cast.ana)
    assert "You are changing a submitted scorecard" in client.get(card_address(panel, cast.ana)).content.decode()
    refused = answer_of(panel, cast, client, reason=" ")
    assert refused.status_code == 422
    assert "Say why you change what you submitted." in refused.content.decode()
    assert answer_of(panel, cast, client, reason="Mixed up two answers.").status_code == 302
    page = client.get(card_address(panel, cast.ana)).content.decode()
    assert [version.number for version in versions(panel, cast)] == [1, 2]
    assert "Mixed up two answers." in page
    assert "Version 1, submitted" in page


def test_amending_tells_that_scorecards_are_open_only_to_whom_they_are(panel: Panel, cast: Cast, as_: As) -> None:
    for user in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, user)
    client = as_(cast.ana)
    where = card_address(panel, cast.ana, "amend")
    assert "Scorecards are open:" in client.get(where).content.decode()
    panel.role.own_card_only = True
    panel.role.save()
    assert "Scorecards are open:" not in client.get(where).content.decode()


def test_standing_of_an_amendment_is_told_only_to_whom_it_is_open(panel: Panel, cast: Cast, as_: As) -> None:
    for user in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, user)
    client = as_(cast.ana)
    client.post(card_address(panel, cast.ana, "amend"))
    answer_of(panel, cast, client, reason="Mixed up.")
    where = card_address(panel, cast.ana)
    assert "amended after scorecards opened" in client.get(where).content.decode()
    panel.role.own_card_only = True
    panel.role.save()
    assert "amended after scorecards opened" not in client.get(where).content.decode()


def test_discarding_goes_back_and_shows_what_was_written(panel: Panel, cast: Cast, as_: As) -> None:
    submit_card(panel, cast.ana)
    client = as_(cast.ana)
    client.post(card_address(panel, cast.ana, "amend"))
    with acting_as(cast.ana.pk):
        revision = card_of(panel, cast.ana).revision
    pk = competency(panel)
    client.post(card_address(panel, cast.ana), {"revision": str(revision), f"evidence-{pk}": "A new thought."})
    client.post(card_address(panel, cast.ana, "amend"), {"stop": "1"})
    page = client.get(card_address(panel, cast.ana)).content.decode()
    assert "A new thought.</textarea>" in page
    assert len(versions(panel, cast)) == 1
    with acting_as(cast.ana.pk):
        assert KeptDraft.objects.count() == 1


@pytest.mark.parametrize("end", [True, False])
def test_nothing_is_amended_after_the_end_or_before_a_submission(panel: Panel, cast: Cast, as_: As, end: bool) -> None:
    if end:
        submit_card(panel, cast.ana)
        Panel.objects.filter(pk=panel.pk).update(ended_at=timezone.now(), ending="withdrew")
    client = as_(cast.ana)
    assert client.get(card_address(panel, cast.ana, "amend")).url == card_address(panel, cast.ana)
    client.post(card_address(panel, cast.ana, "amend"))
    with acting_as(cast.ana.pk):
        assert card_of(panel, cast.ana).amending_since is None
