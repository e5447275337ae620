"""The database's clock decides: several machines may disagree about the time, one database does not."""

from datetime import datetime

from django.db import connection


def transaction_time() -> datetime:
    """The time at which the running transaction began (aware); the same for all that it writes."""
    return _ask("SELECT now()")


def time_under_lock() -> datetime:
    """The time at this moment (aware): whoever waited for a lock gets a later one than who held it before."""
    return _ask("SELECT clock_timestamp()")


def _ask(sql: str) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    assert row is not None
    at: datetime = row[0]
    return at
