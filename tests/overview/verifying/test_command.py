"""`manage.py verify`: its words, its JSON, its exit codes. What it finds is tested on the demo organisation."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from panels.consensus.models import Outbox
from panels.overview.management.commands import verify
from panels.seating.models import Panel
from tests.cast import Cast
from tests.conftest import _role
from tests.factories import submit_card

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_the_backup_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command's own connection would not see what this test has not committed."""
    monkeypatch.setattr(verify, "use_role", lambda _role: None)


def run(*words: str) -> tuple[int, str]:
    out = StringIO()
    code = 0
    with _role("concord_backup"):
        try:
            call_command("verify", *words, stdout=out)
        except SystemExit as ended:
            code = int(ended.code or 0)
    return code, out.getvalue().strip()


def test_empty_site_is_whole() -> None:
    assert run() == (0, "Nothing broken in 0 panels.")


def test_broken_panel_is_named_without_a_word_of_anybody(panel: Panel, cast: Cast) -> None:
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater, evidence="Zq secret words")
    Outbox.objects.all().delete()
    code, words = run("--panel", str(panel.uuid))
    assert code == 1
    assert f"panel {panel.uuid}: scorecards are open, and neither a report is there nor one owed" in words
    assert "Zq" not in words
    assert words.endswith(" broken in 1 panel.")


def test_json_has_the_same(panel: Panel) -> None:
    """The test's panel was sent without the action that records it."""
    code, words = run("--json")
    found = json.loads(words)
    assert (code, found["panels"]) == (1, 1)
    where = f"panel {panel.uuid}"
    assert {"where": where, "what": "sent_at and the audit disagree about whether “panel.sent” happened"} in found[
        "broken"
    ]


def test_unknown_panel_is_wrong_usage() -> None:
    with pytest.raises(CommandError, match="There is no panel") as refused, _role("concord_backup"):
        call_command("verify", "--panel", "00000000-0000-4000-8000-000000000000")
    assert refused.value.returncode == 2


def test_the_backups_role_reads_every_table_and_writes_none() -> None:
    with _role("concord_backup"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r' "
            "AND n.nspname IN ('public', 'pgmq') AND NOT has_table_privilege(pg_class.oid, 'SELECT')"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r' "
            "AND n.nspname IN ('public', 'pgmq') "
            "AND has_table_privilege(pg_class.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND NOT EXISTS (SELECT FROM pg_policies "
            "WHERE tablename = relname AND policyname = 'backup_reads' AND qual = 'true')"
        )
        assert cursor.fetchall() == []
