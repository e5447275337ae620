"""The fence's faults: row-level security's policies and the functions that they ask, as they stand in the database.

Read from PostgreSQL itself and not from the migrations, several of which say the same policy anew. What PostgreSQL does
not take is no mutant; a policy's whole condition gives way to `true` as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import psycopg

from tests.mutation.mutants import Mutant, difference

SCORECARDS, CONSENSUS = "tests/scorecards/", "tests/consensus/"
RULE = (
    f"{SCORECARDS}test_blinding.py",
    f"{SCORECARDS}test_clocks.py",
    f"{SCORECARDS}test_fence.py",
    f"{SCORECARDS}test_fence_writes.py",
    f"{SCORECARDS}test_immutable.py",
    "tests/overview/test_audit.py",
    "tests/seating/test_recusing.py",
)
EVERY_TABLE = (
    *RULE,
    f"{CONSENSUS}test_rights.py",
    f"{CONSENSUS}test_analyses.py",
    f"{CONSENSUS}views/test_figures.py",
    "tests/decisions/test_actions.py",
    "tests/decisions/test_debriefing.py",
    "tests/roles/test_kickoffs.py",
)
KICKOFFS = ("tests/roles/test_kickoffs.py",)
OPENING = (
    f"{SCORECARDS}test_fence_writes.py",
    f"{SCORECARDS}test_actions.py",
    f"{SCORECARDS}test_chasing_actions.py",
    f"{SCORECARDS}test_fence.py",
)
FENCE: dict[str, tuple[str, ...]] = {
    "policies": EVERY_TABLE,
    "concord_panel_open": RULE,
    "concord_stands_apart": RULE,
    "concord_progress_shows": RULE,
    "concord_audit_shows": RULE,
    "concord_role_measured": RULE,
    "panel_progress": RULE,
    "reveal_if_complete": OPENING,
    "concord_kickoff_open": KICKOFFS,
    "kickoff_answers": KICKOFFS,
    "reveal_kickoff": KICKOFFS,
}
SWAPS = [
    (r"\bAND\b", "OR"),
    (r"\bOR\b", "AND"),
    (r"\bNOT (?=EXISTS|\(|\w+\.|concord)", ""),
    (r"(?<=[\w)]) = (?=[\w('])", " <> "),
    (r" <> ", " = "),
    (r" > ", " >= "),
    (r" > ", " < "),
    (r" < ", " <= "),
    (r" < ", " > "),
    (r"\bIS NOT NULL\b", "IS NULL"),
    (r"\bIS NULL\b", "IS NOT NULL"),
    (r"\bIS DISTINCT FROM\b", "IS NOT DISTINCT FROM"),
    (r"\bIN \('(\w+)', ", "IN ("),
    (r"ARRAY\['(\w+)'::character varying, ", "ARRAY["),
    (r"\b14 days\b", "15 days"),
    (r"\b14 days\b", "13 days"),
    (r"(?<=[<>] )0\b", "1"),
    (r"(?<=[<>] )2\b", "3"),
    (r"(?<=[<>] )2\b", "1"),
    (r"(?<== )0\b", "1"),
]


def fence_mutants(database: psycopg.Connection, name: str) -> list[Mutant]:
    """Each of one part of FENCE, tried on the database and taken back."""
    statements = _policies(database) if name == "policies" else _function(database, name)
    found = {}
    for said, sql in statements:
        try:
            with database.transaction(force_rollback=True):
                database.execute(sql)  # type: ignore[call-overload]
        except psycopg.Error:
            continue
        found[said] = Mutant(0, said, sql)
    return list(found.values())


def _policies(database: psycopg.Connection) -> Iterator[tuple[str, str]]:
    """Those of the roles that people and jobs come as."""
    asked = (
        "SELECT tablename, policyname, qual, with_check FROM pg_policies WHERE schemaname = 'public' "
        "AND roles && '{concord_app,concord_worker,concord_owner}' ORDER BY 1, 2"
    )
    for table, policy, qual, check in database.execute(asked):
        for word, condition in (("USING", qual), ("WITH CHECK", check)):
            if condition not in {None, "true"}:
                where = f"{table} {policy} {word}"
                for faulty in [*_faulty(condition), "true"]:
                    sql = f"ALTER POLICY {policy} ON {table} {word} ({faulty})"
                    yield f"{where}: {difference(_flat(condition), _flat(faulty))}", sql


def _function(database: psycopg.Connection, name: str) -> Iterator[tuple[str, str]]:
    row = database.execute("SELECT pg_get_functiondef(%s::regproc)", [name]).fetchone()
    if row is None:
        return
    head, body, tail = str(row[0]).split("$function$")
    for faulty in _faulty(body):
        sql = f"{head}$function${faulty}$function${tail}"
        yield f"{name}: {difference(_flat(body), _flat(faulty))}", sql


def _faulty(sql: str) -> Iterator[str]:
    for pattern, other in SWAPS:
        for match in re.finditer(pattern, sql):
            yield sql[: match.start()] + other + sql[match.end() :]


def _flat(sql: str) -> str:
    return " ".join(sql.split())
