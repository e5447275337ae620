"""The debrief: begun by the lead, an order by lot, notes that lose nothing, and nothing for who may not read."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from interviews.accounts.models import User
from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.decisions.debriefing import ChangedMeanwhile, note_item, start_debrief
from panels.decisions.models import Debrief, DebriefItem
from panels.seating.models import Panel
from tests.cast import Cast
from tests.conftest import AsRole
from tests.decisions.conftest import Build, Decide
from tests.factories import make_candidate, make_panel, submit_card

pytestmark = pytest.mark.django_db


def begin(panel: Panel, actor: User | None = None) -> Debrief:
    who = actor or panel.lead
    with acting_as(who.pk):
        return start_debrief(panel=panel, actor=who)


def first(panel: Panel) -> DebriefItem:
    with acting_as(panel.lead_id):
        return DebriefItem.objects.select_related("debrief").get(position=1)


def write(panel: Panel, **said: Any) -> DebriefItem:
    with acting_as(panel.lead_id):
        item = first(panel)
        given = {"kind": "questions", "note": "She was asked two things.", "version": item.version, **said}
        return note_item(item=item, actor=panel.lead, **given)


@pytest.fixture
def ready(split: Panel, build: Build) -> Panel:
    build(split)
    return split


def test_begin_lays_out_the_agenda_and_draws_who_speaks(ready: Panel, cast: Cast, build: Build) -> None:
    """Another panel has a newer report, on which nothing is split."""
    other = make_panel(role=ready.role, lead=cast.lead, raters=[cast.ana, cast.ben], candidate=make_candidate("Omar"))
    for rater in (cast.ana, cast.ben):
        submit_card(other, rater)
    build(other)
    debrief = begin(ready)
    with acting_as(cast.lead.pk):
        items = list(debrief.items.values_list("position", "competency__name"))
    assert items == [(1, "System design")]
    assert debrief.order[-1] == cast.lead.pk
    assert set(debrief.order) == {cast.ana.pk, cast.ben.pk, cast.cleo.pk, cast.lead.pk}
    assert debrief.report_digest == build(ready).digest
    entry = Entry.objects.get(verb="debrief.started", actor_id=cast.lead.pk, panel_id=ready.pk)
    assert (entry.subject_id, entry.details) == (debrief.pk, {"report": debrief.report_digest})


def test_order_is_by_lot(ready: Panel, cast: Cast) -> None:
    """Of sixty draws each of three comes first now and then: by chance missed once in ten thousand million runs."""
    firsts = set()
    for _ in range(60):
        with transaction.atomic():
            firsts.add(begin(ready).order[0])
            transaction.set_rollback(True)
    assert firsts == {cast.ana.pk, cast.ben.pk, cast.cleo.pk}


def test_lead_with_a_scorecard_speaks_once_and_last(split: Panel, cast: Cast, build: Build) -> None:
    split.lead = cast.ana
    split.save(update_fields=["lead"])
    build(split)
    order = begin(split).order
    assert (order[-1], sorted(order)) == (cast.ana.pk, sorted([cast.ana.pk, cast.ben.pk, cast.cleo.pk]))


def test_beginning_twice_is_beginning_once(ready: Panel) -> None:
    assert begin(ready) == begin(ready)


def test_begin_is_refused_without_rights_report_or_time(
    panel: Panel, opened: Panel, cast: Cast, build: Build, decided: Decide
) -> None:
    with pytest.raises(ValidationError, match="still being built"):
        begin(opened)
    report = build(opened)
    for user in (cast.ana, cast.recruiter, cast.hr):
        with pytest.raises(ValidationError, match="hiring manager of this panel"):
            begin(opened, user)
    decided(opened, report)
    with pytest.raises(ValidationError, match="decision has been taken"):
        begin(opened)


def test_notes_are_kept_until_the_decision(ready: Panel, cast: Cast, build: Build, decided: Decide) -> None:
    begin(ready)
    assert write(ready, note="  Two things. ").note == "Two things."
    assert write(ready, note="Two things.").version == 1
    assert Entry.objects.filter(verb="debrief.noted").count() == 1
    with pytest.raises(ValidationError, match="Choose one of these"):
        write(ready, kind="halo")
    decided(ready, build(ready), outcome="not_proceeding")
    with pytest.raises(ValidationError, match="stays as it is"):
        write(ready, note="Rewritten.")
    assert (first(ready).kind, first(ready).note) == ("questions", "Two things.")


def test_second_tab_does_not_write_over_the_first(ready: Panel) -> None:
    begin(ready)
    write(ready, note="First tab.", version=0)
    with pytest.raises(ChangedMeanwhile):
        write(ready, note="Second tab.", version=0)
    assert first(ready).note == "First tab."


def test_debrief_stands_behind_the_fence(ready: Panel, cast: Cast, as_app: AsRole) -> None:
    begin(ready)
    write(ready)
    for user, sees in ((cast.lead, 1), (cast.ana, 1), (cast.hr, 1), (cast.outsider, 0), (cast.employee, 0)):
        with as_app(), acting_as(user.pk):
            assert (user.name, Debrief.objects.count(), DebriefItem.objects.count()) == (user.name, sees, sees)
            assert Debrief.objects.visible_to(user).count() == sees
    with as_app(), acting_as(None):
        assert Debrief.objects.count() == DebriefItem.objects.count() == 0
    with as_app(), acting_as(cast.ana.pk):
        assert DebriefItem.objects.update(note="x") == 0
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Debrief.objects.update(order=[])
    other = make_panel(role=ready.role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate("Omar"))
    opened = make_panel(role=ready.role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate("Lena"))
    submit_card(opened, cast.ana)
    for panel, user in ((other, cast.lead), (opened, cast.ana), (opened, cast.hr)):
        with as_app(), acting_as(user.pk), pytest.raises(DatabaseError, match="row-level"), transaction.atomic():
            Debrief.objects.create(panel=panel, report_digest="", order=[])
    with as_app(), acting_as(cast.hr.pk), pytest.raises(DatabaseError, match="row-level"), transaction.atomic():
        DebriefItem.objects.create(debrief=Debrief.objects.get(), competency=first(ready).competency, position=2)


def test_pages_from_the_agenda_to_the_note(ready: Panel, cast: Cast) -> None:
    clients = {name: Client() for name in ("lead", "ana", "outsider")}
    for name, client in clients.items():
        client.force_login(getattr(cast, name))
    page = f"/panels/{ready.uuid}/debrief/"
    before = clients["ana"].get(page).content.decode()
    assert "It decides whether a must-have is met: its minimum is 3." in before
    assert "Begin the debrief" not in before
    assert clients["outsider"].get(page).status_code == 404
    assert clients["lead"].post(page).status_code == 302
    item = first(ready)
    point = f"{page}{item.uuid}/"
    saved = clients["lead"].post(point, {"version": 0, "kind": "bar", "note": "Ben wants more at this level."})
    assert saved["Location"] == f"{page}#point-1"
    shown = clients["ana"].get(page).content.decode()
    assert "Ben wants more at this level." in shown
    assert "We differ on how much is enough" in shown
    assert "<textarea" not in shown
    stale = clients["lead"].post(point, {"version": 0, "kind": "bar", "note": "From another tab."})
    assert stale.status_code == 422
    assert "From another tab." in stale.content.decode()
    assert "Ben wants more at this level." in stale.content.decode()
    for name in ("ana", "outsider"):
        clients[name].post(point, {"version": 1, "kind": "bar", "note": "Not mine to write."})
    assert first(ready).note == "Ben wants more at this level."


def test_decision_leaves_the_page_to_read(ready: Panel, cast: Cast, build: Build, decided: Decide) -> None:
    begin(ready)
    write(ready)
    decided(ready, build(ready), outcome="not_proceeding")
    lead = Client()
    lead.force_login(cast.lead)
    page = lead.get(f"/panels/{ready.uuid}/debrief/").content.decode()
    assert "She was asked two things." in page
    assert "<textarea" not in page


def test_each_panel_has_a_debrief_of_its_own(ready: Panel, cast: Cast, build: Build) -> None:
    """Another candidate's, met by Ana and somebody else, split on another competency as well."""
    other = make_panel(
        role=ready.role, lead=cast.lead, raters=[cast.ana, cast.outsider], candidate=make_candidate("Omar Said")
    )
    submit_card(other, cast.ana, {"System design": 5, "Code quality": 1})
    submit_card(other, cast.outsider, {"System design": 1, "Code quality": 5})
    build(other)
    mine, theirs = begin(ready), begin(other)
    assert (mine == theirs, set(theirs.order)) == (False, {cast.ana.pk, cast.outsider.pk, cast.lead.pk})
    with acting_as(cast.lead.pk):
        item = theirs.items.select_related("debrief").get(position=2)
        note_item(item=item, actor=cast.lead, kind="bar", note="Omar alone.", version=0)
        noted = list(DebriefItem.objects.exclude(note="").values_list("pk", flat=True))
        start_debrief(panel=other, actor=cast.lead)
    assert noted == [item.pk]
    entry = Entry.objects.get(verb="debrief.noted")
    assert (entry.panel_id, entry.subject, entry.subject_id) == (other.pk, "decisions.debriefitem", item.pk)


def test_decide_page_shows_what_was_said(ready: Panel, cast: Cast) -> None:
    lead = Client()
    lead.force_login(cast.lead)
    page = f"/panels/{ready.uuid}/decide/"
    assert "What the debrief said" not in lead.get(page).content.decode()
    begin(ready)
    write(ready, kind="seen", note="Cleo saw the cut-over.")
    shown = lead.get(page).content.decode()
    assert "Cleo saw the cut-over." in shown
    assert "One of us saw what others did not" in shown
