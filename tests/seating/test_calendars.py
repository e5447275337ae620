"""The entry for an interviewer's calendar: in the mails and to download; the candidate's name, the time, the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from icalendar import Calendar, Event

from panels.seating import calendars, mails
from panels.seating.actions.endings import end_panel
from panels.seating.actions.planning import send_panel
from panels.seating.choices import Ending
from panels.seating.models import Interview, Panel, Seat
from tests.cast import Cast
from tests.factories import make_candidate, make_panel, seat_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 27, 12, 0, 5, tzinfo=UTC)


@pytest.fixture
def seat(cast: Cast, panel: Panel) -> Seat:
    Interview.objects.filter(panel=panel).update(starts_at=AT, minutes=50)
    return seat_of(panel, cast.ana)


def event_of(content: bytes | str) -> tuple[str, Event]:
    found = Calendar.from_ical(content)
    (event,) = found.walk("VEVENT")
    return str(found["METHOD"]), event


def attached(message: EmailMessage) -> list[tuple[str, Event]]:
    return [event_of(content) for _name, content, _type in message.attachments]


def test_entry_says_who_when_and_where_to_go_and_nothing_else(seat: Seat, settings: LazySettings) -> None:
    settings.SITE_URL = "https://hiring.example"
    candidate = make_candidate("Zoë; Müller, Dr", recruiter_notes="Zq notes", pronouns="she/her", phone="Zq phone")
    content = calendars.entry(seat=seat, interview=seat.interview, candidate=candidate, link="https://x/y/", now=NOW)
    method, event = event_of(content)
    assert method == "PUBLISH"
    assert {name: str(event.decoded(name)) for name in ("DTSTART", "DTEND")} == {
        "DTSTART": "2026-12-03 09:30:00+00:00",
        "DTEND": "2026-12-03 10:20:00+00:00",
    }
    assert {name: str(value) for name, value in event.items() if not name.startswith("DT")} == {
        "UID": f"{seat.uuid}@hiring.example",
        "SEQUENCE": str(330 * 86_400 + 12 * 3_600 + 5),
        "SUMMARY": "Interview: Zoë; Müller, Dr",
        "STATUS": "CONFIRMED",
        "URL": "https://x/y/",
        "DESCRIPTION": "Kit and scorecard: https://x/y/",
    }
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_entry_that_is_off_takes_the_earlier_ones_place(seat: Seat) -> None:
    words = {"seat": seat, "interview": seat.interview, "candidate": seat.panel.candidate, "link": "https://x/y/"}
    _, on = event_of(calendars.entry(**words, now=NOW))
    method, off = event_of(calendars.entry(**words, now=NOW + timedelta(seconds=1), off=True))
    assert (method, str(off["STATUS"]), "URL" in off) == ("CANCEL", "CANCELLED", False)
    assert (off["UID"], off["SEQUENCE"] > on["SEQUENCE"]) == (on["UID"], True)


def test_entry_needs_a_time(seat: Seat) -> None:
    seat.interview.starts_at = None
    with pytest.raises(ValueError, match="without a time"):
        calendars.entry(seat=seat, interview=seat.interview, candidate=seat.panel.candidate, link="https://x/", now=NOW)


def test_invitation_carries_it_and_without_a_time_it_does_not(cast: Cast, panel: Panel) -> None:
    draft = make_panel(role=panel.role, lead=cast.lead, raters=[cast.ana, cast.ben], send=False)
    start = datetime.now(UTC) + timedelta(days=2)
    Interview.objects.filter(seats__interviewer=cast.ana, panel=draft).update(starts_at=start)
    Interview.objects.filter(seats__interviewer=cast.ben, panel=draft).update(starts_at=None)
    mail.outbox.clear()
    send_panel(panel=draft, actor=cast.lead)
    by_person = {message.to[0]: attached(message) for message in mail.outbox}
    ((method, event),) = by_person[cast.ana.email]
    assert (method, event.decoded("DTSTART")) == ("PUBLISH", start.replace(microsecond=0))
    assert str(event["URL"]).endswith(f"/seats/{seat_of(draft, cast.ana).uuid}/scorecard/")
    assert by_person[cast.ben.email] == []


def test_move_sends_it_anew_and_the_end_takes_it_out(cast: Cast, seat: Seat) -> None:
    mail.outbox.clear()
    mails.moved(seat=seat, interview=seat.interview, panel=seat.panel)
    ((method, moved),) = attached(mail.outbox[0])
    assert (method, str(moved["STATUS"])) == ("PUBLISH", "CONFIRMED")
    Interview.objects.filter(pk=seat.interview_id).update(starts_at=datetime.now(UTC) + timedelta(days=1))
    mail.outbox.clear()
    end_panel(panel=seat.panel, actor=cast.recruiter, ending=Ending.WITHDREW, note="")
    (to_ana,) = [message for message in mail.outbox if message.to == [cast.ana.email]]
    ((method, ended),) = attached(to_ana)
    assert (method, str(ended["STATUS"]), ended["UID"]) == ("CANCEL", "CANCELLED", moved["UID"])


def test_what_is_over_stays_in_the_calendar(cast: Cast, seat: Seat) -> None:
    Interview.objects.filter(pk=seat.interview_id).update(starts_at=datetime.now(UTC) - timedelta(days=1))
    mail.outbox.clear()
    mails.left(seat=Seat.objects.select_related("interview").get(pk=seat.pk), panel=seat.panel)
    assert attached(mail.outbox[0]) == []


def test_download_is_the_interviewers_own(cast: Cast, seat: Seat) -> None:
    address = f"/seats/{seat.uuid}/calendar/"
    answers = {}
    for name in ("ana", "ben", "lead", "hr"):
        client = Client()
        client.force_login(getattr(cast, name))
        answers[name] = client.get(address)
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "ana": 200,
        "ben": 404,
        "lead": 404,
        "hr": 404,
    }
    assert answers["ana"]["Content-Type"] == "text/calendar"
    assert answers["ana"]["Content-Disposition"] == 'attachment; filename="interview.ics"'
    assert event_of(answers["ana"].content)[0] == "PUBLISH"
    Interview.objects.filter(pk=seat.interview_id).update(starts_at=None)
    client = Client()
    client.force_login(cast.ana)
    assert client.get(address).status_code == 404
