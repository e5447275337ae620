"""Empties the database after a test that committed, in place of Django's flush.

Django truncates every table, which makes new files for each of them and its indexes, and then makes content types and
permissions anew. A test leaves a few hundred rows, and deleting those takes a sixth of the work. As a truncation does,
it waits for whoever still writes, and triggers and row-level security have no say: it is a superuser's.
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


def empty(_test: TransactionTestCase) -> None:
    """Stands in for `TransactionTestCase._fixture_teardown`. What waits in the job queue goes as well."""
    found = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    tables = [sql.Identifier(name) for name in sorted(found - KEPT)]
    queues = [sql.Identifier("pgmq", f"q_{queue}") for queue in provision.QUEUES]
    lock = sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(sql.SQL(", ").join(tables))
    deletes = [sql.SQL("DELETE FROM {}").format(table) for table in [*tables, *queues]]
    target = connection.settings_dict
    with psycopg.connect(server.admin_conninfo(Path(target["EMBEDDED"]), target["NAME"])) as superuser:
        superuser.execute("SET LOCAL session_replication_role = replica")
        superuser.execute(sql.SQL("; ").join([lock, *deletes]))
