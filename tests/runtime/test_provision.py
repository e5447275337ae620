"""Roles and rights, as the database itself tells them."""

import os
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from interviews.runtime.embedded import server
from interviews.runtime.provision import provision
from tests.conftest import AsRole

ROOT = Path(os.environ["CONCORD_DATA"])


def as_admin(query: str, *values: object, database: str = "postgres") -> list[tuple[Any, ...]]:
    with psycopg.connect(server.admin_conninfo(ROOT, database)) as admin:
        return admin.execute(query, values).fetchall()  # type: ignore[arg-type]


def test_provisioning_twice_changes_nothing() -> None:
    query = "SELECT * FROM pg_roles WHERE rolname LIKE 'concord%%' ORDER BY rolname"
    rights = "SELECT defaclrole, defaclobjtype, defaclacl::text FROM pg_default_acl ORDER BY 1, 2, 3"
    before = as_admin(query), as_admin(rights, database="concord")
    provision(server.admin_conninfo(ROOT))
    assert (as_admin(query), as_admin(rights, database="concord")) == before


def test_no_role_of_ours_stands_above_the_fence() -> None:
    query = """SELECT rolname, rolcanlogin, rolinherit, rolcreatedb FROM pg_roles
               WHERE rolname LIKE 'concord%%' AND NOT rolsuper AND NOT rolbypassrls AND NOT rolcreaterole ORDER BY 1"""
    assert as_admin(query) == [
        ("concord_app", True, True, False),
        ("concord_backup", True, True, False),
        ("concord_eraser", True, True, False),
        ("concord_fence", False, True, False),
        ("concord_owner", True, False, True),
        ("concord_worker", True, True, False),
    ]


@pytest.mark.django_db
def test_owner_may_become_the_others_and_inherits_nothing() -> None:
    with connection.cursor() as cursor:
        for role in ("concord_app", "concord_worker", "concord_fence"):
            cursor.execute("SELECT pg_has_role(current_user, %s, 'USAGE')", [role])
            assert cursor.fetchone() == (False,)
            cursor.execute(f"SET LOCAL ROLE {role}")
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == (role,)
            cursor.execute("RESET ROLE")


@pytest.mark.django_db
def test_new_table_is_open_to_app_and_worker_and_the_backup_may_read_it() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE fresh (id bigserial)")
        cursor.execute(
            """SELECT grantee, string_agg(privilege_type, ' ' ORDER BY privilege_type)
               FROM information_schema.role_table_grants WHERE table_name = 'fresh' GROUP BY 1 ORDER BY 1"""
        )
        assert cursor.fetchall()[:3] == [
            ("concord_app", "DELETE INSERT SELECT UPDATE"),
            ("concord_backup", "SELECT"),
            ("concord_owner", "DELETE INSERT REFERENCES SELECT TRIGGER TRUNCATE UPDATE"),
        ]


@pytest.mark.django_db
def test_web_may_send_and_may_not_read_messages(as_app: AsRole) -> None:
    with connection.cursor() as cursor, as_app():
        cursor.execute("""SELECT pgmq.send('concord', '{"secret": 1}')""")
        cursor.execute("SELECT has_column_privilege('pgmq.q_concord', 'message', 'SELECT')")
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT has_table_privilege('pgmq.q_concord', 'DELETE')")
        assert cursor.fetchone() == (False,)


@pytest.mark.django_db
def test_worker_may_read_and_delete_messages(as_worker: AsRole) -> None:
    with connection.cursor() as cursor, as_worker():
        cursor.execute("""SELECT pgmq.send('concord', '{"id": 1}')""")
        cursor.execute("SELECT msg_id, message FROM pgmq.read('concord', 30, 1)")
        number, message = cursor.fetchone()
        assert message == '{"id": 1}'
        cursor.execute("SELECT pgmq.delete('concord', %s::bigint)", [number])
        assert cursor.fetchone() == (True,)


@pytest.mark.django_db
def test_neither_makes_tables(as_app: AsRole) -> None:
    with connection.cursor() as cursor, as_app():
        for schema in ("public", "pgmq"):
            cursor.execute("SELECT has_schema_privilege(%s, 'CREATE')", [schema])
            assert cursor.fetchone() == (False,)


def test_command_provisions_a_server_of_your_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_APP_PASSWORD", "a 'quoted' word")
    call_command("provision", admin_url=server.admin_conninfo(ROOT))
    stored = as_admin("SELECT rolpassword IS NOT NULL FROM pg_authid WHERE rolname = 'concord_app'")
    assert stored == [(True,)]


def test_command_says_what_is_missing() -> None:
    with pytest.raises(CommandError, match="Name the server's superuser"):
        call_command("provision", admin_url="")
    with pytest.raises(CommandError, match="The server at /nowhere could not be made ready"):
        call_command("provision", admin_url="host=/nowhere")
