"""The mails that went and that wait: who sees which, and that nothing tells of the others."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from mailer.models import PRIORITY_DEFERRED, PRIORITY_MEDIUM, RESULT_FAILURE, RESULT_SUCCESS, Message, MessageLog

from interviews.accounts import actions, mail_log
from interviews.accounts.mail import shown_to_hr
from interviews.accounts.mail_log import number_of
from interviews.accounts.models import User
from interviews.accounts.tasks import deliver_mail
from interviews.roles.actions import kickoffs
from interviews.roles.models import Role
from interviews.runtime.actor import acting_as
from panels.overview.views import mail as mail_views
from panels.scorecards.chasing_actions import remind
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import make_candidate, make_panel, make_role, seat_of, submit_card
from tests.overview.conftest import Get, headings, text_of

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def queued_mail(settings: LazySettings) -> None:
    """pytest-django puts an outbox of its own in place of the queue; these tests are about the queue."""
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"
    settings.MAILER_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def waiting(
    subject: str,
    *,
    panel: Panel | None = None,
    kind: str = "",
    at: datetime = START,
    priority: int = PRIORITY_MEDIUM,
    body: str = "Hello",
) -> Message:
    headers = {"X-Concord-Kind": kind or ("panel" if panel else "invitation")}
    if panel:
        headers["X-Concord-Panel"] = str(panel.uuid)
    row = Message(when_added=at, priority=priority)
    row.email = EmailMessage(subject, body, to=["somebody@example.org"], headers=headers)
    row.save()
    return row


def tried(subject: str, *, at: datetime = START, result: str = RESULT_SUCCESS, **fields: object) -> MessageLog:
    message = waiting(subject, at=at, **fields)  # type: ignore[arg-type]
    log = MessageLog.objects.log(message, result)
    MessageLog.objects.filter(pk=log.pk).update(when_attempted=at)
    message.delete()
    log.refresh_from_db()
    return log


def subjects(get: Get, user: User, **query: str) -> list[str]:
    page = BeautifulSoup(get(user, "/mail/", **query).content, "html.parser")
    return [row.get_text().strip() for row in page.select("tbody th")]


def with_seat(cast: Cast, role: Role) -> Panel:
    return make_panel(role=role, lead=cast.lead, recruiter=cast.recruiter, raters=[cast.ana, cast.ben, cast.hr])


def remind_ben(cast: Cast, panel: Panel) -> None:
    with acting_as(cast.recruiter.pk):
        remind(seat=seat_of(panel, cast.ben), actor=cast.recruiter)


def test_reminder_is_listed_for_hr_without_a_seat(cast: Cast, panel: Panel, get: Get) -> None:
    remind_ben(cast, panel)
    assert len(subjects(get, cast.hr)) == 1
    deliver_mail()
    assert len(subjects(get, cast.hr)) == 1


def test_reminder_is_hidden_from_hr_with_a_seat_until_the_panel_is_open_to_her(
    cast: Cast, role: Role, get: Get
) -> None:
    panel = with_seat(cast, role)
    remind_ben(cast, panel)
    shown = [len(subjects(get, cast.hr))]
    deliver_mail()
    address = f"/mail/{number_of(MessageLog.objects.get().when_attempted)}/"
    for rater in (cast.ana, cast.ben, cast.hr):
        assert get(cast.hr, address).status_code == 404
        submit_card(panel, rater)
        shown.append(len(subjects(get, cast.hr)))
    assert shown == [0, 0, 0, 1]
    assert get(cast.hr, address).status_code == 200


def test_mails_of_a_panel_that_hr_left_stay_hidden(cast: Cast, role: Role, get: Get) -> None:
    panel = with_seat(cast, role)
    seat = seat_of(panel, cast.hr)
    panel.seats.filter(pk=seat.pk).update(state="excused", state_reason="ill")
    tried("Reminder", panel=panel)
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    assert subjects(get, cast.hr) == []


def test_mails_about_herself_as_a_candidate_are_hidden_for_ever(cast: Cast, role: Role, get: Get) -> None:
    candidate = make_candidate("Hana Adeyemi", user=cast.hr)
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben], candidate=candidate)
    sent, queued = tried("Reminder", panel=panel), waiting("Declined", panel=panel)
    addresses = [f"/mail/{number_of(sent.when_attempted)}/", f"/mail/waiting/{number_of(queued.when_added)}/"]
    for rater in (cast.ana, cast.ben):
        assert subjects(get, cast.hr) == []
        assert [get(cast.hr, address).status_code for address in addresses] == [404, 404]
        submit_card(panel, rater)
    assert subjects(get, cast.hr) == []
    assert [get(cast.hr, address).status_code for address in addresses] == [404, 404]


def test_only_the_panels_own_mails_are_hidden(cast: Cast, role: Role, panel: Panel, get: Get) -> None:
    tried("Another panel", panel=panel)
    tried("Her own panel", panel=with_seat(cast, role), at=START + timedelta(hours=1))
    tried("Invitation", at=START + timedelta(hours=2))
    assert subjects(get, cast.hr) == ["Invitation", "Another panel"]


@pytest.mark.parametrize("panel_named", ["", "rubbish", "00000000-0000-4000-8000-000000000000"])
def test_mail_of_an_unknown_panel_is_hidden(cast: Cast, panel: Panel, get: Get, panel_named: str) -> None:
    for kind in ("panel", "invitation"):
        row = waiting(kind, kind=kind)
        row.email = EmailMessage(kind, "", to=[], headers={"X-Concord-Kind": kind, "X-Concord-Panel": panel_named})
        row.save()
    assert subjects(get, cast.hr) == ([] if panel_named else ["invitation"])


@pytest.mark.parametrize("who", ["recruiter", "lead", "ana", "outsider", "superuser", "employee"])
def test_mail_is_for_hr_alone(cast: Cast, panel: Panel, get: Get, who: str) -> None:
    sent, queued = tried("Reminder", panel=panel), waiting("Invitation")
    pages = ["/mail/", f"/mail/{number_of(sent.when_attempted)}/", f"/mail/waiting/{number_of(queued.when_added)}/"]
    answers = [get(getattr(cast, who), page) for page in [*pages, "/nothing/"]]
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[-1].content)}


@pytest.mark.parametrize("address", ["/mail/{}/", "/mail/waiting/{}/"])
def test_hidden_and_unknown_mail_give_equal_bytes_and_queries(cast: Cast, role: Role, get: Get, address: str) -> None:
    panel = with_seat(cast, role)
    hidden = {"/mail/{}/": tried("Reminder", panel=panel).when_attempted}.get(address)
    hidden = hidden or waiting("Reminder", panel=panel).when_added
    seen = []
    for number in (number_of(hidden), number_of(hidden) + 1, 10**30):
        with CaptureQueriesContext(connection) as queries:
            answer = get(cast.hr, address.format(number))
        seen.append((answer.status_code, answer.content, sorted(answer.headers), len(queries)))
    assert seen[0][0] == 404
    assert seen == [seen[0]] * 3
    assert seen[0][1] == get(cast.hr, "/nothing/").content


def without_tokens(answer: HttpResponse) -> bytes:
    """The page but for what differs at each look anyway."""
    return re.sub(rb'(name="csrfmiddlewaretoken" value=|nonce=|"X-CSRFToken": )"[^"]*"', b"", answer.content)


@pytest.mark.parametrize("address", ["/mail/", "/mail/?page=2", "/"])
def test_pages_tell_nothing_of_hidden_mails(
    cast: Cast, role: Role, get: Get, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Twins: hidden mails before, between and after the others, more than a page, a window and a count hold."""
    monkeypatch.setattr(mail_views, "TRIED_SHOWN", 60)
    monkeypatch.setattr(mail_views, "WAITING_SHOWN", 3)
    panel = with_seat(cast, role)

    def world(*, hidden: int) -> bytes:
        Message.objects.all().delete()
        MessageLog.objects.all().delete()
        for index in range(62):
            at = START + timedelta(hours=index)
            for number in range(hidden):
                tried("Reminder", panel=panel, at=at - timedelta(minutes=number + 1), result=RESULT_FAILURE)
            tried(f"Invitation {index}", at=at)
        for index in range(5):
            at = START + timedelta(days=9, hours=index)
            for number in range(hidden):
                waiting("Declined", panel=panel, at=at - timedelta(minutes=number + 1), priority=PRIORITY_DEFERRED)
            waiting(f"Waiting {index}", at=at, priority=PRIORITY_DEFERRED)
        return without_tokens(get(cast.hr, address))

    worlds = [world(hidden=0), world(hidden=1), world(hidden=2)]
    assert worlds[1:] == worlds[:1] * 2
    assert (b"The newest 60 are listed." in worlds[0]) is address.startswith("/mail/")


