"""Owing, building and asking again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.db.utils import DatabaseError

from interviews.audit.actions import record
from interviews.audit.canonical import canonical
from interviews.audit.models import Entry
from interviews.roles.models import Role
from interviews.runtime.actor import acting_as
from panels.consensus.actions import building
from panels.consensus.actions import reports as asking
from panels.consensus.actions.policies import adjust_role, allow_adjustment
from panels.consensus.counted import gather
from panels.consensus.gather import CardErased, content_of
from panels.consensus.models import Calibration, Outbox, Report
from panels.scorecards.actions import start_amending
from panels.scorecards.models import SubmittedVersion
from panels.seating.actions.endings import close_panel
from panels.seating.models import Panel
from tests.cast import Cast
from tests.conftest import AsRole
from tests.consensus.conftest import Build, erase, spoil
from tests.consensus.priya import fill
from tests.factories import add_seat, card_of, make_panel, send_out, submit_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def revealed(cast: Cast, panel: Panel) -> Panel:
    submit_card(panel, cast.ana, {"System design": 2}, recommendation="no")
    submit_card(panel, cast.ben, {"System design": 4})
    submit_card(panel, cast.cleo, {"System design": 5, "Code quality": 4}, recommendation="strong_yes")
    panel.refresh_from_db()
    return panel


@pytest.fixture
def closed(cast: Cast, panel: Panel) -> Panel:
    """Closed without Cleo's card."""
    submit_card(panel, cast.ana, 4)
    submit_card(panel, cast.ben, 4)
    with acting_as(cast.recruiter.pk):
        close_panel(panel=panel, actor=cast.recruiter, reason="Cleo is away until May.")
    panel.refresh_from_db()
    return panel


def reports(as_worker: AsRole) -> list[Report]:
    with as_worker():
        return list(Report.objects.order_by("pk"))


def owed() -> list[tuple[bool, bool]]:
    return [(one.with_late, one.done_at is not None) for one in Outbox.objects.order_by("pk")]


def test_last_submission_owes_one_report(cast: Cast, panel: Panel) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    assert owed() == []
    submit_card(panel, cast.cleo)
    assert owed() == [(False, False)]


def test_submission_that_rolls_back_owes_nothing(cast: Cast, panel: Panel) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with transaction.atomic():
        submit_card(panel, cast.cleo)
        transaction.set_rollback(True)
    assert owed() == []


def test_build_report_as_the_worker(revealed: Panel, build: Build) -> None:
    report = build(revealed)
    assert (report.method, report.with_late) == ("measures 1", False)
    assert report.content["overall"]["mean"] == round((11 / 3 + 3 + 10 / 3) / 3, 6)
    assert report.content["discuss"] == [revealed.rubric.competencies.get(name="System design").pk]
    assert report.content["recommendations"]["side"] == "yes"
    assert owed() == [(False, True)]
    assert [entry.verb for entry in Entry.objects.chain(revealed.pk)][-1] == "report.built"


def test_build_report_twice_is_once(revealed: Panel, build: Build, as_worker: AsRole) -> None:
    assert build(revealed) == build(revealed)
    assert len(reports(as_worker)) == 1
    assert Entry.objects.filter(verb="report.built").count() == 1


def test_build_report_before_the_reveal_is_refused(cast: Cast, panel: Panel, build: Build, as_worker: AsRole) -> None:
    submit_card(panel, cast.ana)
    with pytest.raises(building.ScorecardsNotOpen):
        build(panel)
    assert reports(as_worker) == []


def test_stored_report_says_the_same_bytes_as_a_computed_one(revealed: Panel, build: Build, as_worker: AsRole) -> None:
    report = build(revealed)
    with as_worker():
        report.refresh_from_db()
        counted = gather(revealed, among=SubmittedVersion.objects.all(), with_late=False)
        again = content_of(counted)
    assert counted.digest == report.digest
    assert canonical(again) == canonical(report.content)


def test_amendment_before_the_reveal_counts_and_one_after_it_does_not(
    cast: Cast, panel: Panel, build: Build, as_worker: AsRole
) -> None:
    submit_card(panel, cast.ana, 2)
    amend(panel, cast, 3)
    submit_card(panel, cast.ben, 4)
    submit_card(panel, cast.cleo, 4)
    first = build(panel)
    amend(panel, cast, 5)
    assert build(panel) == first
    assert [score["level"] for score in first.content["competencies"][0]["scores"]] == [3, 4, 4]
    assert len(reports(as_worker)) == 1


