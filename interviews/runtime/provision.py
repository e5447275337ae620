"""The database's roles, its rights and its job queue, on the embedded server and on one of your own alike.

Everything here needs rights that no Concord process has later on, so it happens once and beforehand. Doing it
again changes nothing but passwords.

| role | who |
| --- | --- |
| concord_owner | owns every table, runs the migrations; may become fence, app and worker but inherits nothing |
| concord_app | the web server and the commands |
| concord_worker | the Celery worker and beat |
| concord_fence | nobody signs in: owns the two functions that cross row-level security |
| concord_eraser | deletes what a person asked to have erased |
| concord_backup | reads everything and writes nothing: backups, `manage.py verify` |
"""

from collections.abc import Mapping
from typing import Any, LiteralString

import psycopg
from pgmq.install import get_embedded_install_sql
from psycopg import sql

VERSION = "3"  # counted up whenever this file would leave something different behind
QUEUES = ("concord",)
OWNER = "concord_owner"
ATTRIBUTES: dict[str, LiteralString] = {
    OWNER: "LOGIN CREATEDB NOINHERIT",
    "concord_app": "LOGIN",
    "concord_worker": "LOGIN",
    "concord_fence": "NOLOGIN",
    "concord_eraser": "LOGIN",
    "concord_backup": "LOGIN",
}
OWNER_MAY_BECOME = ("concord_fence", "concord_app", "concord_worker", "concord_eraser", "concord_backup")
SERVES = ("concord_app", "concord_worker")
QUIET = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}
"""A refused statement holds what somebody typed, and the detail of a refusal quotes the row: no log has either."""
LOCK = 7_266_923_001  # any number, the same for all who provision


def conninfo(base: str = "", **parts: str | int | None) -> str:
    return psycopg.conninfo.make_conninfo(base, **parts)


def provision(admin: str, *, database: str = "concord", passwords: Mapping[str, str] | None = None) -> None:
    """Make roles, database, rights and queues where they are missing.

    `admin` is a connection string of a superuser, or of a role that may make roles and databases. `passwords`
    are by role name; a role without one can sign in only where the server asks for none.
    """
    with psycopg.connect(admin, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        for role in ATTRIBUTES:
            _make_role(server, role, (passwords or {}).get(role))
        _make_memberships(server)
        if _is_superuser(server):
            _keep_content_out_of_the_log(server)
        if not _exists(server, "SELECT FROM pg_database WHERE datname = %s", database):
            owned = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'")
            server.execute(owned.format(sql.Identifier(database), sql.Identifier(OWNER)))
        with psycopg.connect(conninfo(admin, dbname=database), autocommit=True) as inside:
            _give_rights(inside, database)
            _make_queues(inside)


def _make_role(server: psycopg.Connection[Any], role: str, password: str | None) -> None:
    verb = sql.SQL("ALTER" if _exists(server, "SELECT FROM pg_roles WHERE rolname = %s", role) else "CREATE")
    name, attributes = sql.Identifier(role), sql.SQL(ATTRIBUTES[role])
    server.execute(sql.SQL("{} ROLE {} {}").format(verb, name, attributes))
    if password is not None:
        server.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(password)))


def _make_memberships(server: psycopg.Connection[Any]) -> None:
    """Without inheriting: a migration sees secret rows only where it says SET ROLE."""
    for role in OWNER_MAY_BECOME:
        server.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(OWNER)))
    if not _is_superuser(server):
        server.execute(sql.SQL("GRANT {} TO current_user").format(sql.Identifier(OWNER)))


def _keep_content_out_of_the_log(server: psycopg.Connection[Any]) -> None:
    """Only a superuser may: on a server where nobody is one, whoever runs it sets the same for the database."""
    for role in ATTRIBUTES:
        for name, value in QUIET.items():
            change = sql.SQL("ALTER ROLE {} SET {} = {}")
            server.execute(change.format(sql.Identifier(role), sql.Identifier(name), sql.Literal(value)))


def _is_superuser(server: psycopg.Connection[Any]) -> bool:
    return _exists(server, "SELECT FROM pg_roles WHERE rolname = current_user AND rolsuper")


def _give_rights(inside: psycopg.Connection[Any], database: str) -> None:
    """Default privileges are a database's own, so a copy of this one as a template has them too."""
    inside.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
    inside.execute("ALTER SCHEMA public OWNER TO concord_owner")
    inside.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    for role in ATTRIBUTES:
        who = sql.Identifier(role)
        inside.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(database), who))
        inside.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(who))
    for role in SERVES:
        for rights in ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT ON SEQUENCES"):
            inside.execute(
                sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public GRANT {} TO {}").format(
                    sql.Identifier(OWNER), sql.SQL(rights), sql.Identifier(role)
                )
            )


def _make_queues(inside: psycopg.Connection[Any]) -> None:
    """The embedded broker's tables, owned by the owner: who sends and who receives makes and owns nothing."""
    with inside.transaction():
        inside.execute("CREATE SCHEMA IF NOT EXISTS pgmq AUTHORIZATION concord_owner")
        inside.execute("SET LOCAL ROLE concord_owner")
        if not _exists(inside, "SELECT FROM pg_tables WHERE schemaname = 'pgmq' AND tablename = 'meta'"):
            inside.execute(get_embedded_install_sql())
        for queue in QUEUES:
            if not _exists(inside, "SELECT FROM pgmq.meta WHERE queue_name = %s", queue):
                inside.execute("SELECT pgmq.create(%s)", [queue])
                inside.execute("SELECT pgmq.enable_notify_insert(%s, 0)", [queue])
            _open_queue(inside, sql.Identifier("pgmq", f"q_{queue}"))
        inside.execute("GRANT USAGE ON SCHEMA pgmq TO concord_app, concord_worker, concord_backup")
        inside.execute("GRANT SELECT ON ALL TABLES IN SCHEMA pgmq TO concord_backup")
        inside.execute("GRANT SELECT ON ALL SEQUENCES IN SCHEMA pgmq TO concord_backup")
        inside.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgmq TO concord_app, concord_worker")
        inside.execute("GRANT SELECT ON pgmq.meta TO concord_app, concord_worker")
        inside.execute("GRANT SELECT, UPDATE ON pgmq.notify_insert_throttle TO concord_app, concord_worker")


def _open_queue(inside: psycopg.Connection[Any], table: sql.Identifier) -> None:
    """The web may put a message in and cannot read those that lie there."""
    inside.execute(sql.SQL("GRANT INSERT, SELECT (msg_id) ON {} TO concord_app").format(table))
    inside.execute(sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO concord_worker").format(table))


def _exists(connection: psycopg.Connection[Any], query: LiteralString, *values: str) -> bool:
    return connection.execute(query, values).fetchone() is not None
