"""What the fence lets whom write, and the two functions' finer points: found missing by `make mutation-site`."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.audit.models import Entry
from interviews.roles.models import Role
from interviews.runtime.actor import acting_as
from panels.consensus.actions.building import build_report
from panels.consensus.models import Report
from panels.scorecards.models import SubmittedPayload, SubmittedVersion
from panels.seating.models import Panel, Seat
from tests.cast import Cast
from tests.conftest import AsRole
from tests.factories import add_seat, make_candidate, make_panel, make_role, send_out, submit_card

pytestmark = pytest.mark.django_db


def asked(sql: str, *values: object) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row else None


def refused(sql: str, *values: object) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        asked(sql, *values)


def test_an_entry_of_the_audit_is_written_as_oneself_or_as_nobody(cast: Cast, as_app: AsRole) -> None:
    with as_app(), acting_as(cast.ana.pk):
        for actor in (cast.ana.pk, None):
            record("role.changed", actor_id=actor)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            record("role.changed", actor_id=cast.hr.pk)
    with acting_as(cast.hr.pk):
        assert set(Entry.objects.filter(verb="role.changed").values_list("actor_id", flat=True)) == {cast.ana.pk, None}


def test_an_analysis_is_kept_as_ones_own(cast: Cast, as_app: AsRole) -> None:
    insert = (
        "INSERT INTO consensus_analysis (uuid, owner_id, name, content, scale, item_effect, asked_at, attempts, step, "
        "failure, problems) VALUES (gen_random_uuid(), %s, 'x.csv', '', '', true, now(), 0, 0, '', '[]') RETURNING id"
    )
    with as_app(), acting_as(cast.hr.pk):
        assert asked(insert, cast.hr.pk)
        refused(insert, cast.ana.pk)


def test_the_worker_writes_a_report_of_an_open_panel_alone(cast: Cast, panel: Panel, as_worker: AsRole) -> None:
    """Another panel of the same role is open."""
    other = make_panel(role=panel.role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate("Omar Said"))
    submit_card(other, cast.ana)
    insert = (
        "INSERT INTO consensus_report (uuid, panel_id, digest, method, with_late, content, built_at) "
        "VALUES (gen_random_uuid(), %s, %s, 'measures 1', false, '{}', now()) RETURNING id"
    )
    with as_worker():
        assert asked(insert, other.pk, "1" * 64)
        refused(insert, panel.pk, "2" * 64)


def test_the_worker_reads_payloads_of_open_panels_alone(cast: Cast, panel: Panel, as_worker: AsRole) -> None:
    other = make_panel(role=panel.role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate("Omar Said"))
    submit_card(panel, cast.ana)
    submit_card(other, cast.ana)
    with as_worker():
        assert list(SubmittedPayload.objects.values_list("panel_id", flat=True)) == [other.pk]


def test_somebody_elses_excuse_takes_nothing_away(cast: Cast, panel: Panel) -> None:
    add_seat(panel, cast.outsider)
    send_out(panel)
    Seat.objects.filter(panel=panel, interviewer=cast.outsider).update(state="excused", state_reason="ill")
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    with acting_as(cast.ana.pk):
        assert asked("SELECT concord_panel_open(%s)", panel.pk) is True
    with acting_as(cast.outsider.pk):
        assert asked("SELECT concord_panel_open(%s)", panel.pk) is False


def test_entries_of_a_draft_panel_are_hidden_from_its_candidate_alone(cast: Cast, role: Role) -> None:
    """Another candidate, who is the HR admin, waits beside it."""
    make_candidate("Hana herself", user=cast.hr)
    own = make_panel(role=role, lead=cast.lead, candidate=make_candidate("Hana", user=cast.hr), send=False)
    draft = make_panel(role=role, lead=cast.lead, candidate=make_candidate("Omar Said"), send=False)
    with acting_as(cast.hr.pk):
        shown = [asked("SELECT concord_audit_shows(%s)", panel.pk) for panel in (own, draft)]
    assert shown == [False, True]


@pytest.mark.parametrize(("cards", "answer"), [(0, "too_few"), (1, "too_few"), (2, "revealed"), (3, "revealed")])
def test_closing_needs_two_scorecards(cast: Cast, role: Role, cards: int, answer: str) -> None:
    people = [cast.ana, cast.ben, cast.cleo, cast.outsider]
    panel = make_panel(role=role, lead=cast.lead, raters=people)
    for rater in people[:cards]:
        submit_card(panel, rater)
    Panel.objects.filter(pk=panel.pk).update(closed_at=panel.sent_at, closed_by=cast.lead, closing_reason="Time is up.")
    assert asked("SELECT reveal_if_complete(%s)", panel.pk) == answer
    assert asked("SELECT reveal_if_complete(%s)", panel.pk) == ("not_open" if answer == "revealed" else answer)


def test_opening_notes_who_is_missing_and_nobody_else(cast: Cast, role: Role) -> None:
    """One submitted, one did not; a shadow each way; an informed one; an excused one; and a seat on another panel."""
    shadows = [cast.employee, cast.outsider]
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben, cast.cleo], send=False)
    for shadow in shadows:
        add_seat(panel, shadow, kind="shadow")
    add_seat(panel, cast.hr, kind="informed")
    add_seat(panel, cast.recruiter)
    send_out(panel)
    other = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.cleo], candidate=make_candidate("Omar Said"))
    Seat.objects.filter(panel=panel, interviewer=cast.recruiter).update(state="excused", state_reason="ill")
    for rater in (cast.ana, cast.ben, cast.employee):
        submit_card(panel, rater)
    Panel.objects.filter(pk=panel.pk).update(closed_at=panel.sent_at, closed_by=cast.lead, closing_reason="Time is up.")
    assert asked("SELECT reveal_if_complete(%s)", panel.pk) == "revealed"
    states = dict(panel.seats.values_list("interviewer__name", "state"))
    assert states == {
        "Ana Petrov": "active",
        "Ben Okafor": "active",
        "Cleo Martin": "missing",
        "Edda Falk": "active",
        "Otto Brandt": "missing",
        "Hana Adeyemi": "active",
        "Rosa Lindqvist": "excused",
    }
    assert set(panel.seats.filter(state="missing").values_list("state_reason", "state_by")) == {
        ("Time is up.", cast.lead.pk)
    }
    assert set(other.seats.values_list("state", flat=True)) == {"active"}


def measured(role: Role, user: User) -> bool:
    with acting_as(user.pk):
        return bool(asked("SELECT concord_role_measured(%s)", role.pk))


def test_measures_of_a_role_are_hrs_and_its_own_leads(cast: Cast, role: Role) -> None:
    """Nobody's who applies for it; applying elsewhere takes nothing away."""
    other = make_role("Data Engineer", lead=cast.ben)
    applicant = cast.employee
    applicant.is_hr_admin = True
    applicant.save()
    make_panel(role=other, lead=cast.ben, candidate=make_candidate("Edda Falk", user=applicant), send=False)
    make_panel(role=role, lead=cast.lead, candidate=make_candidate("Omar Said"), send=False)
    people = (cast.hr, cast.lead, cast.ben, cast.recruiter, cast.ana, cast.superuser, applicant)
    assert [measured(role, user) for user in people] == [True, True, False, False, False, False, True]
    assert [measured(other, user) for user in people] == [True, False, True, False, False, False, False]
    cast.hr.is_active = False
    cast.hr.save()
    assert not measured(role, cast.hr)
    with acting_as(None):
        assert asked("SELECT concord_role_measured(%s)", role.pk) is False


def test_a_version_is_submitted_as_ones_own(cast: Cast, panel: Panel, as_app: AsRole) -> None:
    submit_card(panel, cast.ana)
    with acting_as(cast.ana.pk):
        version = SubmittedVersion.objects.values().get(author=cast.ana)
    again = {**version, "id": None, "uuid": uuid4(), "number": 2}
    with as_app(), acting_as(cast.ben.pk), pytest.raises(DatabaseError, match="row-level"), transaction.atomic():
        SubmittedVersion.objects.bulk_create([SubmittedVersion(**again)])


def test_the_worker_reads_reports_of_open_panels_alone(cast: Cast, panel: Panel, as_worker: AsRole) -> None:
    """A panel that were closed again, which nothing can do, would close its report as well."""
    other = make_panel(role=panel.role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate("Omar Said"))
    submit_card(other, cast.ana)
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    with as_worker():
        for one in (panel, other):
            build_report(panel_id=one.pk)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE seating_panel DISABLE TRIGGER USER")
    Panel.objects.filter(pk=panel.pk).update(revealed_at=None)
    with as_worker():
        assert list(Report.objects.values_list("panel_id", flat=True)) == [other.pk]
