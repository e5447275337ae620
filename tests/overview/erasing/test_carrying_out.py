"""Erasing a candidate, and erasing her again after a backup brought her back."""

from __future__ import annotations

import re
import subprocess
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from mailer.models import Message

from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from interviews.runtime.clock import transaction_time
from panels.consensus.actions.building import sweep as build_owed
from panels.consensus.actions.reports import rebuild
from panels.consensus.models import Outbox, Report
from panels.decisions.actions import decide
from panels.overview.erasing import carrying_out, files, ledger
from panels.overview.verifying.run import verify
from panels.scorecards.actions import start_amending
from panels.scorecards.errors import NoLongerYours
from panels.scorecards.models import Scorecard, SubmittedPayload, SubmittedVersion
from panels.seating.actions.chasing import remind_seat
from panels.seating.actions.endings import end_panel
from panels.seating.actions.erasing import ask_to_erase
from panels.seating.choices import Ending, Ground
from panels.seating.models import Candidate, CandidateFile, Panel, Seat
from tests.cast import Cast
from tests.conftest import AsRole, _role
from tests.factories import make_candidate, make_panel
from tests.overview.erasing.story import PDF, Story, told
from tests.runtime.test_backup import dumped, restored

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"
    return tmp_path


@pytest.fixture
def story(cast: Cast) -> Story:
    return told(cast)


@pytest.fixture
def due(cast: Cast, story: Story) -> Story:
    """Asked for, and the three days are over."""
    ask_to_erase(candidate=story.candidate, actor=cast.hr, ground=Ground.ASKED)
    Candidate.objects.filter(pk=story.candidate.pk).update(erase_at=Now() - timedelta(seconds=1))
    return story


def sweep() -> None:
    with _role("concord_worker"):
        carrying_out.sweep()


def broken() -> list[str]:
    """Rubrics apart: the factories' were never published by anybody."""
    with _role("concord_backup"):
        return [str(finding) for finding in verify() if not finding.where.startswith("rubric")]


@transaction.atomic
def erasures() -> list[tuple[str, dict[str, object]]]:
    found = Entry.objects.filter(verb__endswith=".erased").order_by("verb", "pk")
    return list(found.values_list("verb", "details"))


def words_in(dump: str) -> list[str]:
    """Zq and the word after it; not the two letters inside a password's hash or a mail's base64."""
    return sorted(set(re.findall(r"(?<![A-Za-z0-9+])Zq(?![A-Za-z0-9+/=])(?:[ .]\w+)?", dump)))


def test_story_is_written_everywhere_and_nothing_of_it_remains(due: Story, folder: Path) -> None:
    """Over a dump of the whole database and every uploaded byte."""
    before = words_in(dumped())
    assert before == [
        "Zq", "Zq adjustments", "Zq amended", "Zq anew", "Zq closed", "Zq debrief", "Zq declined", "Zq disagrees",
        "Zq evidence",
        "Zq excused", "Zq external_id", "Zq level", "Zq name", "Zq no", "Zq notes", "Zq other", "Zq paper", "Zq phone",
        "Zq portfolio", "Zq pronouns", "Zq pronunciation", "Zq question", "Zq reasons", "Zq recruiter_notes",
        "Zq referrer",
        "Zq source", "Zq tab", "Zq why", "Zq withdrew", "Zq.pdf",
    ]  # fmt: skip
    assert [path.read_bytes() for path in (folder / "files").rglob("*") if path.is_file()] == [
        b"%PDF-1.7\nZq the file\n"
    ]
    sweep()
    assert words_in(dumped()) == []
    assert [path for path in (folder / "files").rglob("*") if path.is_file()] == []


def test_mails_about_her_panels_are_gone_and_others_stay(cast: Cast, due: Story) -> None:
    other = make_panel(role=due.decided.role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate("Omar Said"))
    ids = {str(due.decided.uuid), str(due.withdrawn.uuid)}

    def about() -> list[bool]:
        return [row.email.extra_headers.get("X-Concord-Panel") in ids for row in Message.objects.order_by("pk")]

    remind_seat(seat=other.seats.get(), actor=cast.lead)
    assert about().count(False) == 1
    assert about().count(True) > 4
    sweep()
    assert about() == [False]


