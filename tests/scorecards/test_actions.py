"""Saving, submitting and amending: what is stored, what counts, and that no text is ever lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.scorecards.actions import (
    save_draft,
    settle_kept_draft,
    start_amending,
    stop_amending,
    submit,
    use_kept_draft,
)
from panels.scorecards.drafts import Draft, DraftRating, draft_of
from panels.scorecards.errors import LostRace, NoLongerYours, NotComplete
from panels.scorecards.models import KeptDraft, Scorecard, Standing, SubmittedVersion
from panels.scorecards.payloads import draft_from_payload, receipt_of
from panels.seating.actions.chasing import excuse_seat
from panels.seating.actions.endings import close_panel, end_panel
from panels.seating.models import Panel, Seat
from tests.cast import Cast
from tests.factories import add_seat, begin_card, card_of, make_draft, make_panel, seat_of, send_out, submit_card
from tests.scorecards.cards import competency

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_ana(cast: Cast) -> Iterator[None]:
    with acting_as(cast.ana.pk):
        yield


@pytest.fixture
def card(panel: Panel, cast: Cast, as_ana: None) -> Scorecard:
    return card_of(panel, cast.ana)


def said(card: Scorecard, **fields: str) -> Draft:
    return replace(make_draft(card.seat), discussed=None, **fields)


def all_in(panel: Panel, cast: Cast) -> None:
    for user in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, user)


# Saving


def test_save_stores_every_word_and_grows_the_revision(card: Scorecard, cast: Cast) -> None:
    draft = said(card, notes="Warm voice.", at_level="Senior", confidence="low")
    saved = save_draft(card=card, actor=cast.ana, revision=0, draft=draft)
    card.refresh_from_db()
    assert (saved.won, saved.is_stored, saved.revision, saved.kept) == (True, True, 1, None)
    assert draft_of(card) == draft
    assert (card.revision, card.saved_at) == (1, saved.saved_at)


def test_save_with_a_stale_revision_keeps_both_texts(card: Scorecard, cast: Cast) -> None:
    first, second = said(card, notes="first"), said(card, notes="second")
    save_draft(card=card, actor=cast.ana, revision=0, draft=first)
    saved = save_draft(card=card, actor=cast.ana, revision=0, draft=second)
    card.refresh_from_db()
    assert (saved.won, saved.is_stored, saved.revision) == (False, False, 1)
    assert draft_of(card) == first
    assert saved.kept is not None
    assert Draft.from_json(saved.kept.content) == second


def test_save_repeated_after_a_lost_answer_counts_as_saved_and_keeps_nothing(card: Scorecard, cast: Cast) -> None:
    draft = said(card, notes="once")
    save_draft(card=card, actor=cast.ana, revision=0, draft=draft)
    again = save_draft(card=card_of(card.panel, cast.ana), actor=cast.ana, revision=0, draft=draft)
    assert (again.won, again.same, again.is_stored, again.revision) == (False, True, True, 1)
    assert KeptDraft.objects.count() == 0


def test_stale_empty_save_is_neither_saved_nor_kept(card: Scorecard, cast: Cast) -> None:
    save_draft(card=card, actor=cast.ana, revision=0, draft=said(card))
    empty = save_draft(card=card_of(card.panel, cast.ana), actor=cast.ana, revision=0, draft=Draft())
    assert (empty.is_stored, empty.kept) == (False, None)
    assert draft_of(card_of(card.panel, cast.ana)) == said(card)


def test_save_after_submitting_is_kept_beside(card: Scorecard, cast: Cast) -> None:
    version = submit_card(card.panel, cast.ana)
    late = said(card, notes="one more thing")
    stale = card_of(card.panel, cast.ana)
    saved = save_draft(card=stale, actor=cast.ana, revision=stale.revision, draft=late)
    assert saved.is_stored is False
    assert saved.kept is not None
    assert Draft.from_json(saved.kept.content) == late
    assert version.payload.content == SubmittedVersion.objects.get().payload.content


def test_rating_of_a_competency_taken_off_the_seat_is_kept(panel: Panel, cast: Cast, as_ana: None) -> None:
    card = card_of(panel, cast.ana)
    gone = competency(panel, "Code quality")
    card.seat.competencies.remove(gone)
    saved = save_draft(card=card, actor=cast.ana, revision=0, draft=Draft(ratings=(DraftRating(gone, 4),)))
    assert saved.won is True
    assert saved.kept is not None
    assert Draft.from_json(saved.kept.content) == Draft(ratings=(DraftRating(gone, 4),))
    with pytest.raises(NoLongerYours):
        use_kept_draft(kept=saved.kept, actor=cast.ana, revision=saved.revision)


def test_save_of_an_excused_rater_is_kept(panel: Panel, cast: Cast) -> None:
    begin_card(panel, cast.ana)
    excuse_seat(seat=seat_of(panel, cast.ana), actor=cast.recruiter, reason="Ill.")
    with acting_as(cast.ana.pk):
        card = card_of(panel, cast.ana)
        saved = save_draft(card=card, actor=cast.ana, revision=card.revision, draft=said(card, notes="my own words"))
        assert (saved.is_stored, KeptDraft.objects.count()) == (False, 1)


# A text that lost the race


def lose_a_race(card: Scorecard, cast: Cast) -> KeptDraft:
    save_draft(card=card, actor=cast.ana, revision=0, draft=said(card, notes="stored"))
    lost = save_draft(card=card_of(card.panel, cast.ana), actor=cast.ana, revision=0, draft=said(card, notes="kept"))
    assert lost.kept is not None
    return lost.kept


def test_use_kept_draft_makes_it_the_draft_and_keeps_the_other(card: Scorecard, cast: Cast) -> None:
    kept = lose_a_race(card, cast)
    saved = use_kept_draft(kept=kept, actor=cast.ana, revision=1)
    assert (saved.won, saved.revision) == (True, 2)
    assert draft_of(card_of(card.panel, cast.ana)).notes == "kept"
    texts = {row.content["notes"]: row.settled_at is not None for row in KeptDraft.objects.all()}
    assert texts == {"kept": True, "stored": True}


def test_use_kept_draft_with_a_stale_revision_is_refused(card: Scorecard, cast: Cast) -> None:
    kept = lose_a_race(card, cast)
    with pytest.raises(LostRace):
        use_kept_draft(kept=kept, actor=cast.ana, revision=0)
    assert draft_of(card_of(card.panel, cast.ana)).notes == "stored"


def test_use_kept_draft_on_a_submitted_card_is_refused(card: Scorecard, cast: Cast) -> None:
    kept = lose_a_race(card, cast)
    submit_card(card.panel, cast.ana)
    with pytest.raises(NoLongerYours):
        use_kept_draft(kept=kept, actor=cast.ana, revision=2)


def test_settle_kept_draft_hides_it_and_leaves_it_stored(card: Scorecard, cast: Cast) -> None:
    kept = lose_a_race(card, cast)
    settle_kept_draft(kept=kept, actor=cast.ana)
    kept.refresh_from_db()
    assert (kept.settled_at is not None, kept.content["notes"]) == (True, "kept")


# Submitting


def test_submit_stores_what_was_said_with_its_receipt(card: Scorecard, cast: Cast) -> None:
    draft = replace(make_draft(card.seat), notes="private", discussed=True)
    saved = save_draft(card=card, actor=cast.ana, revision=0, draft=draft)
    version = submit(card=card, actor=cast.ana, revision=saved.revision)
    content = version.payload.content
    assert (version.number, version.standing, version.reason) == (1, Standing.BEFORE, "")
    assert draft_from_payload(content) == replace(draft, notes="")
    assert "private" not in str(content)
    assert version.receipt == receipt_of(version, content)
    assert Entry.objects.filter(verb="scorecard.submitted", subject_id=version.pk).count() == 1


def test_submit_twice_gives_the_same_version(card: Scorecard, cast: Cast) -> None:
    first = submit_card(card.panel, cast.ana)
    again = submit(card=card, actor=cast.ana, revision=99, discussed=True)
    assert (again.pk, SubmittedVersion.objects.count()) == (first.pk, 1)


def test_submit_with_a_stale_revision_is_refused(card: Scorecard, cast: Cast) -> None:
    save_draft(card=card, actor=cast.ana, revision=0, draft=make_draft(card.seat))
    with pytest.raises(LostRace):
        submit(card=card, actor=cast.ana, revision=0)
    assert SubmittedVersion.objects.count() == 0


def test_submit_of_an_incomplete_card_names_what_is_missing(card: Scorecard, cast: Cast) -> None:
    save_draft(card=card, actor=cast.ana, revision=0, draft=Draft(notes="nothing yet"))
    with pytest.raises(NotComplete) as refusal:
        submit(card=card, actor=cast.ana, revision=1)
    assert [gap.code for gap in refusal.value.gaps] == [
        "nothing_rated",
        "not_rated",
        "not_rated",
        "not_rated",
        "no_recommendation",
        "discussed",
    ]
    assert SubmittedVersion.objects.count() == 0


def test_submit_of_an_excused_rater_is_refused(panel: Panel, cast: Cast) -> None:
    begin_card(panel, cast.ana)
    excuse_seat(seat=seat_of(panel, cast.ana), actor=cast.recruiter, reason="Ill.")
    with acting_as(cast.ana.pk), pytest.raises(NoLongerYours) as refusal:
        submit(card=card_of(panel, cast.ana), actor=cast.ana, revision=1)
    assert refusal.value.code == "off_the_panel"


def test_submit_on_an_ended_panel_is_refused(panel: Panel, cast: Cast) -> None:
    begin_card(panel, cast.ana)
    end_panel(panel=panel, actor=cast.recruiter, ending="withdrew")
    with acting_as(cast.ana.pk), pytest.raises(NoLongerYours) as refusal:
        submit(card=card_of(panel, cast.ana), actor=cast.ana, revision=1)
    assert refusal.value.code == "ended"


def test_submit_by_somebody_else_finds_no_card(card: Scorecard, cast: Cast) -> None:
    begin_card(card.panel, cast.ana)
    with acting_as(cast.ben.pk), pytest.raises(Scorecard.DoesNotExist):
        submit(card=card, actor=cast.ben, revision=1)


def test_last_submission_opens_the_panel(panel: Panel, cast: Cast) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    panel.refresh_from_db()
    assert panel.revealed_at is None
    submit_card(panel, cast.cleo)
    panel.refresh_from_db()
    assert panel.revealed_at is not None


def test_informed_card_is_marked_as_such(panel: Panel, cast: Cast) -> None:
    with transaction.atomic():
        add_seat(panel, cast.outsider, kind="informed")
        send_out(panel)
    assert submit_card(panel, cast.outsider).standing == Standing.INFORMED


def test_card_missing_at_the_close_is_late_and_still_blind(panel: Panel, cast: Cast) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    close_panel(panel=panel, actor=cast.recruiter, reason="Cleo cannot be reached.")
    panel.refresh_from_db()
    version = submit_card(panel, cast.cleo)
    assert (panel.revealed_at is not None, version.standing) == (True, Standing.LATE_BLIND)


# Amending


def amend(panel: Panel, cast: Cast, levels: int, reason: str = "I mixed up two answers.") -> SubmittedVersion:
    with acting_as(cast.ana.pk):
        card = card_of(panel, cast.ana)
        start_amending(card=card, actor=cast.ana)
        card = card_of(panel, cast.ana)
        saved = save_draft(card=card, actor=cast.ana, revision=card.revision, draft=make_draft(card.seat, levels))
        return submit(card=card, actor=cast.ana, revision=saved.revision, reason=reason)


def test_amendment_before_opening_takes_the_first_ones_place(panel: Panel, cast: Cast) -> None:
    submit_card(panel, cast.ana, 2)
    second = amend(panel, cast, 4)
    with acting_as(cast.ana.pk):
        counted = SubmittedVersion.objects.counted()
        assert [version.pk for version in counted] == [second.pk]
    assert (second.number, second.standing, second.reason) == (2, Standing.BEFORE, "I mixed up two answers.")


def test_amendment_after_opening_stands_beside_and_is_not_counted(panel: Panel, cast: Cast) -> None:
    all_in(panel, cast)
    panel.refresh_from_db()
    second = amend(panel, cast, 5)
    with acting_as(cast.ana.pk):
        counted = SubmittedVersion.objects.counted().filter(author=cast.ana)
        assert [version.number for version in counted] == [1]
    assert second.standing == Standing.AFTER


def test_amendment_without_a_reason_is_refused(panel: Panel, cast: Cast) -> None:
    submit_card(panel, cast.ana)
    with pytest.raises(ValidationError) as refusal:
        amend(panel, cast, 4, reason="  ")
    assert refusal.value.code == "no_reason"
    with acting_as(cast.ana.pk):
        assert SubmittedVersion.objects.count() == 1


def test_start_amending_leaves_the_submission_standing(panel: Panel, cast: Cast) -> None:
    submit_card(panel, cast.ana)
    with acting_as(cast.ana.pk):
        start_amending(card=card_of(panel, cast.ana), actor=cast.ana)
        card = card_of(panel, cast.ana)
        assert (card.is_submitted, card.takes_writing) == (True, True)


def test_start_amending_by_an_excused_rater_is_refused(panel: Panel, cast: Cast) -> None:
    submit_card(panel, cast.ana)
    with acting_as(cast.ana.pk):
        card = card_of(panel, cast.ana)
        Seat.objects.filter(pk=card.seat_id).update(state="excused", state_reason="Conflict.")
        with pytest.raises(NoLongerYours):
            start_amending(card=card_of(panel, cast.ana), actor=cast.ana)


def test_stop_amending_goes_back_and_keeps_what_was_written(panel: Panel, cast: Cast) -> None:
    submit_card(panel, cast.ana, 2, notes="mine")
    with acting_as(cast.ana.pk):
        card = card_of(panel, cast.ana)
        submitted = draft_of(card)
        start_amending(card=card, actor=cast.ana)
        changed = replace(make_draft(card.seat, 5), notes="mine")
        save_draft(card=card_of(panel, cast.ana), actor=cast.ana, revision=card.revision, draft=changed)
        stop_amending(card=card_of(panel, cast.ana), actor=cast.ana)
        card = card_of(panel, cast.ana)
        kept = KeptDraft.objects.get()
        assert (card.amending_since, draft_of(card)) == (None, submitted)
        assert Draft.from_json(kept.content) == changed


def test_stop_amending_without_a_change_keeps_nothing(panel: Panel, cast: Cast) -> None:
    submit_card(panel, cast.ana)
    with acting_as(cast.ana.pk):
        start_amending(card=card_of(panel, cast.ana), actor=cast.ana)
        stop_amending(card=card_of(panel, cast.ana), actor=cast.ana)
        assert KeptDraft.objects.count() == 0


def test_kit_is_pinned_at_the_first_save(panel: Panel, cast: Cast) -> None:
    panel.stage.instructions = "Begin with the migration."
    panel.stage.save()
    first = begin_card(panel, cast.ana)
    panel.stage.instructions = "Begin with the incident."
    panel.stage.save()
    again = begin_card(panel, cast.ana)
    assert first.kit["instructions"] == "Begin with the migration."
    assert again.kit == first.kit
    assert submit_card(panel, cast.ana).payload.content["kit"] == first.kit


def test_two_panels_do_not_meet(panel: Panel, cast: Cast) -> None:
    other = make_panel(role=panel.role, lead=cast.lead, raters=[cast.ana, cast.ben])
    submit_card(panel, cast.ana)
    with acting_as(cast.ana.pk):
        assert card_of(other, cast.ana).is_begun is False


def test_stopping_an_amendment_that_was_not_begun_changes_nothing(panel: Panel, cast: Cast) -> None:
    submit_card(panel, cast.ana)
    with acting_as(cast.ana.pk):
        card = card_of(panel, cast.ana)
        stop_amending(card=card, actor=cast.ana)
        after = card_of(panel, cast.ana)
    assert (after.revision, after.amending_since) == (card.revision, None)


def test_sending_makes_cards_for_its_own_seats_alone(cast: Cast, panel: Panel) -> None:
    draft = make_panel(role=panel.role, lead=cast.lead, raters=[cast.ana], send=False)
    sent = make_panel(role=panel.role, lead=cast.lead, raters=[cast.ana, cast.ben])
    with acting_as(cast.ana.pk), transaction.atomic():
        found = set(Scorecard.objects.values_list("seat", "panel"))
    assert found == {(seat_of(one, cast.ana).pk, one.pk) for one in (panel, sent)}
    assert draft.seats.count() == 1
