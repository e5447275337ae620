"""Who may do what to a secret row, for every table, database role and verb; and that nothing submitted ever changes."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import Error, connection, transaction
from psycopg import sql

from interviews.runtime.actor import acting_as
from interviews.runtime.embedded import server
from panels.consensus.actions.building import build_report
from panels.consensus.models import Report
from panels.decisions.actions import decide
from panels.seating.models import Panel
from tests.cast import Cast
from tests.conftest import _role
from tests.factories import submit_card

ROLES = ("app", "worker", "eraser", "backup", "fence")
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
# S(elect), I(nsert), U(pdate), D(elete): rights on the table or on one of its columns, in the order of ROLES
RIGHTS = {
    "audit_entry": ("SI", "I", "I", "S", ""),
    "audit_head": ("", "", "", "S", "SIU"),
    "roles_kickoffvote": ("SIU", "", "", "S", "S"),
    "scorecards_scorecard": ("SIU", "", "SU", "S", "S"),
    "scorecards_rating": ("SIUD", "", "SU", "S", ""),
    "scorecards_keptdraft": ("SIUD", "", "SD", "S", ""),
    "scorecards_submittedversion": ("SI", "S", "SU", "S", ""),
    "scorecards_submittedpayload": ("SI", "S", "SD", "S", ""),
    "consensus_report": ("S", "SI", "", "S", ""),
    "consensus_rolemeasures": ("S", "SID", "", "S", ""),
    "consensus_interviewerfigures": ("S", "SID", "", "S", ""),
    "consensus_analysis": ("SIUD", "SU", "", "S", ""),
    "consensus_printout": ("SID", "SUD", "SD", "S", ""),
    "decisions_decision": ("SI", "", "SU", "S", ""),
    "decisions_stance": ("SIU", "", "SU", "S", ""),
    "decisions_debrief": ("SI", "", "S", "S", ""),
    "decisions_debriefitem": ("SIU", "", "SU", "S", ""),
}
REFUSALS = {"42501", "P0001", "23000"}  # no right, a trigger's word, a broken constraint
FOR_EVER = {
    "audit_entry": "verb = 'x'",
    "audit_head": "length = 0",
    "scorecards_submittedversion": "reason = 'x'",
    "scorecards_submittedpayload": "content = '{}'",
    "consensus_report": "content = '{}'",
    "decisions_decision": "outcome = 'offer'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("table", settings.FENCED_TABLES)
def test_rights_of_every_role_on_every_secret_table(table: str) -> None:
    asked = (
        "SELECT string_agg(left(verb, 1), '' ORDER BY place) FROM unnest(%s::text[]) WITH ORDINALITY AS v(verb, place) "
        "WHERE has_table_privilege(%s, %s, verb) "
        "OR verb IN ('SELECT', 'INSERT', 'UPDATE') AND has_any_column_privilege(%s, %s, verb)"
    )
    found = []
    with connection.cursor() as cursor:
        for role in ROLES:
            name = f"concord_{role}"
            cursor.execute(asked, [list(VERBS), name, table, name, table])
            row = cursor.fetchone()
            found.append(row[0] or "" if row else "")
    assert (table, tuple(found)) == (table, RIGHTS[table])


@pytest.fixture
def decided(panel: Panel, cast: Cast) -> Panel:
    """All in, a report, a decision: a row in each table of FOR_EVER."""
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    with _role("concord_worker"):
        report: Report = build_report(panel_id=panel.pk)
    with acting_as(cast.lead.pk), transaction.atomic():
        decide(
            panel=panel,
            actor=cast.lead,
            outcome="advance",
            owner=cast.lead,
            reasons="Strong where it counts.",
            report_digest=report.digest,
        )
    return panel


def all_rows(table: str) -> tuple[int, str]:
    """How many, and a digest over all that they say: as a superuser, whom no policy binds."""
    target = connection.settings_dict
    with psycopg.connect(server.admin_conninfo(Path(target["EMBEDDED"]), target["NAME"])) as superuser:
        name = sql.Identifier(table)
        asked = sql.SQL("SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {} t").format(name)
        row = superuser.execute(asked).fetchone()
    assert row is not None
    return int(row[0]), str(row[1])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", FOR_EVER)
def test_nobody_changes_what_stands_for_ever(decided: Panel, cast: Cast, table: str) -> None:
    """The owner of the tables too, each acting as nobody, as the author and as the lead."""
    before = all_rows(table)
    assert before[0] > 0
    for role in ("owner", *ROLES):
        for actor in (None, cast.ana.pk, cast.lead.pk):
            for statement in (
                f"UPDATE {table} SET {FOR_EVER[table]}",
                f"DELETE FROM {table}",
                f"TRUNCATE {table} CASCADE",
            ):
                if (role, statement.split()[0], table) == ("eraser", "DELETE", "scorecards_submittedpayload"):
                    continue  # that is what it is there for: tests/overview/erasing
                if (role, statement.split()[0], table) == ("fence", "UPDATE", "audit_head"):
                    continue  # it moves the end of a chain along, inside its trigger; nobody signs in as it
                attempt(role, actor, statement)
                assert (role, statement, all_rows(table)) == (role, statement, before)


def attempt(role: str, actor: int | None, statement: str) -> None:
    """Refused by a right or a trigger, or without effect for want of rows that could be seen."""
    try:
        with _role(f"concord_{role}"), acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except Error as refused:
        if getattr(refused.__cause__, "sqlstate", "") not in REFUSALS:
            raise
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("scorecards_submittedversion", ("receipt = 'x'", "number = 7", "reason = 'other words'")),
        ("decisions_decision", ("outcome = 'offer'", "number = 7", "reasons = 'other words'", "report_digest = 'x'")),
    ],
)
def test_eraser_clears_words_and_nothing_else(decided: Panel, table: str, columns: tuple[str, ...]) -> None:
    before = all_rows(table)
    for change in columns:
        attempt("eraser", None, f"UPDATE {table} SET {change}")
        assert (change, all_rows(table)) == (change, before)