def test_what_remains_are_numbers_receipts_and_who_took_part(cast: Cast, due: Story) -> None:
    with acting_as(cast.lead.pk), transaction.atomic():
        reports = list(Report.objects.filter(panel=due.decided).values_list("digest", "content"))
        receipts = list(
            SubmittedVersion.objects.filter(panel=due.decided).order_by("pk").values_list("receipt", flat=True)
        )
    other = make_panel(
        role=due.decided.role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate("Omar"), ending_note="Omar"
    )
    other.interviews.update(state_reason="Omar")
    other.seats.update(state_reason="Omar", decline_reason="Omar", conflict="close", declined_at=Now())
    sweep()
    other.refresh_from_db()
    said = [other.ending_note, *other.interviews.values_list("state_reason", flat=True)]
    said += [text for texts in other.seats.values_list("state_reason", "decline_reason") for text in texts]
    assert (other.erased_at, said) == (None, ["Omar"] * 4)
    assert other.seats.get().conflict == "close"
    candidate, panel = Candidate.objects.get(pk=due.candidate.pk), Panel.objects.get(pk=due.decided.pk)
    assert (str(candidate), candidate.email, candidate.erased_at is not None) == ("Erased candidate", "", True)
    assert (panel.state, panel.closing_reason, panel.erased_at is not None) == ("decided", "erased", True)
    with acting_as(cast.lead.pk), transaction.atomic():
        assert list(Report.objects.filter(panel=panel).values_list("digest", "content")) == reports
        kept = SubmittedVersion.objects.filter(panel=panel).order_by("pk")
        assert [version.receipt for version in kept] == receipts
        assert sorted(version.reason for version in kept) == ["", "", "erased"]
        assert not SubmittedPayload.objects.filter(panel=panel).exists()
    assert set(Seat.objects.filter(panel=panel).values_list("conflict", flat=True)) == {""}
    states = dict(Seat.objects.filter(panel=panel).values_list("interviewer__name", "state"))
    assert states == {
        "Ana Petrov": "active",
        "Ben Okafor": "active",
        "Cleo Martin": "missing",
        "Otto Brandt": "excused",
    }


def test_verify_calls_it_erased_and_not_broken(due: Story) -> None:
    assert broken() == []
    sweep()
    assert broken() == []
    verbs = [verb for verb, _ in erasures()]
    assert verbs == ["candidate.erased", *["decision.erased"] * 2, *["scorecard.erased"] * 4]


def test_verify_finds_an_erased_decision_that_was_turned_round(due: Story) -> None:
    sweep()
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("ALTER TABLE decisions_decision NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER")
        cursor.execute("UPDATE decisions_decision SET outcome = 'offer' WHERE number = 2")
        cursor.execute("ALTER TABLE decisions_decision FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER")
    assert broken() == [f"panel {due.decided.uuid}, decision 2: it is not what the audit says was decided"]


def test_before_its_time_nothing_is_erased(cast: Cast, story: Story) -> None:
    ask_to_erase(candidate=story.candidate, actor=cast.hr, ground=Ground.ASKED)
    sweep()
    with _role("concord_worker"):
        assert carrying_out.erase(candidate=story.candidate) is False
    assert Candidate.objects.get().name == "Zq name"
    assert ledger.noted() == set()


def test_database_refuses_whoever_is_not_due(cast: Cast, story: Story, as_worker: AsRole, as_app: AsRole) -> None:
    call = "SELECT erase_words_about(%s)"
    with as_worker(), connection.cursor() as cursor, pytest.raises(DatabaseError, match="is not due to be erased"):
        cursor.execute(call, [story.candidate.pk])
    with as_app(), connection.cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute(call, [story.candidate.pk])


def test_a_panel_opened_in_an_unguarded_way_keeps_her(cast: Cast, due: Story) -> None:
    Panel.objects.filter(pk=due.withdrawn.pk).update(ended_at=None, ending="", ended_by=None)
    sweep()
    assert Candidate.objects.get().name == "Zq name"


def test_nobody_writes_about_her_any_more(cast: Cast, due: Story) -> None:
    sweep()
    panel = Panel.objects.get(pk=due.decided.pk)
    with acting_as(cast.ana.pk), transaction.atomic():
        card = Scorecard.objects.select_related("seat").get(panel=panel, author=cast.ana)
        with pytest.raises(NoLongerYours, match="The candidate was erased"):
            start_amending(card=card, actor=cast.ana)
    with pytest.raises(ValidationError, match="nothing about this panel changes any more"):
        end_panel(panel=panel, actor=cast.lead, ending=Ending.WITHDREW, note="Zq")
    with acting_as(cast.lead.pk), transaction.atomic(), pytest.raises(ValidationError, match="This panel has ended"):
        decide(panel=panel, actor=cast.lead, owner=cast.lead, outcome="offer", reasons="Zq", report_digest="0" * 64)


def test_erased_report_is_owed_no_more(cast: Cast, due: Story) -> None:
    """Nothing is tried for ever: what it would be built from is gone."""
    sweep()
    Outbox.objects.create(panel=due.decided, with_late=True)
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE consensus_report NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM consensus_report")
        cursor.execute("ALTER TABLE consensus_report FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER")
    with _role("concord_worker"):
        build_owed()
    owed = Outbox.objects.get(with_late=True)
    assert (owed.attempts, owed.failure, owed.done_at is not None) == (1, "CardErased", True)
    with acting_as(cast.lead.pk):
        assert rebuild(panel=due.decided, actor=cast.lead) is False
    assert not Outbox.objects.filter(done_at=None).exists()


