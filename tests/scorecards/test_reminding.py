"""Reminders by themselves: as the worker, from their reader's own state alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from mailer.models import Message

from interviews.accounts.models import User
from interviews.audit.models import Entry
from interviews.roles.models import Role
from interviews.runtime.actor import acting_as
from panels.overview.mails import waiting_to
from panels.scorecards.blinding import own_awaited
from panels.scorecards.reminding import sweep
from panels.seating.actions.chasing import decline_seat, mark_did_not_happen
from panels.seating.actions.endings import end_panel
from panels.seating.models import Panel, ReminderPolicy, Seat
from tests.cast import Cast
from tests.conftest import AsRole
from tests.factories import begin_card, make_candidate, make_panel, seat_of, submit_card

pytestmark = pytest.mark.django_db

NOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture(autouse=True)
def queue(settings: LazySettings) -> None:
    """As on a site: mails wait in the database."""
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"


@pytest.fixture(autouse=True)
def policy(db: None) -> ReminderPolicy:
    """Never quiet: these tests run on any day at any hour."""
    return ReminderPolicy.objects.create(pk=1, quiet_from=0, quiet_until=0, weekends=True, daily_at=0, late_list=False)


def run(as_worker: AsRole, at: datetime = NOON) -> list[tuple[str, str]]:
    """What a sweep sent: to whom, and the subject."""
    Message.objects.all().delete()
    with as_worker():
        sweep(at)
    return sorted((mail.to[0], str(mail.subject)) for mail in mails())


def mails() -> list[EmailMessage]:
    return [row.email for row in Message.objects.order_by("pk")]


def after(panel: Panel) -> Panel:
    """Its interviews ended two hours before noon; the scorecards are due in the evening."""
    for interview in panel.interviews.all():
        interview.starts_at, interview.due_at = NOON - timedelta(hours=3), NOON + timedelta(hours=6)
        interview.save()
    return panel


def late(panel: Panel) -> Panel:
    after(panel).interviews.update(due_at=NOON - timedelta(hours=1))
    return panel


def test_who_owes_a_card_is_reminded_and_who_is_in_is_not(cast: Cast, panel: Panel, as_worker: AsRole) -> None:
    after(panel)
    submit_card(panel, cast.ana)
    begin_card(panel, cast.ben)
    subject = "Your scorecard for Priya Raman is not in yet"
    assert run(as_worker) == [(cast.ben.email, subject), (cast.cleo.email, subject)]
    assert "It did not take place" not in mails()[0].body
    assert "did-not-happen" in mails()[0].body
    seats = {seat.interviewer_id: seat for seat in Seat.objects.filter(panel=panel)}
    assert [seats[one.pk].reminders for one in (cast.ana, cast.ben, cast.cleo)] == [0, 1, 1]
    assert Entry.objects.filter(verb="seat.reminded", actor_id=None).count() == 2
    assert run(as_worker, NOON + timedelta(minutes=5)) == []
    assert len(run(as_worker, NOON + timedelta(days=1))) == 2


def test_several_cards_of_one_person_go_in_one_mail(cast: Cast, role: Role, panel: Panel, as_worker: AsRole) -> None:
    after(panel)
    after(make_panel(role=role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate("Omar Said")))
    sent = dict(run(as_worker))
    assert sent[cast.ana.email] == "2 of your scorecards are not in yet"
    assert sent[cast.ben.email] == "Your scorecard for Priya Raman is not in yet"
    (both,) = [mail for mail in mails() if mail.to == [cast.ana.email]]
    assert all(name in both.body for name in ("Priya Raman", "Omar Said"))
    assert len(both.extra_headers["X-Concord-Panel"].split()) == 2


@pytest.mark.parametrize("why", ["declined", "did not happen", "ended", "informed", "not over", "off"])
def test_nobody_is_reminded_of_what_is_not_owed(cast: Cast, role: Role, as_worker: AsRole, why: str) -> None:
    panel = after(make_panel(role=role, lead=cast.lead, raters=[cast.ana]))
    seat = seat_of(panel, cast.ana)
    match why:
        case "declined":
            decline_seat(seat=seat, actor=cast.ana, reason="Away.")
        case "did not happen":
            mark_did_not_happen(interview=seat.interview, actor=cast.lead, reason="Ill.")
        case "ended":
            end_panel(panel=panel, actor=cast.lead, ending="withdrew")
        case "informed":
            Seat.objects.update(kind="informed")
        case "not over":
            panel.interviews.update(starts_at=NOON - timedelta(minutes=50))
        case "off":
            ReminderPolicy.objects.update(on=False)
    assert run(as_worker) == []


def test_a_reminder_tells_nothing_of_the_others(cast: Cast, role: Role, as_worker: AsRole) -> None:
    """The same mail to Cleo whether the others are in or have not begun, but for the addresses of her seat."""
    bodies = []
    for others_are_in in (False, True):
        panel = after(make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben, cast.cleo]))
        if others_are_in:
            submit_card(panel, cast.ana)
            submit_card(panel, cast.ben)
        run(as_worker)
        (mail,) = [one for one in mails() if one.to == [cast.cleo.email]]
        bodies.append((mail.subject, mail.body.replace(str(seat_of(panel, cast.cleo).uuid), "…")))
        end_panel(panel=panel, actor=cast.lead, ending="mistake")
    assert bodies[0] == bodies[1]


def test_own_awaited_is_the_actors_own_alone(cast: Cast, panel: Panel, as_worker: AsRole) -> None:
    submit_card(panel, cast.ana)
    for person, expected in ((cast.ana, set()), (cast.ben, {seat_of(panel, cast.ben).pk}), (cast.hr, set())):
        with acting_as(person.pk), as_worker():
            assert own_awaited() == expected
    with as_worker():
        assert own_awaited() == set()


def lists(as_worker: AsRole, at: datetime = NOON) -> list[tuple[str, str]]:
    ReminderPolicy.objects.update(on=False, late_list=True)
    return run(as_worker, at)


def test_the_recruiter_gets_a_list_of_the_late_once_a_day(cast: Cast, panel: Panel, as_worker: AsRole) -> None:
    late(panel)
    submit_card(panel, cast.ana)
    assert lists(as_worker) == [(cast.recruiter.email, "Late: 2 scorecards on your panels")]
    body = mails()[0].body
    assert ("Ana Petrov" in body, "Ben Okafor" in body, "Cleo Martin" in body) == (False, True, True)
    assert lists(as_worker, NOON + timedelta(minutes=5)) == []
    assert len(lists(as_worker, NOON + timedelta(days=1))) == 1


def test_a_recruiter_on_the_panel_learns_nothing_from_it(cast: Cast, role: Role, as_worker: AsRole) -> None:
    panel = make_panel(role=role, lead=cast.lead, recruiter=cast.recruiter, raters=[cast.ana, cast.recruiter])
    late(panel)
    assert lists(as_worker) == []


def test_without_a_recruiter_the_hiring_manager_gets_it(cast: Cast, role: Role, as_worker: AsRole) -> None:
    late(make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben]))
    assert lists(as_worker) == [(cast.lead.email, "Late: 2 scorecards on your panels")]


def test_a_lead_whose_own_card_is_out_learns_nothing(cast: Cast, role: Role, as_worker: AsRole) -> None:
    late(make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.lead]))
    assert lists(as_worker) == []


def test_one_failure_keeps_nobody_from_theirs(
    cast: Cast, panel: Panel, as_worker: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    from panels.scorecards import reminding  # noqa: PLC0415

    after(panel)
    real = reminding.remind_by_itself

    def failing(*, seats: list[Seat]) -> None:
        if seats[0].interviewer_id == cast.ana.pk:
            raise RuntimeError("no")
        real(seats=seats)

    monkeypatch.setattr(reminding, "remind_by_itself", failing)
    assert [to for to, _ in run(as_worker)] == [cast.ben.email, cast.cleo.email]


def test_hr_lists_a_reminder_of_two_panels_only_where_she_knows_both(
    cast: Cast, role: Role, panel: Panel, as_worker: AsRole
) -> None:
    after(panel)
    after(make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.hr], candidate=make_candidate("Omar Said")))
    run(as_worker)

    def seen(user: User) -> list[str]:
        with acting_as(user.pk):
            return sorted(mail.to for mail in waiting_to(user, at_most=10).mails)

    assert seen(cast.hr) == sorted([cast.ben.email, cast.cleo.email])
    assert cast.ana.email in seen(cast.superuser)


def test_page_sets_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.hr)
    fields = {"on": "on", "first_after": 90, "daily_at": 10, "at_most": 3, "quiet_from": 20, "quiet_until": 7}
    assert client.post("/reminders/", {**fields, "first_after": -1}).status_code == 422
    assert client.post("/reminders/", fields).status_code == 302
    assert ReminderPolicy.objects.values().get() == {
        "id": 1, "on": True, "first_after": 90, "daily_at": 10, "at_most": 3, "quiet_from": 20, "quiet_until": 7,
        "weekends": False, "late_list": False,
    }  # fmt: skip
    assert Entry.objects.get(verb="policy.reminders").actor_id == cast.hr.pk
