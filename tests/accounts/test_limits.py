"""Limits on every way in, counted for all web processes together; no header that a visitor can set lifts one."""

from __future__ import annotations

from itertools import count

import pytest
from django.conf import LazySettings
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db
FORGED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_CLIENT_IP", "HTTP_X_CLUSTER_CLIENT_IP")
_addresses = count(1)


@pytest.fixture(autouse=True)
def no_tries_so_far() -> None:
    cache.clear()


def forged() -> dict[str, str]:
    """As if each try came from somewhere else."""
    address = f"203.0.113.{next(_addresses) % 250}"
    return {name: f"for={address}" if name == "HTTP_FORWARDED" else address for name in FORGED}


def tries(path: str, body: dict[str, str], *, client: Client | None = None, most: int = 40) -> int:
    """How many posts are answered before one is refused for their number."""
    for number in range(most):
        caches["default"].close()  # the next try meets another process
        answer = (client or Client()).post(path, body, **forged())
        if answer.status_code == 429 or b"Too many" in answer.content:
            return number
    return most


def test_wrong_passwords_for_one_person(cast: Cast) -> None:
    assert tries("/accounts/login/", {"login": cast.ana.email, "password": "wrong horse battery"}) == 5


def test_wrong_passwords_for_many_people_from_one_place() -> None:
    refused = None
    for number in range(40):
        body = {"login": f"person{number}@example.org", "password": "wrong horse battery"}
        answer = Client().post("/accounts/login/", body, **forged())
        if answer.status_code == 429 or b"Too many" in answer.content:
            refused = number
            break
    assert refused == 10


def test_right_password_is_not_taken_while_the_limit_holds(cast: Cast) -> None:
    cast.ana.set_password("three quiet words")
    cast.ana.save()
    tries("/accounts/login/", {"login": cast.ana.email, "password": "wrong horse battery"})
    client = Client()
    answer = client.post("/accounts/login/", {"login": cast.ana.email, "password": "three quiet words"}, **forged())
    assert answer.status_code in {200, 429}
    assert "_auth_user_id" not in client.session


def test_codes_asked_for_one_person(cast: Cast) -> None:
    assert tries("/accounts/code/", {"email": cast.ana.email}) == 3


def test_codes_asked_for_nobody_are_limited_alike() -> None:
    assert tries("/accounts/code/", {"email": "nobody@example.org"}) == 3


def test_resets_asked_for_one_person(cast: Cast) -> None:
    assert tries("/accounts/reset/", {"email": cast.ana.email}) == 5


def test_wrong_codes_end_the_try(cast: Cast) -> None:
    client = Client()
    client.post("/accounts/code/", {"email": cast.ana.email})
    answers = [client.post("/accounts/code/confirm/", {"code": f"AAAA-{number:04}"}) for number in range(4)]
    assert [answer.status_code for answer in answers][-1] == 302
    assert "_auth_user_id" not in client.session


def test_signed_in_person_has_five_tries_at_her_password(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.ana)
    assert tries("/accounts/reauthenticate/", {"password": "wrong horse battery"}, client=client) == 5


def test_behind_a_proxy_its_own_word_counts_and_what_came_before_it_does_not(settings: LazySettings) -> None:
    """A proxy adds the address that it sees at the end; what a visitor wrote stands before."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def is_refused(number: int, seen_by_the_proxy: str) -> bool:
        body = {"login": f"person{number}@example.org", "password": "wrong horse battery"}
        header = f"203.0.113.{number}, {seen_by_the_proxy}"
        answer = Client().post("/accounts/login/", body, HTTP_X_FORWARDED_FOR=header)
        return answer.status_code == 429 or b"Too many" in answer.content

    assert [is_refused(number, "198.51.100.7") for number in range(11)] == [*[False] * 10, True]
    assert not is_refused(11, "198.51.100.8")


def test_counters_hold_no_address_of_anybody(cast: Cast) -> None:
    tries("/accounts/login/", {"login": cast.ana.email, "password": "wrong horse battery"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key || value FROM runtime_counters")
        kept = " ".join(row[0] for row in cursor.fetchall())
    assert kept
    assert cast.ana.email not in kept
    assert "wrong horse" not in kept
