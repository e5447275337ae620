"""What makes a site unwell, in words."""

import pytest
from django.conf import LazySettings
from django.db import connection

from interviews.runtime import health
from interviews.runtime.actions import record_heartbeat
from interviews.runtime.models import Heartbeat


def other_app_is_unwell() -> list[str]:
    return ["The cat is not fed."]


@pytest.fixture(autouse=True)
def no_other_checks(settings: LazySettings) -> None:
    settings.HEALTH_CHECKS = []


@pytest.mark.django_db
def test_health_without_a_heartbeat() -> None:
    assert health.reasons() == ["The worker has not been at work yet."]


@pytest.mark.django_db
def test_health_with_a_fresh_heartbeat() -> None:
    record_heartbeat(name="worker")
    record_heartbeat(name="worker")
    assert health.reasons() == []
    assert Heartbeat.objects.count() == 1


@pytest.mark.django_db
def test_health_with_an_old_heartbeat() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO runtime_heartbeat VALUES ('worker', now() - interval '31 seconds')")
    assert health.reasons() == ["The worker was last at work 31 s ago."]


@pytest.mark.django_db
def test_health_asks_the_other_apps(settings: LazySettings) -> None:
    record_heartbeat(name="worker")
    settings.HEALTH_CHECKS = [f"{__name__}.other_app_is_unwell"]
    assert health.reasons() == ["The cat is not fed."]


@pytest.mark.django_db(transaction=True)
def test_health_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    assert health.reasons() == ["The database does not answer."]
