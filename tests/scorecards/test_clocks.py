"""Time decides by the database's clock alone: what a web server's clock says changes nothing; and the boundaries."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from threading import Event, Thread

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviews.accounts.actions import invite, still_opens
from interviews.accounts.models import Invitation
from interviews.runtime.actor import acting_as
from interviews.runtime.clock import transaction_time
from panels.scorecards.actions import submit
from panels.scorecards.blinding import panels_open_to
from panels.scorecards.chasing_actions import excuse
from panels.scorecards.models import Standing, SubmittedVersion
from panels.seating.actions.endings import close_panel
from panels.seating.models import Interview, Panel
from tests.cast import Cast
from tests.factories import begin_card, card_of, make_candidate, make_panel, make_role, seat_of, submit_card

SKEWS = (timedelta(0), timedelta(hours=9), timedelta(hours=-9), timedelta(days=400))


@contextmanager
def web_clock(skew: timedelta) -> Iterator[None]:
    """The web server's clock is wrong by so much, the database's is not."""
    real_now, real_time = timezone.now, time.time
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: real_now() + skew)
        patch.setattr(time, "time", lambda: real_time() + skew.total_seconds())
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("seconds", [-5, 5])
@pytest.mark.parametrize("viewer", ["ana", "lead", "recruiter", "hr"])
def test_reading_ends_fourteen_days_after_the_decision_in_both_fences(
    cast: Cast, panel: Panel, viewer: str, seconds: int
) -> None:
    """For interviewers; not for the lead, and not for who runs panels without a seat on this one."""
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    Panel.objects.filter(pk=panel.pk).update(decided_at=Now() - timedelta(days=14) - timedelta(seconds=seconds))
    user = getattr(cast, viewer)
    expected = viewer != "ana" or seconds < 0
    with acting_as(user.pk):
        assert panels_open_to(user).filter(pk=panel.pk).exists() is expected
        others = SubmittedVersion.objects.filter(panel=panel).exclude(author=user)  # the database alone answers
        assert others.exists() is expected


@pytest.mark.django_db
def test_reading_ends_at_the_very_instant(cast: Cast, panel: Panel) -> None:
    """To the microsecond, by the fence. The rule beside it asks the statement's own time, which is never earlier."""
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    for over, shows in ((timedelta(0), False), (timedelta(microseconds=-1), True)):
        Panel.objects.filter(pk=panel.pk).update(decided_at=transaction_time() - timedelta(days=14) - over)
        with acting_as(cast.ana.pk), connection.cursor() as cursor:
            cursor.execute("SELECT concord_panel_open(%s)", [panel.pk])
            assert cursor.fetchone() == (shows,)


@pytest.mark.django_db
@pytest.mark.parametrize("skew", SKEWS, ids=str)
def test_wrong_clock_of_the_web_server_sets_no_time(cast: Cast, panel: Panel, skew: timedelta) -> None:
    with web_clock(skew):
        versions = [submit_card(panel, rater) for rater in (cast.ana, cast.ben, cast.cleo)]
    panel.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        row = cursor.fetchone()
    now: datetime = row[0] if row else timezone.now()
    assert panel.revealed_at is not None
    assert all(now - timedelta(seconds=60) < version.submitted_at <= panel.revealed_at for version in versions)
    assert panel.revealed_at <= now


@pytest.mark.django_db
@pytest.mark.parametrize("skew", SKEWS, ids=str)
def test_wrong_clock_of_the_web_server_neither_ends_nor_lengthens_an_invitation(cast: Cast, skew: timedelta) -> None:
    invite(by=cast.hr, email="nia@example.org", name="Nia Obi")
    invitation = Invitation.objects.select_related("user").get()
    with web_clock(skew):
        assert still_opens(invitation)
        Invitation.objects.update(expires_at=Now() - timedelta(seconds=1))
        invitation.refresh_from_db()
        assert not still_opens(invitation)


STEPS = st.permutations(["submit ana", "submit ben", "submit cleo", "close", "excuse cleo", "due"])