def test_backup_that_brings_her_back_is_erased_again(cast: Cast, due: Story, folder: Path) -> None:
    """F12, the drill: a dump from before anybody asked is put back, and the worker finds her on its list."""
    Candidate.objects.filter(pk=due.candidate.pk).update(erase_at=None, erase_asked_by=None)
    backup, bytes_of_file = dumped(), Path(CandidateFile.objects.get().content.path)
    ask_to_erase(candidate=due.candidate, actor=cast.hr, ground=Ground.ASKED)
    Candidate.objects.filter(pk=due.candidate.pk).update(erase_at=Now() - timedelta(seconds=1))
    sweep()
    assert words_in(dumped()) == []
    restored(backup)
    bytes_of_file.write_bytes(PDF)
    assert "Zq evidence" in words_in(dumped())
    assert Candidate.objects.get().name == "Zq name"
    sweep()
    assert words_in(dumped()) == []
    assert not bytes_of_file.exists()
    assert broken() == []
    assert erasures()[0] == ("candidate.erased", {"again": True})
    once = len(erasures())
    sweep()
    assert len(erasures()) == once


def test_list_kept_elsewhere_is_replayed_by_hand(due: Story, folder: Path) -> None:
    listed = folder / "copy.txt"
    listed.write_text(f"{due.candidate.uuid} 2026-11-26T00:00:00+00:00\n{uuid4()} 2026-11-26T00:00:00+00:00\n")
    make_candidate("Omar Said", external_id="A-7")
    with _role("concord_worker"):
        assert carrying_out.erase_again(ledger.read(listed.read_text().splitlines())) == 1
    assert words_in(dumped()) == []
    assert set(Candidate.objects.values_list("name", flat=True)) == {"Erased candidate", "Omar Said"}
    assert erasures()[0] == ("candidate.erased", {"again": True})
    with pytest.raises(CommandError, match=r"nothing\.txt cannot be read"):
        call_command("erase_again", str(folder / "nothing.txt"))


def test_list_is_on_the_disk_before_the_erasure_is_committed(due: Story) -> None:
    with _role("concord_worker"), transaction.atomic():
        carrying_out.erase(candidate=due.candidate)
        transaction.set_rollback(True)
    assert Candidate.objects.get().name == "Zq name"
    assert ledger.noted() == {due.candidate.uuid}


@pytest.mark.parametrize(("early", "erased"), [(timedelta(0), True), (timedelta(microseconds=1), False)])
def test_three_days_end_at_their_instant(due: Story, early: timedelta, erased: bool) -> None:
    with transaction.atomic():
        Candidate.objects.filter(pk=due.candidate.pk).update(erase_at=transaction_time() + early)
        with _role("concord_worker"):
            assert carrying_out.erase(candidate=due.candidate) is erased


def test_one_failure_stops_nobody(
    cast: Cast, due: Story, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    other = make_candidate("Zq second", erase_at=timezone.now() - timedelta(days=1))
    real = ledger.note

    def full(candidate: object, at: object) -> None:
        if candidate == due.candidate.uuid:
            raise OSError("No space left for Zq name")
        real(candidate, at)  # type: ignore[arg-type]

    monkeypatch.setattr(carrying_out, "note", full)
    sweep()
    assert set(Candidate.objects.values_list("name", flat=True)) == {"Zq name", "Erased candidate"}
    assert [record.getMessage() for record in caplog.records] == [
        f"candidate {due.candidate.pk} is not erased: OSError"
    ]
    assert other.pk != due.candidate.pk


def test_bytes_without_a_row_go_after_a_day(story: Story, folder: Path) -> None:
    stored = CandidateFile.objects.get().content
    old, new = folder / "files/candidates/old", folder / "files/candidates/new"
    for path in (old, new):
        path.write_bytes(b"%PDF-1.7\n")
    subprocess.run(["touch", "-d", "2 days ago", str(old), stored.path], check=True)
    assert files.sweep_strays() == 1
    assert (old.exists(), new.exists(), Path(stored.path).exists()) == (False, True, True)


def test_list_survives_a_line_that_was_cut_off(folder: Path) -> None:
    ledger.ledger().write_text("11111111-1111-4111-8111-111111111111 2026-11-26T00:00:00+00:00\n22222222-22")
    assert {str(uuid) for uuid in ledger.noted()} == {"11111111-1111-4111-8111-111111111111"}


def test_erased_once_is_erased(due: Story) -> None:
    sweep()
    with _role("concord_worker"):
        assert carrying_out.erase(candidate=due.candidate, again=True) is False
    assert [verb for verb, _ in erasures()].count("candidate.erased") == 1


def test_where_nothing_was_uploaded_nothing_is_stray(folder: Path) -> None:
    assert files.sweep_strays() == 0
