"""The backend's guard over the fenced tables."""

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from psycopg import sql

from interviews.runtime.database.base import OutsideTransaction
from interviews.runtime.models import Heartbeat

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fenced_heartbeat(settings: LazySettings) -> None:
    settings.FENCED_TABLES = ("runtime_heartbeat",)


def test_fenced_table_outside_a_transaction_raises() -> None:
    with pytest.raises(OutsideTransaction) as raised:
        Heartbeat.objects.first()
    assert str(raised.value) == (
        "runtime_heartbeat may be used only inside a transaction: wrap the query in transaction.atomic(), "
        "so that the database knows who asks."
    )


def test_fenced_table_raises_for_composed_sql() -> None:
    query = sql.SQL("SELECT * FROM {}").format(sql.Identifier("runtime_heartbeat"))
    with connection.cursor() as cursor, pytest.raises(OutsideTransaction):
        cursor.execute(query)


def test_fenced_table_raises_for_a_streamed_query() -> None:
    with pytest.raises(OutsideTransaction):
        list(Heartbeat.objects.iterator())


def test_fenced_table_inside_a_transaction_answers() -> None:
    with transaction.atomic():
        assert list(Heartbeat.objects.all()) == []


def test_other_table_outside_a_transaction_answers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'runtime_heartbeats'")
        assert cursor.fetchone() == ("runtime_heartbeats",)
