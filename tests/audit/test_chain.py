"""The chain that the database writes: places, links and digests, whatever an insert says."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviews.audit.actions import record
from interviews.audit.chain import digest_of, jsonb_text
from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.seating.models import Panel
from tests.cast import Cast
from tests.conftest import AsRole
from tests.factories import make_panel, make_role, submit_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(cast: Cast) -> Panel:
    return make_panel(
        role=make_role(lead=cast.lead), lead=cast.lead, recruiter=cast.recruiter, raters=[cast.ana, cast.ben]
    )


def heads() -> dict[int, tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE concord_fence")
        cursor.execute("SELECT chain, length, digest FROM audit_head")
        found = {chain: (length, digest) for chain, length, digest in cursor.fetchall()}
        cursor.execute("RESET ROLE")
    return found


def test_each_entry_names_the_one_before_and_the_head_the_last(cast: Cast, panel: Panel) -> None:
    record("panel.planned", actor_id=cast.hr.pk, subject=panel, note="fixed", again=True, nothing=None)
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    for chain in (None, panel.pk):
        entries = list(Entry.objects.chain(chain))
        assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
        assert [entry.previous for entry in entries] == ["", *(entry.digest for entry in entries[:-1])]
        assert [digest_of(entry) for entry in entries] == [entry.digest for entry in entries]
        assert heads()[chain or 0] == (len(entries), entries[-1].digest)
    assert len(Entry.objects.chain(panel.pk)) == 3


def test_an_insert_cannot_choose_its_place_time_or_digest(cast: Cast, panel: Panel, as_app: AsRole) -> None:
    length = len(Entry.objects.chain(panel.pk))
    with as_app(), acting_as(cast.ana.pk), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (panel_id, position, actor_id, verb, subject, details, at, previous, digest) "
            "VALUES (%s, 1, %s, 'forged', '', '{}', '2001-01-01', 'x', 'y')",
            [panel.pk, cast.ana.pk],
        )
    forged = Entry.objects.chain(panel.pk).last()
    assert forged is not None
    assert (forged.position, forged.verb) == (length + 1, "forged")
    assert forged.at > datetime(2026, 1, 1, tzinfo=UTC)
    assert forged.digest == digest_of(forged)


def test_nobody_writes_in_anothers_name(cast: Cast, as_app: AsRole) -> None:
    with as_app(), acting_as(cast.ana.pk), pytest.raises(Exception, match="row-level security"):
        record("seat.declined", actor_id=cast.ben.pk)


def test_the_chain_gives_nothing_back_to_who_acts(cast: Cast, panel: Panel, as_app: AsRole) -> None:
    """Neither the head nor, by a RETURNING, the place tells a rater how many have submitted."""
    with as_app(), acting_as(cast.ana.pk), connection.cursor() as cursor:
        for sql in (
            "SELECT length FROM audit_head",
            "INSERT INTO audit_entry (verb, subject, details) VALUES ('x', '', '{}') RETURNING position",
        ):
            cursor.execute("SAVEPOINT before")
            with pytest.raises(Exception, match=r"permission denied|row-level security"):
                cursor.execute(sql)
            cursor.execute("ROLLBACK TO before")


texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
values = st.one_of(st.none(), st.booleans(), st.integers(-(2**62), 2**62), texts)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(details=st.dictionaries(texts, st.one_of(values, st.lists(values, max_size=3)), max_size=5))
def test_python_writes_json_as_the_database_does(db: None, details: dict[str, object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::jsonb::text", [json.dumps(details)])
        assert cursor.fetchone() == (jsonb_text(details),)
