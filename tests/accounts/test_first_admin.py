import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from mailer.models import Message

from interviews.accounts import actions
from interviews.accounts.models import Invitation, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def first_admin():
    said = StringIO()
    call_command("first_admin", stdout=said)
    return said.getvalue()


def test_first_admin_prints_one_address_that_opens():
    said = first_admin()
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/invitations/[\w-]{43}/\n", said)
    assert Client().get(said.strip().removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert Message.objects.count() == 0


def test_first_admin_again_gives_a_new_link_to_the_same_person():
    before, after = first_admin(), first_admin()
    assert before != after
    assert User.objects.count() == 1
    assert Invitation.objects.open().count() == 1


def test_first_admin_is_silent_once_there_is_one():
    user, _link = actions.invite(by=None, email="first@localhost", name="First", is_hr_admin=True)
    invitation = Invitation.objects.get(user=user)
    actions.accept_invitation(invitation=invitation, name="H", password="three quiet words", time_zone="UTC")
    assert first_admin() == ""


def test_first_admin_comes_when_the_only_one_is_deactivated():
    make_user("Hana Adeyemi", is_hr_admin=True, is_active=False)
    assert "/invitations/" in first_admin()
