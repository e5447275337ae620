import pytest
from django.conf import settings
from django.db.models.functions import Now

from panels.consensus.health import outbox_reasons
from panels.consensus.models import Outbox
from panels.seating.models import Panel
from tests.consensus.actions.test_building import seconds_ago

pytestmark = pytest.mark.django_db


def owe(panel: Panel, seconds: int, **fields: object) -> None:
    row = Outbox.objects.create(panel=panel, **fields)
    Outbox.objects.filter(pk=row.pk).update(created_at=Now() - seconds_ago(seconds))


def test_nothing_owed_is_well(panel: Panel) -> None:
    assert outbox_reasons() == []


def test_owed_for_a_while_is_well(panel: Panel) -> None:
    owe(panel, 59)
    assert outbox_reasons() == []


def test_owed_for_long_is_not(panel: Panel) -> None:
    owe(panel, 61)
    owe(panel, 300)
    owe(panel, 900, done_at=Now())
    assert outbox_reasons() == ["Reports owed for more than a minute: 2, the oldest for 300 s."]


def test_health_page_asks_for_it() -> None:
    assert "panels.consensus.health.outbox_reasons" in settings.HEALTH_CHECKS
