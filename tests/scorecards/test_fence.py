"""The second fence: raw SQL, as the database roles that the processes use."""

from __future__ import annotations

import psycopg
import pytest
from django.conf import settings
from django.db import Error, connection, transaction

from interviews.runtime.actor import acting_as
from panels.seating.models import Panel
from tests.cast import Cast
from tests.conftest import AsRole
from tests.factories import begin_card, submit_card

pytestmark = pytest.mark.django_db

SECRET_TABLES = (
    "scorecards_scorecard",
    "scorecards_rating",
    "scorecards_keptdraft",
    "scorecards_submittedversion",
    "scorecards_submittedpayload",
)


def rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        found = cursor.fetchone()
    assert found is not None
    return int(found[0])


def refused(sql: str, *, saying: str) -> None:
    with pytest.raises(Error, match=saying), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_every_secret_table_is_under_forced_row_level_security() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind = 'r' ORDER BY 1"
        )
        fenced = {name for (name,) in cursor.fetchall()}
    assert fenced == set(settings.FENCED_TABLES) > set(SECRET_TABLES)


@pytest.mark.parametrize("table", SECRET_TABLES)
def test_without_an_actor_the_app_role_finds_nothing(cast: Cast, panel: Panel, as_app: AsRole, table: str) -> None:
    begin_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with as_app(), acting_as(None):
        assert rows(table) == 0


def test_as_a_rater_only_own_rows_are_there(cast: Cast, panel: Panel, as_app: AsRole) -> None:
    begin_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with as_app(), acting_as(cast.ana.pk):
        assert [rows(table) for table in SECRET_TABLES] == [1, 3, 0, 0, 0]
    with as_app(), acting_as(cast.ben.pk):
        assert [rows(table) for table in SECRET_TABLES] == [1, 3, 0, 1, 1]
    with as_app(), acting_as(cast.hr.pk):
        assert [rows(table) for table in SECRET_TABLES] == [0, 0, 0, 0, 0]


def test_the_worker_reads_submitted_versions_of_revealed_panels_alone(
    cast: Cast, panel: Panel, as_worker: AsRole
) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with as_worker(), acting_as(None):
        assert rows("scorecards_submittedversion") == 0
    submit_card(panel, cast.cleo)
    with as_worker(), acting_as(None):
        assert rows("scorecards_submittedversion") == 3
        assert rows("scorecards_submittedpayload") == 3
        refused("SELECT count(*) FROM scorecards_scorecard", saying="permission denied")
        refused("SELECT count(*) FROM scorecards_rating", saying="permission denied")


def test_nobody_writes_on_another_card(cast: Cast, panel: Panel, as_app: AsRole) -> None:
    begin_card(panel, cast.ana)
    with as_app(), acting_as(cast.ben.pk), connection.cursor() as cursor:
        cursor.execute("UPDATE scorecards_scorecard SET notes = 'mine' WHERE author_id = %s", [cast.ana.pk])
        assert cursor.rowcount == 0
        cursor.execute("UPDATE scorecards_rating SET level = 1")
        assert cursor.rowcount == 0


def test_the_app_may_not_even_ask_to_change_a_submitted_version(cast: Cast, panel: Panel, as_app: AsRole) -> None:
    submit_card(panel, cast.ana)
    with as_app(), acting_as(cast.ana.pk):
        for table in ("scorecards_submittedversion", "scorecards_submittedpayload", "audit_entry"):
            refused(f"UPDATE {table} SET id = id", saying="permission denied")
            refused(f"DELETE FROM {table}", saying="permission denied")
    with acting_as(cast.ana.pk), connection.cursor() as cursor:
        cursor.execute("UPDATE scorecards_submittedversion SET reason = 'x'")
        assert cursor.rowcount == 0


