"""The database's clock decides: several machines may disagree about the time, one database does not."""

from datetime import datetime

from django.db import connection


def transaction_time() -> datetime:
    """The time at which the running transaction began, as the database has it (aware)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        row = cursor.fetchone()
    assert row is not None
    at: datetime = row[0]
    return at