def amend(panel: Panel, cast: Cast, level: int) -> None:
    with acting_as(cast.ana.pk):
        start_amending(card=card_of(panel, cast.ana), actor=cast.ana)
    names = panel.rubric.competencies.values_list("name", flat=True)
    fill(panel, cast.ana, levels=dict.fromkeys(names, level), reason="I misread a level.", recommendation="yes")


def test_shadow_and_informed_cards_never_enter(cast: Cast, panel: Panel, build: Build) -> None:
    other = make_panel(role=panel.role, lead=cast.lead, raters=[cast.ana, cast.ben], send=False)
    add_seat(other, cast.cleo, kind="shadow")
    add_seat(other, cast.outsider, kind="informed")
    send_out(other)
    submit_card(other, cast.cleo, 1)
    submit_card(other, cast.outsider, 1)
    submit_card(other, cast.ana, 4)
    submit_card(other, cast.ben, 4)
    report = build(other)
    assert [one["n"] for one in report.content["competencies"]] == [2, 2, 2]
    assert report.content["overall"]["mean"] == 4.0
    assert len(report.content["cards"]) == 2


def test_late_card_owes_a_second_report_beside_the_first(
    cast: Cast, closed: Panel, build: Build, as_worker: AsRole
) -> None:
    first = build(closed)
    submit_card(closed, cast.cleo, 1, recommendation="no")
    assert owed() == [(False, True), (True, False)]
    second = build(closed, with_late=True)
    assert owed() == [(False, True), (True, True)]
    assert [(one.with_late, one.content["overall"]["mean"]) for one in reports(as_worker)] == [
        (False, 4.0),
        (True, 3.0),
    ]
    assert build(closed) == first
    assert second.content["cards"][2]["standing"] == "late_blind"


def test_web_server_cannot_write_a_report(cast: Cast, revealed: Panel, as_app: AsRole) -> None:
    with acting_as(cast.lead.pk), as_app(), pytest.raises(DatabaseError) as refused, transaction.atomic():
        building.build_report(panel_id=revealed.pk)
    assert "permission denied for table consensus_report" in str(refused.value)


def test_erased_card_leaves_its_report_and_makes_no_new_one(
    cast: Cast, closed: Panel, build: Build, as_worker: AsRole
) -> None:
    first = build(closed)
    submit_card(closed, cast.cleo, 1)
    other = make_panel(role=closed.role, lead=cast.lead, raters=[cast.ana])  # whose cards are there to be read
    submit_card(other, cast.ana)
    erase(closed, cast.ana)
    assert build(closed) == first
    with pytest.raises(CardErased):
        build(closed, with_late=True)


def test_erased_report_is_owed_no_more(cast: Cast, closed: Panel, build: Build, as_worker: AsRole) -> None:
    """Trying again would not bring back what was said."""
    build(closed)
    submit_card(closed, cast.cleo, 1)
    erase(closed, cast.ana)
    other = make_panel(role=closed.role, lead=cast.lead, raters=[cast.ana])
    submit_card(other, cast.ana)
    with as_worker():
        building.build_owed(panel_id=closed.pk)
    late = Outbox.objects.get(with_late=True)
    assert (late.attempts, late.failure, late.done_at is not None) == (1, "CardErased", True)
    assert Outbox.objects.get(panel=other).done_at is None


def test_failed_build_is_noted_in_fixed_words_and_the_next_one_goes_on(
    cast: Cast, revealed: Panel, as_worker: AsRole
) -> None:
    spoil(revealed, cast.ana)
    other = make_panel(role=revealed.role, lead=cast.lead, raters=[cast.ana, cast.ben])
    submit_card(other, cast.ana)
    submit_card(other, cast.ben)
    with as_worker():
        building.sweep()
    failed, built = Outbox.objects.order_by("pk")
    assert (failed.attempts, failed.failure, failed.done_at) == (1, "KeyError while building", None)
    assert (built.done_at is not None, built.failed_at, built.failure) == (True, None, "")
    assert [one.panel_id for one in reports(as_worker)] == [other.pk]


def test_failed_build_waits_longer_each_time(cast: Cast, revealed: Panel, as_worker: AsRole) -> None:
    spoil(revealed, cast.ana)
    tried = []
    for seconds in (0.0, 4.1, 1.8, 29.1, 1.8, 119.1, 1.8, 599.1, 1.8):
        Outbox.objects.filter(failed_at__isnull=False).update(
            failed_at=F("failed_at") - seconds_ago(seconds), started_at=F("started_at") - seconds_ago(seconds)
        )
        with as_worker():
            building.sweep()
        tried.append(Outbox.objects.get().attempts)
    assert tried == [1, 1, 2, 2, 3, 3, 4, 4, 5]