@pytest.mark.django_db
@given(steps=STEPS, skew=st.sampled_from(SKEWS))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_order_times_and_standings_agree(cast: Cast, steps: list[str], skew: timedelta) -> None:
    """F9: closing, submitting, excusing and the deadline in any order; a deadline by itself opens nothing."""
    with transaction.atomic():
        role = make_role(lead=cast.lead)
        raters = [cast.ana, cast.ben, cast.cleo]
        panel = make_panel(role=role, lead=cast.lead, raters=raters, candidate=make_candidate("Omar Said"))
        with web_clock(skew):
            opened_by = [step for step in steps if step_opens(panel, cast, step)]
        assert len(opened_by) <= 1
        assert "due" not in opened_by
        check_times(panel)
        transaction.set_rollback(True)


def step_opens(panel: Panel, cast: Cast, step: str) -> bool:
    """Takes the step as far as the rules let it; whether it opened the scorecards."""
    verb, _, name = step.partition(" ")
    panel.refresh_from_db()
    before = panel.revealed_at
    with suppress(ValidationError, ObjectDoesNotExist), transaction.atomic():
        take(panel, cast, verb, name)
    panel.refresh_from_db()
    return before is None and panel.revealed_at is not None


def take(panel: Panel, cast: Cast, verb: str, name: str) -> None:
    if verb == "submit":
        submit_card(panel, getattr(cast, name))
    elif verb == "excuse":
        excuse(seat=seat_of(panel, cast.cleo), actor=cast.lead, reason="ill")
    elif verb == "close":
        close_panel(panel=panel, actor=cast.lead, reason="Time is up.")
    else:
        Interview.objects.filter(panel=panel).update(due_at=Now() - timedelta(days=3))


def check_times(panel: Panel) -> None:
    with connection.cursor() as cursor:  # as the backup's role: every version there is
        cursor.execute("SET ROLE concord_backup")
        versions = list(SubmittedVersion.objects.filter(panel=panel))
        cursor.execute("RESET ROLE")
    for version in versions:
        if version.standing == Standing.BEFORE:
            assert panel.revealed_at is None or version.submitted_at <= panel.revealed_at
        else:
            assert panel.revealed_at is not None
            assert version.submitted_at > panel.revealed_at


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["close", "submit"])
def test_close_and_submit_at_once_come_one_after_the_other(cast: Cast, panel: Panel, first: str) -> None:
    """Who has the panel's lock first is first; the other sees what came of it."""
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    begun = begin_card(panel, cast.cleo)
    has_lock, go_on = Event(), Event()

    def close() -> None:
        close_panel(panel=panel, actor=cast.lead, reason="Time is up.")

    def hand_in() -> None:
        with acting_as(cast.cleo.pk):
            submit(card=card_of(panel, cast.cleo), actor=cast.cleo, revision=begun.revision, discussed=False)

    steps = {"close": close, "submit": hand_in}
    second = next(name for name in steps if name != first)

    def lead_the_way() -> None:
        with transaction.atomic():
            steps[first]()
            has_lock.set()
            go_on.wait(timeout=30)
        connection.close()

    refused: list[str] = []

    def follow() -> None:
        has_lock.wait(timeout=30)
        try:
            with transaction.atomic():
                steps[second]()
        except Exception as error:
            refused.append(str(error))
        connection.close()

    threads = [Thread(target=lead_the_way), Thread(target=follow)]
    for thread in threads:
        thread.start()
    has_lock.wait(timeout=30)
    assert waits_for_a_lock()
    go_on.set()
    for thread in threads:
        thread.join()
    panel.refresh_from_db()
    with acting_as(cast.cleo.pk), transaction.atomic():
        (version,) = SubmittedVersion.objects.filter(author=cast.cleo)
    seat = panel.seats.get(interviewer=cast.cleo)
    if first == "close":
        assert (version.standing, seat.state, refused) == (Standing.LATE_BLIND, "missing", [])
        assert panel.revealed_at is not None
        assert version.submitted_at > panel.revealed_at
    else:
        assert (version.standing, seat.state, len(refused)) == (Standing.BEFORE, "active", 1)
        assert panel.closed_at is None


def waits_for_a_lock() -> bool:
    """Somebody is held up by somebody else's lock, within the time that a busy machine needs to get there."""
    end = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            row = cursor.fetchone()
            if row and row[0]:
                return True
            time.sleep(0.02)
    return False