def test_count_of_undelivered_mail_leaves_hidden_ones_out(cast: Cast, role: Role, panel: Panel, get: Get) -> None:
    waiting("Reminder", panel=with_seat(cast, role), priority=PRIORITY_DEFERRED)
    assert "Failed" not in headings(get(cast.hr, "/"))
    waiting("Reminder", panel=panel, priority=PRIORITY_DEFERRED)
    waiting("Invitation")
    assert "Undelivered mail 1 mail could not be sent" in text_of(get(cast.hr, "/"))


def test_count_of_undelivered_mail_ends_somewhere(cast: Cast, get: Get) -> None:
    row = waiting("Invitation", priority=PRIORITY_DEFERRED)
    data = {"message_data": row.message_data, "priority": PRIORITY_DEFERRED}
    Message.objects.bulk_create(Message(**data) for _ in range(99))
    assert "Undelivered mail 100 mails could not be sent" in text_of(get(cast.hr, "/"))
    Message.objects.create(**data)
    assert "Undelivered mail More than 100 mails could not be sent" in text_of(get(cast.hr, "/"))


@pytest.mark.parametrize("number", [1, 3])
def test_mail_query_count(cast: Cast, role: Role, number: int) -> None:
    for index in range(number):
        panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate(f"Person {index}"))
        tried("Reminder", panel=panel)
        waiting("Reminder", panel=panel)
    client = Client()
    client.force_login(cast.hr)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/mail/")
    assert len(BeautifulSoup(answer.content, "html.parser").select("tbody tr")) == 2 * number
    assert len(queries) == 10