def seconds_ago(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def test_claimed_row_is_left_alone_until_its_worker_must_be_gone(revealed: Panel, as_worker: AsRole) -> None:
    Outbox.objects.update(started_at=Now() - seconds_ago(19.1), attempts=1)
    with as_worker():
        building.build_owed(panel_id=revealed.pk)
    assert owed() == [(False, False)]
    Outbox.objects.update(started_at=Now() - seconds_ago(20.1))
    with as_worker():
        building.build_owed(panel_id=revealed.pk)
    assert owed() == [(False, True)]


def test_second_claim_after_a_failure_is_left_alone_as_long(revealed: Panel, as_worker: AsRole) -> None:
    """Failed once, claimed again: the failure before does not end the claim."""
    for seconds, done in ((19.1, False), (20.1, True)):
        Outbox.objects.update(started_at=Now() - seconds_ago(seconds), failed_at=Now() - seconds_ago(600), attempts=2)
        with as_worker():
            building.build_owed(panel_id=revealed.pk)
        assert owed() == [(False, done)]


def test_what_a_killed_worker_left_does_not_wait_for_a_sweep(cast: Cast, revealed: Panel, as_worker: AsRole) -> None:
    Outbox.objects.update(started_at=Now() - seconds_ago(21), attempts=1)
    other = make_panel(role=revealed.role, lead=cast.lead, raters=[cast.ana, cast.ben])
    submit_card(other, cast.ana)
    submit_card(other, cast.ben)
    with as_worker():
        building.build_owed(panel_id=other.pk)
    assert owed() == [(False, True), (False, True)]


def test_a_message_builds_its_own_and_the_longest_abandoned_one(cast: Cast, role: Role, as_worker: AsRole) -> None:
    """No more: what was never begun has a message of its own, and a queue of abandoned ones would hold this one up."""
    asked, waiting, older, younger = (make_panel(role=role, lead=cast.lead, raters=[cast.ana]) for _ in range(4))
    for panel in (asked, waiting, older, younger):
        submit_card(panel, cast.ana)
    Outbox.objects.filter(panel=younger).update(started_at=Now() - seconds_ago(30), attempts=1)
    Outbox.objects.filter(panel=older).update(started_at=Now() - seconds_ago(40), attempts=1)
    with as_worker():
        building.build_owed(panel_id=asked.pk)
    assert set(Outbox.objects.owed().values_list("panel_id", flat=True)) == {waiting.pk, younger.pk}


def test_rebuild_of_what_was_erased_is_nothing(cast: Cast, revealed: Panel) -> None:
    type(revealed.candidate).objects.filter(pk=revealed.candidate_id).update(erase_at=Now(), erased_at=Now())
    with acting_as(cast.lead.pk):
        assert asking.rebuild(panel=revealed, actor=cast.lead) is False
    assert not Entry.objects.filter(verb="report.asked").exists()


def test_rebuild_of_the_same_is_nothing(cast: Cast, revealed: Panel, build: Build) -> None:
    make_panel(role=revealed.role, lead=cast.lead, raters=[cast.ana])  # not the only one there is
    build(revealed)
    with acting_as(cast.lead.pk):
        assert asking.rebuild(panel=revealed, actor=cast.lead) is False
    assert owed() == [(False, True)]
    assert not Entry.objects.filter(verb="report.asked").exists()


def test_rebuild_retries_what_failed(cast: Cast, revealed: Panel) -> None:
    Outbox.objects.update(attempts=4, started_at=Now(), failed_at=Now(), failure="KeyError while building")
    with acting_as(cast.lead.pk):
        assert asking.rebuild(panel=revealed, actor=cast.lead) is True
    again = Outbox.objects.get()
    assert (again.attempts, again.started_at, again.failed_at, again.failure) == (0, None, None, "")
    assert Entry.objects.filter(verb="report.asked", actor_id=cast.lead.pk).count() == 1


def test_rebuild_owes_what_is_not_there(cast: Cast, revealed: Panel) -> None:
    Outbox.objects.update(done_at=Now())
    with acting_as(cast.lead.pk):
        assert asking.rebuild(panel=revealed, actor=cast.lead) is True
    assert owed() == [(False, True), (False, False)]


def test_look_of_the_office_is_recorded_once_a_day(cast: Cast, revealed: Panel, build: Build) -> None:
    report = build(revealed)
    for reader in (cast.recruiter, cast.recruiter, cast.hr, cast.superuser, cast.lead, cast.ana):
        asking.note_look(report=report, user=reader)
    looks = Entry.objects.filter(verb="report.seen").order_by("pk").values_list("actor_id", flat=True)
    assert list(looks) == [cast.recruiter.pk, cast.hr.pk, cast.superuser.pk]


def test_look_of_a_new_day_is_recorded_again(cast: Cast, revealed: Panel, build: Build) -> None:
    report = build(revealed)
    asking.note_look(report=report, user=cast.hr)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_entry SET at = at - interval '1 day' WHERE verb = 'report.seen'")
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")
    asking.note_look(report=report, user=cast.hr)
    assert Entry.objects.filter(verb="report.seen").count() == 2


def test_look_at_midnight_is_of_the_new_day_and_another_deed_is_no_look(
    cast: Cast, revealed: Panel, build: Build
) -> None:
    report = build(revealed)
    record("report.asked", actor_id=cast.hr.pk, panel_id=revealed.pk, subject=report)
    asking.note_look(report=report, user=cast.hr)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_entry SET at = date_trunc('day', now(), 'UTC') WHERE verb = 'report.seen'")
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")
    asking.note_look(report=report, user=cast.hr)
    assert Entry.objects.filter(verb="report.seen").count() == 1


def test_rebuild_owes_the_second_report_of_a_late_card(cast: Cast, closed: Panel, build: Build) -> None:
    build(closed)
    submit_card(closed, cast.cleo, 1)
    Outbox.objects.all().delete()
    with acting_as(cast.lead.pk):
        assert asking.rebuild(panel=closed, actor=cast.lead) is True
    assert owed() == [(True, False)]


def test_look_of_somebody_without_a_part_is_noted(cast: Cast, revealed: Panel, build: Build) -> None:
    """HR sits on another panel of the same role; that is no part in this one."""
    report = build(revealed)
    make_panel(role=revealed.role, lead=cast.lead, raters=[cast.hr])
    for user, noted in ((cast.hr, 1), (cast.hr, 1), (cast.ana, 1), (cast.lead, 1), (cast.recruiter, 2)):
        with acting_as(user.pk):
            asking.note_look(report=report, user=user)
        assert (user.name, Entry.objects.filter(verb="report.seen").count()) == (user.name, noted)


def test_each_report_of_a_panel_is_looked_at_for_itself(cast: Cast, closed: Panel, build: Build) -> None:
    first = build(closed)
    submit_card(closed, cast.cleo, 1)
    second = build(closed, with_late=True)
    with acting_as(cast.hr.pk):
        for report in (first, second, first):
            asking.note_look(report=report, user=cast.hr)
    looks = Entry.objects.filter(verb="report.seen").order_by("pk").values_list("subject_id", flat=True)
    assert list(looks) == [first.pk, second.pk]


def test_late_card_of_another_panel_owes_nothing_here(cast: Cast, role: Role, closed: Panel, build: Build) -> None:
    build(closed)
    submit_card(closed, cast.cleo, 1)
    other = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben])
    submit_card(other, cast.ana)
    submit_card(other, cast.ben)
    build(other)
    with acting_as(cast.lead.pk):
        assert asking.rebuild(panel=other, actor=cast.lead) is False


