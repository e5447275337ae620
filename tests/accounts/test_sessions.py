"""Sessions that end: everywhere else, with a factor that is taken away, and with a sign-in that HR takes."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.test import Client

from interviews.accounts import actions
from interviews.accounts.models import User
from interviews.audit.models import Entry
from tests.accounts.test_factors import SECURITY, begin, code_for, still_oneself
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_tries_so_far() -> None:
    cache.clear()


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_sign_out_everywhere_else_keeps_the_session_in_hand(ana: User, cast: Cast) -> None:
    here, laptop, phone = begin(ana), begin(ana), begin(ana)
    somebody_else = Client()
    somebody_else.force_login(cast.ben)
    assert [is_in(one) for one in (here, laptop, phone, somebody_else)] == [True] * 4
    answer = here.post("/me/elsewhere/", follow=True)
    assert "You are signed out on every other device." in answer.content.decode()
    assert [is_in(one) for one in (here, laptop, phone, somebody_else)] == [True, False, False, True]
    assert is_in(begin(ana))
    entry = Entry.objects.get(verb="sessions_ended")
    assert (entry.actor_id, entry.subject_id) == (ana.pk, ana.pk)


def test_removing_the_own_app_ends_the_other_sessions(ana: User) -> None:
    here, elsewhere = begin(ana), begin(ana)
    page = still_oneself(here).get(f"{SECURITY}app/add/")
    secret = page.context["form"].secret
    assert here.post(f"{SECURITY}app/add/", {"code": code_for(secret)}).status_code == 302
    assert is_in(elsewhere)
    assert here.post(f"{SECURITY}app/remove/").status_code == 302
    assert not Authenticator.objects.filter(type="totp").exists()
    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_factors_that_hr_takes_away_end_every_session(ana: User, cast: Cast) -> None:
    client = begin(ana)
    actions.remove_factors(user=ana, by=cast.hr)
    assert is_in(client)  # there was none
    Authenticator.objects.create(user=ana, type="totp", data={"secret": "x"})
    actions.remove_factors(user=ana, by=cast.hr)
    assert not is_in(client)


def test_sign_in_that_comes_back_begins_anew(ana: User, cast: Cast) -> None:
    client = begin(ana)
    actions.deactivate(user=ana, by=cast.hr)
    assert not is_in(client)
    actions.reactivate(user=ana, by=cast.hr)
    assert not is_in(client)
    assert is_in(begin(User.objects.get(pk=ana.pk)))


def test_sessions_of_before_stay_as_they_were(ana: User, settings: LazySettings) -> None:
    """The hash is Django's own until sessions are ended once: an upgrade signs nobody out."""
    assert ana.get_session_auth_hash() == AbstractBaseUser.get_session_auth_hash(ana)
    settings.SECRET_KEY_FALLBACKS = ["an older key"]
    actions.end_sessions(user=ana, by=ana)
    assert ana.get_session_auth_hash() == f"{AbstractBaseUser.get_session_auth_hash(ana)}.1"
    assert list(ana.get_session_auth_fallback_hash()) == [
        f"{one}.1" for one in AbstractBaseUser.get_session_auth_fallback_hash(ana)
    ]
