"""Second factors, recovery codes, and what HR can do for somebody who lost them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.core.cache import cache, caches
from django.db import transaction
from django.test import Client
from mailer.models import Message

from interviews.accounts.factors import FactorAdapter
from interviews.accounts.models import User
from interviews.audit.models import Entry
from tests.accounts.conftest import PASSWORD
from tests.accounts.test_limits import forged
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SECURITY = "/accounts/security/"


@pytest.fixture(autouse=True)
def no_tries_so_far() -> None:
    cache.clear()


def code_for(secret: str, later: int = 0) -> str:
    """The six digits of RFC 6238, by this test's own arithmetic."""
    counter = struct.pack(">Q", int(time.time()) // 30 + later)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def begin(user: User) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def still_oneself(client: Client) -> Client:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def with_app(user: User) -> tuple[Client, str, list[str]]:
    """Signed in, with an app and its recovery codes: the client, the secret, the codes."""
    client = still_oneself(begin(user))
    page = BeautifulSoup(client.get(f"{SECURITY}app/add/").content, "html.parser")
    secret = str(page.select_one("#secret")["value"])  # type: ignore[index]
    answer = client.post(f"{SECURITY}app/add/", {"code": code_for(secret)})
    assert answer["Location"] == f"{SECURITY}codes/"
    codes = BeautifulSoup(client.get(f"{SECURITY}codes/").content, "html.parser").select_one("#codes")
    return client, secret, codes.get_text().split()  # type: ignore[union-attr]


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


@transaction.atomic
def audited() -> list[tuple[str, dict[str, object]]]:
    return list(Entry.objects.order_by("pk").values_list("verb", "details"))


def test_adding_an_app_needs_to_be_oneself_once_more(ana: User) -> None:
    assert begin(ana).get(f"{SECURITY}app/add/")["Location"].startswith("/accounts/reauthenticate/")


@pytest.mark.django_db(transaction=True)
def test_app_is_added_shown_and_told(ana: User) -> None:
    client, secret, codes = with_app(ana)
    assert (len(codes), len(set(codes)), {len(code) for code in codes}) == (10, 10, {8})
    page = client.get(SECURITY).content.decode()
    assert "10 of 10 left." in page
    assert secret not in page
    mail = Message.objects.latest("pk").email
    assert (mail.to, mail.subject) == ([ana.email], "Your sign-in to Concord changed: an authenticator app was added")
    assert ("factor_added", {"kind": "totp"}) in audited()


def test_picture_stands_in_the_page_without_anything_inline(ana: User) -> None:
    page = still_oneself(begin(ana)).get(f"{SECURITY}app/add/").content.decode()
    picture = re.search(r'<div class="qr"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert picture is not None
    assert picture[1].strip().startswith("<svg")
    assert "style=" not in picture[1]
    assert "data:" not in page


def test_wrong_digits_add_nothing(ana: User) -> None:
    client = still_oneself(begin(ana))
    client.get(f"{SECURITY}app/add/")
    answer = client.post(f"{SECURITY}app/add/", {"code": "000000"})
    assert "This is not the right code." in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_recovery_codes_are_shown_once(ana: User) -> None:
    client, _, codes = with_app(ana)
    again = client.get(f"{SECURITY}codes/").content.decode()
    assert "10 of 10 codes are left." in again
    assert not any(code in again for code in codes)


def test_secrets_are_not_in_the_database_in_the_clear(ana: User) -> None:
    _, secret, codes = with_app(ana)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_secret_outlives_a_changed_key_and_needs_one_that_is_known(settings: LazySettings) -> None:
    text = FactorAdapter().encrypt("ABC234")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "x" * 50
    assert FactorAdapter().decrypt(text) == "ABC234"


@pytest.mark.parametrize("way", ["password", "code"])
def test_password_and_mailed_code_are_not_enough_any_more(ana: User, way: str) -> None:
    _, secret, _ = with_app(ana)
    client = Client()
    if way == "password":
        answer = client.post("/accounts/login/", {"login": ana.email, "password": PASSWORD, "next": "/me/"})
    else:
        client.post("/accounts/code/", {"email": ana.email})
        sent = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", Message.objects.latest("pk").email.body)
        assert sent is not None
        answer = client.post("/accounts/code/confirm/", {"code": sent[0]})
    assert answer["Location"].startswith(f"{SECURITY}second-step/")
    assert signed_in_as(client) is None
    assert client.get("/").status_code == 302
    wrong = client.post(f"{SECURITY}second-step/", {"code": "000000"})
    assert "This is not the right code." in wrong.content.decode()
    assert signed_in_as(client) is None
    client.post(f"{SECURITY}second-step/", {"code": code_for(secret, later=1)})
    assert signed_in_as(client) == str(ana.pk)
    assert audited()[-2:] == [
        ("sign_in_refused", {"step": "factor"}),
        ("signed_in", {"steps": f"{way} totp"}),
    ]


def test_a_code_works_once(ana: User) -> None:
    """Whoever looks over a shoulder has 30 seconds, and nothing to do with them."""
    _, secret, _ = with_app(ana)
    code = code_for(secret, later=1)
    first, second = begin(ana), begin(ana)
    first.post(f"{SECURITY}second-step/", {"code": code})
    second.post(f"{SECURITY}second-step/", {"code": code})
    assert (signed_in_as(first), signed_in_as(second)) == (str(ana.pk), None)


def test_recovery_code_works_once_and_is_in_the_audit(ana: User) -> None:
    _, _, codes = with_app(ana)
    first, second = begin(ana), begin(ana)
    first.post(f"{SECURITY}second-step/", {"code": codes[3]})
    second.post(f"{SECURITY}second-step/", {"code": codes[3]})
    assert (signed_in_as(first), signed_in_as(second)) == (str(ana.pk), None)
    assert ("recovery_code_used", {}) in audited()
    assert "9 of 10 left." in first.get(SECURITY).content.decode()


def test_new_password_by_mail_does_not_go_round_the_second_step(ana: User) -> None:
    with_app(ana)
    client = Client()
    client.post("/accounts/reset/", {"email": ana.email})
    link = re.search(r"/accounts/reset/[^\s]+", Message.objects.latest("pk").email.body)
    assert link is not None
    form = client.get(link[0])["Location"]
    client.post(form, {"password1": "other quiet words", "password2": "other quiet words"})
    assert signed_in_as(client) is None
    answer = Client().post("/accounts/login/", {"login": ana.email, "password": "other quiet words"})
    assert answer["Location"].startswith(f"{SECURITY}second-step/")
    assert ("password_changed", {}) in audited()


def test_tries_at_the_second_step_are_limited_for_the_person(ana: User) -> None:
    """Whatever the address: five, as for passwords; and the right code is not taken while the limit holds."""
    _, secret, _ = with_app(ana)
    clients = [begin(ana) for _ in range(2)]
    said = []
    for number in range(7):
        caches["default"].close()
        answer = clients[number % 2].post(f"{SECURITY}second-step/", {"code": f"00000{number}"}, **forged())
        said.append("Too many" in answer.content.decode())
    assert said == [*[False] * 5, True, True]
    clients[0].post(f"{SECURITY}second-step/", {"code": code_for(secret, later=1)}, **forged())
    assert signed_in_as(clients[0]) is None


def test_passkeys_asked_for_from_one_place_are_limited(cast: Cast) -> None:
    answers = [Client().post(f"{SECURITY}passkey/", {"credential": "{}"}, **forged()) for _ in range(12)]
    assert [answer.status_code for answer in answers] == [*[302] * 10, 429, 429]


NONSENSE = [
    "",
    "nonsense",
    "{}",
    "[]",
    "3",
    '{"id": 1}',
    '{"id": "AA", "rawId": "AA", "response": {"userHandle": "AA"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "MQ", "clientDataJSON": "e30", '
    '"authenticatorData": "AA", "signature": "AA"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": []}',
]


@pytest.mark.parametrize("credential", NONSENSE)
def test_made_up_passkey_is_not_added(ana: User, credential: str) -> None:
    client = still_oneself(begin(ana))
    client.get(f"{SECURITY}passkeys/add/")
    answer = client.post(f"{SECURITY}passkeys/add/", {"name": "Laptop", "credential": credential})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("credential", NONSENSE)
def test_made_up_passkeys_are_refused_in_words(cast: Cast, credential: str) -> None:
    client = Client()
    answer = client.post(f"{SECURITY}passkey/", {"credential": credential}, follow=True)
    assert answer.status_code == 200
    assert signed_in_as(client) is None


def test_removing_the_app_ends_the_codes_and_is_told(ana: User) -> None:
    client, _, _ = with_app(ana)
    client.post(f"{SECURITY}app/remove/")
    assert not Authenticator.objects.exists()
    assert Message.objects.latest("pk").email.subject == (
        "Your sign-in to Concord changed: an authenticator app was removed"
    )
    assert ("factor_removed", {"kind": "totp"}) in audited()


def test_hr_takes_it_away_from_who_lost_it(ana: User, cast: Cast) -> None:
    with_app(ana)
    client = Client()
    client.force_login(cast.hr)
    person = f"/people/{ana.uuid}/"
    assert "authenticator app" in client.get(person).content.decode()
    client.post(f"{person}factors/")
    assert not Authenticator.objects.exists()
    entry = Entry.objects.order_by("pk").last()
    assert entry is not None
    assert (entry.verb, entry.actor_id, entry.subject_id) == ("factors_removed", cast.hr.pk, ana.pk)
    mail = Message.objects.latest("pk").email
    assert (mail.to, mail.subject) == (
        [ana.email],
        "Your sign-in to Concord changed: Hana Adeyemi removed every second step",
    )
    assert signed_in_as(begin(ana)) == str(ana.pk)


def test_hr_does_not_take_away_the_own_one(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.hr)
    assert client.get(f"/people/{cast.hr.uuid}/factors/").status_code == 404


def test_taking_away_nothing_tells_nobody(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.hr)
    assert "has no second step" in client.get(f"/people/{cast.ana.uuid}/factors/").content.decode()
    client.post(f"/people/{cast.ana.uuid}/factors/")
    assert (Message.objects.count(), audited()) == (0, [])


def test_sign_ins_refused_ones_and_sign_outs_are_in_the_audit(ana: User) -> None:
    client = begin(ana)
    client.post("/accounts/logout/")
    Client().post("/accounts/login/", {"login": ana.email, "password": "Zq wrong words"})
    Client().post("/accounts/login/", {"login": "zq@example.org", "password": "Zq wrong words"})
    found = Entry.objects.order_by("pk").values_list("verb", "actor_id", "subject_id", "details")
    assert list(found) == [
        ("signed_in", ana.pk, ana.pk, {"steps": "password"}),
        ("signed_out", ana.pk, ana.pk, {}),
        ("sign_in_refused", None, ana.pk, {"step": "password"}),
        ("sign_in_refused", None, None, {"step": "password"}),
    ]


def test_wrong_mailed_code_is_in_the_audit(ana: User) -> None:
    client = Client()
    client.post("/accounts/code/", {"email": ana.email})
    client.post("/accounts/code/confirm/", {"code": "AAAA-0000"})
    assert audited() == [("sign_in_refused", {"step": "code"})]