def test_what_somebody_else_claimed_meanwhile_is_left_to_them(revealed: Panel, as_worker: AsRole) -> None:
    """Read as owed, and claimed by another worker before this one comes to it."""
    (read,) = building.due()
    Outbox.objects.update(started_at=Now(), attempts=1)
    with as_worker():
        building._attempt(read)
    assert (owed(), Outbox.objects.get().attempts) == ([(False, False)], 1)


def test_report_after_the_role_began_to_adjust_is_another_one(cast: Cast, revealed: Panel, build: Build) -> None:
    """It may look the same, but it was asked for something else: its digest says so."""
    Panel.objects.filter(pk=revealed.pk).update(decided_at=Now())
    first = build(revealed)
    allow_adjustment(actor=cast.hr, on=True)
    assert build(revealed) == first
    adjust_role(role=revealed.role, actor=cast.hr, on=True)
    second = build(revealed)
    assert second.digest != first.digest
    assert build(revealed) == second


def test_report_names_its_calibration_and_the_audit_names_the_report(
    revealed: Panel, as_worker: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a calibration says is another test's matter."""
    monkeypatch.setattr(building, "facts_of", lambda _calibration: None)
    with as_worker():
        calibration = Calibration.objects.create(
            scale=revealed.rubric.scale, number=1, method="measures 1", digest="c" * 64, content={}
        )
        report = building.build_report(panel_id=revealed.pk)
        report.refresh_from_db()
    assert report.calibration == calibration
    entry = Entry.objects.get(verb="report.built")
    assert (entry.subject, entry.subject_id, entry.details["digest"]) == (
        "consensus.report",
        report.pk,
        report.digest,
    )