def test_hr_reads_an_invitation_and_never_a_code(cast: Cast, get: Get) -> None:
    actions.invite(by=cast.hr, email="nia@example.org", name="Nia")
    Client().post("/accounts/code/", {"email": cast.ana.email})
    Client().post("/accounts/reset/", {"email": cast.ana.email})
    secrets = [mail.email.body for mail in Message.objects.all() if not shown_to_hr(mail.email)]
    assert len(secrets) == 2
    lines = {line for body in secrets for line in body.splitlines() if "/reset/" in line or line.isupper()}
    assert len(lines) == 2
    queued = [get(cast.hr, f"/mail/waiting/{line.number}/") for line in mail_log.waiting()]
    listed = [get(cast.hr, "/mail/")]
    deliver_mail()
    sent = [get(cast.hr, f"/mail/{line.number}/") for line in reversed(list(mail_log.tried()))]
    listed.append(get(cast.hr, "/mail/"))
    for pages in (queued, sent):
        assert [b"/invitations/" in page.content for page in pages] == [True, False, False]
        assert [b"What it says is not shown" in page.content for page in pages] == [False, True, True]
    for page in (*queued, *sent, *listed):
        assert [line for line in lines if line.strip() in page.content.decode()] == []


def test_mail_body_is_no_markup(cast: Cast, get: Get) -> None:
    row = waiting("Invitation", body="<script>alert(1)</script> https://x.example/a")
    answer = get(cast.hr, f"/mail/waiting/{number_of(row.when_added)}/")
    assert b"<script>alert" not in answer.content
    assert b'href="https://x.example/a"' in answer.content


@pytest.mark.parametrize("data", ["rubbish", "", "gASVCgAAAAAAAACMA2FiY5Qu", "Y25vX3N1Y2hfbW9kdWxlClgKLg==", "Lg=="])
def test_mail_that_cannot_be_read_any_more_breaks_no_page(cast: Cast, get: Get, data: str) -> None:
    """Nobody can say whose panel it was about: it is not listed."""
    Message.objects.create(message_data=data, when_added=START)
    waiting("Invitation", at=START + timedelta(hours=1))
    assert subjects(get, cast.hr) == ["Invitation"]
    assert get(cast.hr, f"/mail/waiting/{number_of(START)}/").status_code == 404


def test_reminder_of_a_kickoff_is_hidden_from_hr_who_is_asked_in_one(cast: Cast, get: Get) -> None:
    kickoff = kickoffs.start_kickoff(
        rubric=make_role("Ward Manager", lead=cast.lead, publish=False).rubrics.get(),
        people=[cast.ana, cast.ben],
        actor=cast.hr,
    )
    with acting_as(cast.hr.pk):
        kickoffs.remind(kickoff=kickoff, actor=cast.hr)
    missing = "Still missing: whom you look for as Ward Manager"
    assert subjects(get, cast.hr).count(missing) == 2
    kickoffs.ask_more(kickoff=kickoff, people=[cast.hr], actor=cast.hr)
    assert missing not in subjects(get, cast.hr)
    assert "Three minutes: whom should we look for as Ward Manager?" in subjects(get, cast.hr)
