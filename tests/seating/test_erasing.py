"""Asking that a candidate be erased, taking it back, and what HR sees of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interviews.audit.models import Entry
from interviews.runtime.clock import transaction_time
from panels.seating.actions.erasing import ask_to_erase, keep_after_all
from panels.seating.actions.planning import open_panel
from panels.seating.choices import Ground
from panels.seating.models import Candidate, Panel
from tests.cast import Cast
from tests.factories import make_candidate

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate(cast: Cast) -> Candidate:
    """One of two: what happens to her must not happen to Omar."""
    make_candidate("Omar Said")
    return make_candidate("Priya Raman")


@pytest.fixture
def asked(cast: Cast, candidate: Candidate) -> Candidate:
    return ask_to_erase(candidate=candidate, actor=cast.hr, ground=Ground.ASKED)


def erase_url(candidate: Candidate) -> str:
    return reverse("seating:candidate_erase", args=[candidate.uuid])


def page_of(client: Client, candidate: Candidate) -> str:
    return client.get(reverse("seating:candidate", args=[candidate.uuid])).content.decode()


def test_asking_sets_the_day_by_the_databases_clock_and_is_in_the_audit(cast: Cast, asked: Candidate) -> None:
    assert asked.erase_at == transaction_time() + timedelta(days=3)
    assert (asked.erase_asked_by, asked.erased_at) == (cast.hr, None)
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor_id, entry.subject_id, entry.details) == (
        "candidate.erasure_asked",
        cast.hr.pk,
        asked.pk,
        {"ground": "asked"},
    )


def test_asked_twice_is_once(cast: Cast, asked: Candidate) -> None:
    Candidate.objects.filter(pk=asked.pk).update(erase_at=Now() + timedelta(days=1))
    again = ask_to_erase(candidate=asked, actor=cast.hr, ground=Ground.MISTAKE)
    assert again.erase_at is not None
    assert again.erase_at < timezone.now() + timedelta(days=2)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("state", ["draft", "open", "revealed"])
def test_asking_is_refused_while_a_panel_is_under_way(cast: Cast, panel: Panel, state: str) -> None:
    if state == "draft":
        Panel.objects.filter(pk=panel.pk).update(sent_at=None)
    with pytest.raises(ValidationError, match="A panel of this candidate is under way"):
        ask_to_erase(candidate=panel.candidate, actor=cast.hr, ground=Ground.ASKED)
    assert Candidate.objects.get().erase_at is None


def test_asking_is_for_the_candidates_whose_panels_have_ended(cast: Cast, panel: Panel) -> None:
    Panel.objects.filter(pk=panel.pk).update(ended_at=Now(), ending="withdrew")
    assert ask_to_erase(candidate=panel.candidate, actor=cast.hr, ground=Ground.ASKED).is_leaving


def test_unknown_ground_is_refused(cast: Cast, candidate: Candidate) -> None:
    with pytest.raises(ValidationError) as refused:
        ask_to_erase(candidate=candidate, actor=cast.hr, ground="because")
    assert refused.value.message_dict == {"ground": ["Choose why the record is erased."]}


def test_taking_back(cast: Cast, asked: Candidate) -> None:
    keep_after_all(candidate=asked, actor=cast.hr)
    kept = Candidate.objects.get(pk=asked.pk)
    assert (kept.erase_at, kept.erase_asked_by, kept.is_leaving) == (None, None, False)
    found = Entry.objects.order_by("pk").values_list("verb", "actor_id", "subject", "subject_id")
    assert list(found) == [
        ("candidate.erasure_asked", cast.hr.pk, "seating.candidate", asked.pk),
        ("candidate.erasure_taken_back", cast.hr.pk, "seating.candidate", asked.pk),
    ]
    keep_after_all(candidate=asked, actor=cast.hr)
    assert Entry.objects.count() == 2


def test_taking_back_is_too_late_once_erased(cast: Cast, asked: Candidate) -> None:
    Candidate.objects.filter(pk=asked.pk).update(erased_at=Now())
    with pytest.raises(ValidationError, match="erased already"):
        keep_after_all(candidate=asked, actor=cast.hr)


def test_no_panel_is_opened_for_who_is_leaving(cast: Cast, panel: Panel, asked: Candidate) -> None:
    with pytest.raises(ValidationError, match="nothing new is opened"):
        open_panel(candidate=asked, stage=panel.stage, actor=cast.recruiter)


def test_hr_asks_and_takes_back_on_the_page(client: Client, cast: Cast, candidate: Candidate) -> None:
    client.force_login(cast.hr)
    assert "Erase Priya Raman" in page_of(client, candidate)
    empty = client.post(erase_url(candidate))
    assert (empty.status_code, "Choose why the record is erased." in empty.content.decode()) == (422, True)
    answer = client.post(erase_url(candidate), {"ground": "asked"})
    assert answer.status_code == 302
    page = page_of(client, candidate)
    assert "Hana Adeyemi asked for it." in page
    assert "Open a panel" not in page
    client.post(reverse("seating:candidate_keep", args=[candidate.uuid]))
    assert "To be erased" not in page_of(client, candidate)
    assert "Open a panel" in page_of(client, candidate)


def test_page_says_what_stands_in_the_way(client: Client, cast: Cast, panel: Panel) -> None:
    client.force_login(cast.hr)
    answer = client.post(erase_url(panel.candidate), {"ground": "asked"})
    assert answer.status_code == 422
    assert "A panel of this candidate is under way." in answer.content.decode()


def test_recruiters_see_that_somebody_leaves_and_cannot_do_it(client: Client, cast: Cast, asked: Candidate) -> None:
    client.force_login(cast.recruiter)
    page = page_of(client, asked)
    assert "Hana Adeyemi asked for it." in page
    assert "Keep the candidate" not in page
    assert client.get(erase_url(asked)).status_code == 404
    assert client.post(reverse("seating:candidate_keep", args=[asked.uuid])).status_code == 404


def test_nobody_erases_the_own_record(client: Client, cast: Cast) -> None:
    own = make_candidate("Hana Adeyemi", user=cast.hr)
    client.force_login(cast.hr)
    assert client.get(erase_url(own)).status_code == 404


def test_erased_record_is_not_written_any_more(client: Client, cast: Cast, asked: Candidate) -> None:
    Candidate.objects.filter(pk=asked.pk).update(erased_at=Now(), name="Erased candidate")
    client.force_login(cast.hr)
    page = page_of(client, asked)
    assert "as Hana Adeyemi asked" in page
    assert "Edit" not in page
    for name in ("candidate_edit", "candidate_links", "candidate_files", "candidate_erase"):
        assert client.get(reverse(f"seating:{name}", args=[asked.uuid])).status_code == 404