@pytest.mark.django_db(transaction=True)
def test_a_database_superuser_meets_the_triggers(cast: Cast, panel: Panel) -> None:
    submit_card(panel, cast.ana)
    address = connection.settings_dict
    superuser = psycopg.connect(host=address["HOST"], port=address["PORT"], dbname=address["NAME"], user="postgres")
    with superuser as session:
        for sql in (
            "UPDATE scorecards_submittedversion SET reason = 'x'",
            "DELETE FROM scorecards_submittedversion",
            "UPDATE scorecards_submittedpayload SET content = '{}'",
            "DELETE FROM scorecards_submittedpayload",
            "UPDATE audit_entry SET verb = 'x'",
            "DELETE FROM audit_entry",
            "UPDATE seating_panel SET revealed_at = now()",
        ):
            with pytest.raises(psycopg.Error), session.transaction():
                session.execute(sql)
        assert session.execute("SELECT count(*) FROM scorecards_submittedpayload").fetchone() == (1,)
        with session.transaction():
            session.execute("SET LOCAL ROLE concord_eraser")
            assert session.execute("DELETE FROM scorecards_submittedpayload").rowcount == 1
    superuser.close()


def test_revealing_is_refused_to_everybody_but_the_rule(cast: Cast, panel: Panel, as_app: AsRole) -> None:
    refused(f"UPDATE seating_panel SET revealed_at = now() WHERE id = {panel.pk}", saying="reveal_if_complete alone")
    with as_app():
        refused(
            f"UPDATE seating_panel SET revealed_at = now() WHERE id = {panel.pk}", saying="reveal_if_complete alone"
        )
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    panel.refresh_from_db()
    assert panel.state == "revealed"
    refused(f"UPDATE seating_panel SET revealed_at = NULL WHERE id = {panel.pk}", saying="reveal_if_complete alone")


def test_asking_for_the_reveal_too_early_opens_nothing(cast: Cast, panel: Panel, as_app: AsRole) -> None:
    submit_card(panel, cast.ana)
    with as_app(), acting_as(cast.ana.pk), connection.cursor() as cursor:
        cursor.execute("SELECT reveal_if_complete(%s)", [panel.pk])
        assert cursor.fetchone() == ("waiting",)
    panel.refresh_from_db()
    assert panel.revealed_at is None


PINNED = ["search_path=public, pg_temp"]
CALLERS = ["concord_app", "concord_owner", "concord_worker"]


def test_three_functions_answer_across_the_fence_for_panels_and_two_for_kickoffs() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname, r.rolname, p.proconfig, p.prorettype::regtype::text, "
            "ARRAY(SELECT grantee::regrole::text FROM aclexplode(p.proacl) WHERE grantee <> p.proowner ORDER BY 1) "
            "FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner "
            "JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prosecdef AND n.nspname = 'public' ORDER BY 1"
        )
        found = cursor.fetchall()
    assert found == [
        ("audit_join_chain", "concord_fence", PINNED, "trigger", []),
        ("erase_words_about", "concord_eraser", PINNED, "void", ["concord_worker"]),
        ("kickoff_answers", "concord_fence", PINNED, "record", CALLERS[:2]),
        ("own_cards_awaited", "concord_fence", PINNED, "bigint", CALLERS),
        ("panel_progress", "concord_fence", PINNED, "record", CALLERS),
        ("reveal_if_complete", "concord_fence", PINNED, "text", CALLERS),
        ("reveal_kickoff", "concord_fence", PINNED, "text", CALLERS[:2]),
    ]


def test_the_fence_role_can_neither_sign_in_nor_bypass() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls FROM pg_roles WHERE rolname LIKE 'concord%' ORDER BY 1"
        )
        found = cursor.fetchall()
    assert found == [
        ("concord_app", True, False, False),
        ("concord_backup", True, False, False),
        ("concord_eraser", True, False, False),
        ("concord_fence", False, False, False),
        ("concord_owner", True, False, False),
        ("concord_worker", True, False, False),
    ]
