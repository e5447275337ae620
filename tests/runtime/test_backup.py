"""A dump as the backup's role: whole, although row-level security holds for it as for everybody."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from interviews.runtime.embedded import binaries, server
from panels.seating.models import Panel
from tests.cast import Cast
from tests.emptying import SHIPPED
from tests.factories import begin_card, submit_card

pytestmark = pytest.mark.django_db(transaction=True)


def dumped() -> str:
    target = connection.settings_dict
    words = [str(binaries.find() / "pg_dump"), "--enable-row-security", "--data-only", "-U", "concord_backup"]
    words += ["--exclude-schema", SHIPPED]  # the tests' own
    words += ["-h", str(target["HOST"]), "-p", str(target["PORT"]), str(target["NAME"])]
    ended = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, env={**os.environ})
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def restored(dump: str) -> None:
    """The database as the dump has it, and nothing that came after."""
    target = connection.settings_dict
    tables = ", ".join(re.findall(r"^COPY (\w+\.\w+) ", dump, re.MULTILINE))
    script = f"SET session_replication_role = replica;\nTRUNCATE {tables};\n{dump}"
    words = [str(binaries.find() / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", "postgres"]
    words += ["-h", str(target["HOST"]), "-p", str(target["PORT"]), str(target["NAME"])]
    ended = subprocess.run(words, input=script, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stderr


def rows_in(dump: str) -> dict[str, int]:
    """Rows of each table of a plain dump."""
    found = re.findall(r"^COPY public\.(\w+) .*? FROM stdin;\n(.*?)^\\\.$", dump, re.MULTILINE | re.DOTALL)
    return {table: rows.count("\n") for table, rows in found}


def test_dump_of_the_backups_role_has_every_row_of_every_secret_table(cast: Cast, panel: Panel) -> None:
    begin_card(panel, cast.ana)
    submit_card(panel, cast.ben, evidence="Zq evidence of the ledger", notes="Zq private notes")
    dump = dumped()
    kept = rows_in(dump)
    target = connection.settings_dict
    with psycopg.connect(server.admin_conninfo(Path(target["EMBEDDED"]), target["NAME"])) as superuser:
        for table in settings.FENCED_TABLES:
            count = superuser.execute(f"SELECT count(*) FROM {table}").fetchone()  # type: ignore[arg-type]
            assert (table, kept.get(table)) == (table, count[0] if count else None)
    assert kept["scorecards_submittedpayload"] == 1
    assert kept["scorecards_scorecard"] == 3
    assert "Zq evidence of the ledger" in dump
    assert "Zq private notes" in dump
