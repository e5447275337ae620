"""What machines learn about the site's health."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.db import OperationalError, connection
from django.test import Client

from interviews.runtime.actions import record_heartbeat
from tests.cast import Cast


def unwell() -> list[str]:
    return ["1 report is owed for longer than a minute.", "The cat is not fed."]


def broken() -> list[str]:
    raise OperationalError("password authentication failed for user secret")


@pytest.fixture(autouse=True)
def no_other_checks(settings: LazySettings) -> None:
    settings.HEALTH_CHECKS = []


@pytest.mark.django_db
def test_healthz_when_all_is_well(settings: LazySettings) -> None:
    record_heartbeat(name="worker")
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content.decode()) == (200, "ok\n")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert not answer.cookies


@pytest.mark.django_db
def test_healthz_gives_a_reason_a_line(settings: LazySettings) -> None:
    settings.HEALTH_CHECKS = ["tests.overview.test_health.unwell"]
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content.decode()) == (
        503,
        "The worker has not been at work yet.\n1 report is owed for longer than a minute.\nThe cat is not fed.\n",
    )


@pytest.mark.django_db(transaction=True)
def test_healthz_with_the_database_down(settings: LazySettings, cast: Cast) -> None:
    """Also for a browser that brings the cookie of a session that cannot be read now."""
    client = Client()
    client.force_login(cast.hr)
    good = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(HOST="/nowhere", EMBEDDED="")
    try:
        answer = client.get("/healthz")
    finally:
        connection.settings_dict.clear()
        connection.settings_dict.update(good)
        connection.close()
    assert (answer.status_code, answer.content.decode()) == (503, "The database does not answer.\n")


@pytest.mark.django_db
def test_healthz_says_nothing_secret(settings: LazySettings) -> None:
    record_heartbeat(name="worker")
    settings.HEALTH_CHECKS = ["tests.overview.test_health.broken"]
    answer = Client(raise_request_exception=False).get("/healthz")
    assert (answer.status_code, answer.content.decode()) == (503, "The database does not answer.\n")


@pytest.mark.django_db
def test_healthz_answers_whatever_host_a_probe_names() -> None:
    record_heartbeat(name="worker")
    assert Client().get("/healthz", headers={"host": "10.1.2.3:8000"}).status_code == 200
