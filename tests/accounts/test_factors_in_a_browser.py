"""Passkeys and the app in a real Chromium, whose own virtual authenticator stands for the phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from interviews.accounts.models import User
from tests.accounts.conftest import PASSWORD
from tests.accounts.test_factors import SECURITY, code_for
from tests.browser import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def no_tries_so_far() -> None:
    cache.clear()


def with_authenticator(visitor: Visitor, *, locked: bool = True) -> None:
    """A device that keeps passkeys and says yes; `locked` asks its owner for a finger or a number first."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": locked,
        "isUserVerified": locked,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(visitor: Visitor, user: User) -> None:
    visitor.open("/accounts/login/")
    visitor.page.get_by_label("Email address").fill(user.email)
    visitor.page.get_by_label("Password", exact=True).fill(PASSWORD)
    visitor.send(visitor.page.get_by_role("button", name="Sign in", exact=True))


def still_oneself(visitor: Visitor) -> None:
    visitor.page.get_by_label("Password", exact=True).fill(PASSWORD)
    visitor.send(visitor.page.get_by_role("button", name="Go on"))


def add_passkey(visitor: Visitor, name: str = "Work laptop") -> None:
    visitor.open(SECURITY)
    visitor.send(visitor.page.get_by_role("link", name="Add a passkey"))
    if visitor.page.get_by_role("button", name="Go on").count():
        still_oneself(visitor)
    visitor.page.get_by_label("Name").fill(name)
    visitor.send(visitor.page.get_by_role("button", name="Add the passkey"))


def test_passkey_is_added_and_is_all_it_takes(ana: User, visit: Any) -> None:
    visitor = visit()
    with_authenticator(visitor)
    sign_in(visitor, ana)
    add_passkey(visitor)
    visitor.page.wait_for_url(f"**{SECURITY}codes/")
    assert len(visitor.page.locator("#codes").input_value().split()) == 10
    visitor.send(visitor.page.get_by_role("link", name="I have kept them"))
    assert visitor.page.get_by_text("Work laptop", exact=True).is_visible()
    visitor.context.clear_cookies()
    visitor.open("/accounts/login/?next=/me/")
    visitor.send(visitor.page.get_by_role("button", name="Sign in with a passkey"))
    visitor.page.wait_for_url("**/me/")
    assert visitor.page.get_by_text(f"You sign in as {ana.email}").is_visible()
    assert visitor.faults == []


def test_passkey_is_the_second_step_after_a_password_and_says_that_it_is_still_oneself(
    ana: User,
    visit: Any,
) -> None:
    visitor = visit()
    with_authenticator(visitor)
    sign_in(visitor, ana)
    add_passkey(visitor)
    visitor.context.clear_cookies()
    sign_in(visitor, ana)
    assert visitor.page.get_by_role("heading", name="Your second step").is_visible()
    visitor.send(visitor.page.get_by_role("button", name="Use a passkey instead"))
    visitor.open(f"{SECURITY}codes/new/")
    visitor.send(visitor.page.get_by_role("link", name="a passkey"))
    visitor.send(visitor.page.get_by_role("button", name="Go on with your passkey"))
    assert visitor.page.get_by_role("heading", name="Make new recovery codes?").is_visible()


def test_passkey_is_renamed_and_removed(ana: User, visit: Any) -> None:
    visitor = visit()
    with_authenticator(visitor)
    sign_in(visitor, ana)
    add_passkey(visitor)
    visitor.open(SECURITY)
    visitor.send(visitor.page.get_by_role("link", name="Rename Work laptop"))
    visitor.page.get_by_label("Name").fill("Old laptop")
    visitor.send(visitor.page.get_by_role("button", name="Save"))
    visitor.send(visitor.page.get_by_role("link", name="Remove Old laptop"))
    visitor.send(visitor.page.get_by_role("button", name="Remove the passkey"))
    assert visitor.page.get_by_text("You have none yet.").is_visible()
    assert not Authenticator.objects.exists()


def test_no_passkey_at_hand_is_said_and_the_page_goes_on(ana: User, visit: Any) -> None:
    """The device knows no passkey of this site: the browser says no, and the password still works."""
    visitor = visit()
    with_authenticator(visitor)
    visitor.open("/accounts/login/")
    visitor.page.get_by_role("button", name="Sign in with a passkey").click()
    visitor.page.get_by_text("That did not work, or was cancelled.").wait_for()
    sign_in(visitor, ana)
    assert visitor.page.url.endswith("/")


def test_device_without_a_lock_keeps_no_passkey(ana: User, visit: Any) -> None:
    """A passkey alone signs in: whoever picks up the device must not be let in by it."""
    visitor = visit()
    with_authenticator(visitor, locked=False)
    sign_in(visitor, ana)
    visitor.open(f"{SECURITY}passkeys/add/")
    still_oneself(visitor)
    visitor.page.get_by_label("Name").fill("Shared tablet")
    visitor.page.get_by_role("button", name="Add the passkey").click()
    visitor.page.get_by_text("That did not work, or was cancelled.").wait_for()
    assert not Authenticator.objects.exists()


def test_app_is_added_by_keyboard(ana: User, visit: Any) -> None:
    visitor = visit()
    sign_in(visitor, ana)
    visitor.open(f"{SECURITY}app/add/")
    still_oneself(visitor)
    secret = visitor.page.get_by_label("Or type this into the app").input_value()
    visitor.page.get_by_label("The six digits that the app shows now").focus()
    visitor.page.keyboard.type(code_for(secret))
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    assert re.search(rf"{SECURITY}codes/$", visitor.page.url)


def test_without_scripts_the_app_works_and_no_button_fails(ana: User, visit: Any) -> None:
    visitor = visit(java_script_enabled=False)
    visitor.open("/accounts/login/")
    assert not visitor.page.get_by_role("button", name="Sign in with a passkey").is_visible()
    sign_in(visitor, ana)
    visitor.open(SECURITY)
    assert not visitor.page.get_by_role("link", name="Add a passkey").is_visible()
    assert visitor.page.get_by_text("Adding a passkey needs JavaScript.").is_visible()
    assert visitor.page.get_by_role("link", name="Add an app").is_visible()


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE, "color_scheme": "dark"}], ids=["wide", "phone-dark"])
def test_axe_finds_nothing(ana: User, visit: Any, options: dict[str, Any]) -> None:
    visitor = visit(**options)
    with_authenticator(visitor)
    sign_in(visitor, ana)
    visitor.open(f"{SECURITY}app/add/")
    assert visitor.axe() == []
    still_oneself(visitor)
    assert visitor.axe() == []
    visitor.page.get_by_label("The six digits").fill(code_for(visitor.page.locator("#secret").input_value()))
    visitor.send(visitor.page.get_by_role("button", name="Add the app"))
    assert visitor.axe() == []
    add_passkey(visitor)
    key = Authenticator.objects.get(type="webauthn").pk
    pages = ["", "codes/", "codes/new/", "app/remove/", "passkeys/add/", f"passkeys/{key}/rename/", "again/"]
    for page in [*pages, f"passkeys/{key}/remove/", "again/passkey/"]:
        visitor.open(f"{SECURITY}{page}")
        assert (page, visitor.axe()) == (page, [])
    visitor.context.clear_cookies()
    sign_in(visitor, ana)
    assert (visitor.page.url, visitor.axe()) == (visitor.page.url, [])
    assert visitor.faults == []
