"""The actor that the database sees, through transactions, savepoints and failures."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from interviews.runtime.actor import acting_as, current_actor

pytestmark = pytest.mark.django_db(transaction=True)


def actor_in_database() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('concord.actor', true)")
        value: str | None = cursor.fetchone()[0]
    return value


def break_transaction() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")


def test_actor_without_anyone_is_empty() -> None:
    with transaction.atomic():
        assert actor_in_database() == ""
    assert current_actor() is None


def test_actor_is_set_at_begin() -> None:
    with acting_as(7), transaction.atomic():
        assert actor_in_database() == "7"


def test_actor_does_not_outlive_its_transaction() -> None:
    with acting_as(7):
        with transaction.atomic():
            pass
        assert actor_in_database() == ""


def test_acting_as_inside_a_transaction_sets_and_restores() -> None:
    with transaction.atomic():
        with acting_as(7):
            assert actor_in_database() == "7"
            with acting_as(8):
                assert actor_in_database() == "8"
            assert actor_in_database() == "7"
            with acting_as(None):
                assert actor_in_database() == ""
            assert actor_in_database() == "7"
        assert actor_in_database() == ""


def test_acting_as_holds_in_a_savepoint() -> None:
    with acting_as(7), transaction.atomic():
        with transaction.atomic():
            assert actor_in_database() == "7"
        assert actor_in_database() == "7"


def test_rolled_back_savepoint_keeps_the_actor_of_now() -> None:
    with transaction.atomic():
        point = transaction.savepoint()
        with acting_as(7):
            transaction.savepoint_rollback(point)
            assert actor_in_database() == "7"
        assert actor_in_database() == ""


def test_exception_restores_the_actor() -> None:
    with transaction.atomic():
        with pytest.raises(ValueError, match="stop"), acting_as(7):
            raise ValueError("stop")
        assert actor_in_database() == ""


def test_broken_transaction_restores_the_actor() -> None:
    with transaction.atomic():
        with pytest.raises(DatabaseError), transaction.atomic(), acting_as(7):
            break_transaction()
        assert actor_in_database() == ""


def test_broken_savepoint_inside_acting_as_keeps_the_actor() -> None:
    with transaction.atomic(), acting_as(7):
        with pytest.raises(DatabaseError), transaction.atomic():
            break_transaction()
        assert actor_in_database() == "7"


def test_transaction_that_failed_leaves_the_next_one_clean() -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), acting_as(7):
        break_transaction()
    with transaction.atomic():
        assert actor_in_database() == ""


def test_connection_closed_inside_is_no_error() -> None:
    with transaction.atomic(), acting_as(7):
        connection.close()
    assert current_actor() is None
    with transaction.atomic():
        assert actor_in_database() == ""


def test_acting_as_opens_no_connection() -> None:
    connection.close()
    with acting_as(7):
        assert connection.connection is None


def test_connection_lost_before_begin_heals_at_the_next_transaction() -> None:
    connection.ensure_connection()
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    with pytest.raises(DatabaseError), transaction.atomic():
        pass
    with acting_as(7), transaction.atomic():
        assert actor_in_database() == "7"
