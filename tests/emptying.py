"""Empties the database after a test that committed, in place of Django's flush.

Django truncates every table, which makes new files for each of them and its indexes, and then makes content types and
permissions anew. A test leaves a few hundred rows, and deleting those takes a sixth of the work. As a truncation does,
it waits for whoever still writes, and triggers and row-level security have no say: it is a superuser's.

What the migrations brought along (the library, the five-level scale) is there again afterwards, whatever the test made
of it, so that tests may come in any order.
"""

from __future__ import annotations

from pathlib import Path

import psycopg
from django.db import connection
from django.test import TransactionTestCase
from psycopg import sql

from interviews.runtime import provision
from interviews.runtime.embedded import server

KEPT = {"django_content_type", "auth_permission"}  # what a flush makes anew, the same each time
WITHOUT_A_MODEL = {"runtime_counters"}  # the database cache's
SHIPPED = "shipped"  # the schema that holds the rows as the migrations left them


def remember() -> None:
    """Put aside what a new database holds; once, before any test."""
    with _superuser() as superuser:
        superuser.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(SHIPPED)))
        for table in _tables():
            name, kept = sql.Identifier(table), sql.Identifier(SHIPPED, table)
            if superuser.execute(sql.SQL("SELECT FROM {} LIMIT 1").format(name)).fetchone() is not None:
                superuser.execute(sql.SQL("CREATE TABLE {} AS TABLE {}").format(kept, name))


def empty(_test: TransactionTestCase) -> None:
    """Stands in for `TransactionTestCase._fixture_teardown`. What waits in the job queue goes as well."""
    tables = [sql.Identifier(name) for name in _tables()]
    queues = [sql.Identifier("pgmq", f"q_{queue}") for queue in provision.QUEUES]
    lock = sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(sql.SQL(", ").join(tables))
    deletes = [sql.SQL("DELETE FROM {}").format(table) for table in [*tables, *queues]]
    with _superuser() as superuser:
        shipped = superuser.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [SHIPPED]).fetchall()
        returns = [
            sql.SQL("INSERT INTO {} TABLE {}").format(sql.Identifier(table), sql.Identifier(SHIPPED, table))
            for (table,) in shipped
        ]
        superuser.execute("SET LOCAL session_replication_role = replica")
        superuser.execute(sql.SQL("; ").join([lock, *deletes, *returns]))


def _tables() -> list[str]:
    found = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    return sorted((found | WITHOUT_A_MODEL) - KEPT)


def _superuser() -> psycopg.Connection[tuple[object, ...]]:
    target = connection.settings_dict
    return psycopg.connect(server.admin_conninfo(Path(target["EMBEDDED"]), target["NAME"]))
