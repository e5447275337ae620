"""What is mailed, how it is marked, and that it goes. Who reads of it: `tests/overview/test_mail.py`."""

from uuid import UUID

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from mailer.models import PRIORITY_DEFERRED, Message, MessageLog

from interviews.accounts.mail import Kind, send, shown_to_hr
from interviews.accounts.tasks import deliver_mail, retry_mail
from panels.seating import mails

pytestmark = pytest.mark.django_db
SECRET = "three-quiet-letters"


class Refusing(BaseEmailBackend):
    """A server that takes no mail to ben and breaks on mail to cleo."""

    def send_messages(self, email_messages):
        for mail in email_messages:
            if "ben" in mail.to[0]:
                raise ConnectionRefusedError("no server there")
            if "cleo" in mail.to[0]:
                raise ZeroDivisionError(f"something with {SECRET} in it")
        return len(email_messages)


@pytest.fixture
def files(settings, tmp_path):
    settings.MAILER_EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def no_tries_so_far():
    """allauth counts tries in the cache; each test begins at none."""
    cache.clear()


def queue(to, kind=None, body="Hello"):
    headers = {"X-Concord-Kind": kind} if kind else {}
    EmailMessage("Subject", body, to=[to], headers=headers).send()


def invitation(name="Nia"):
    context = {"name": name, "by": "Hana <b>A</b>", "link": "http://x.example/i/", "days": 14}
    send(kind=Kind.INVITATION, to="nia@example.org", template="mail/invitation", context=context)
    return Message.objects.latest("pk").email


def test_send_queues_text_and_html_with_its_kind():
    mail = invitation()
    assert mail.subject == "Hana <b>A</b> invites you to Concord"
    assert "Hello Nia," in mail.body
    assert "&lt;" not in mail.body
    assert "Hana &lt;b&gt;A&lt;/b&gt; invites you" in mail.alternatives[0][0]
    assert mail.extra_headers == {"X-Concord-Kind": "invitation"}


def test_send_keeps_a_subject_on_one_line():
    context = {"name": "Nia", "by": "Hana\nBcc: all@example.org", "link": "x", "days": 14}
    send(kind=Kind.INVITATION, to="nia@example.org", template="mail/invitation", context=context)
    assert "\n" not in Message.objects.get().email.subject


def test_send_marks_a_panels_mail_with_its_panel(panel):
    seat = panel.seats.select_related("interviewer", "interview")[0]
    Message.objects.all().delete()
    mails.reminded(seat=seat, panel=panel)
    assert Message.objects.get().email.extra_headers == {
        "X-Concord-Kind": "panel",
        "X-Concord-Panel": str(panel.uuid),
    }


@pytest.mark.parametrize(("kind", "panel"), [(Kind.PANEL, None), (Kind.INVITATION, UUID(int=1))])
def test_send_refuses_a_panels_mail_without_its_panel_and_no_other_has_one(kind, panel):
    with pytest.raises(ValueError, match="names its panel"):
        send(kind=kind, to="nia@example.org", template="mail/invitation", context={}, panels=[panel] if panel else [])
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("invitation", True),
        ("panel", True),
        ("sign-in-code", False),
        ("password-reset", False),
        ("security", False),
        ("made-up", False),
        (None, False),
    ],
)
def test_only_marked_mails_are_shown_to_hr(kind, shown):
    headers = {"X-Concord-Kind": kind} if kind else {}
    assert shown_to_hr(EmailMessage("s", "b", to=["a@example.org"], headers=headers)) is shown


def test_deliver_writes_files_where_there_is_no_server(files):
    invitation()
    deliver_mail()
    (written,) = files.iterdir()
    assert "http://x.example/i/" in written.read_text()
    assert (Message.objects.count(), MessageLog.objects.get().result) == (0, "1")


def test_deliver_goes_past_a_mail_that_cannot_go(settings):
    settings.MAILER_EMAIL_BACKEND = "tests.accounts.test_mail.Refusing"
    for to in ("cleo@example.org", "ben@example.org", "ana@example.org"):
        queue(to)
    deliver_mail()
    assert sorted(row.to_addresses[0] for row in Message.objects.filter(priority=PRIORITY_DEFERRED)) == [
        "ben@example.org",
        "cleo@example.org",
    ]
    assert {row.to_addresses[0]: (row.result, row.log_message) for row in MessageLog.objects.all()} == {
        "ana@example.org": ("1", ""),
        "ben@example.org": ("3", "no server there"),
        "cleo@example.org": ("3", "ZeroDivisionError"),
    }


def test_retry_sends_what_could_not_go(settings):
    settings.MAILER_EMAIL_BACKEND = "tests.accounts.test_mail.Refusing"
    queue("ben@example.org")
    deliver_mail()
    settings.MAILER_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver_mail()
    assert Message.objects.count() == 1
    retry_mail()
    deliver_mail()
    assert Message.objects.count() == 0


def test_worker_may_deliver(files, as_worker):
    invitation()
    with as_worker():
        deliver_mail()
    assert MessageLog.objects.count() == 1


def test_queue_is_the_sites_own_way_out():
    assert get_connection().__class__.__module__ == "mailer.backend"
