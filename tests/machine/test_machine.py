"""A panel under everything that people may do to it, in any order, over HTTP: independence, no lost text, one version a
submission, and a report that equals the oracle.

CONCORD_MACHINE="examples steps" makes it longer (`make machine`). A failure prints the steps that led to it.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from interviews.accounts.models import User
from tests.cast import Cast
from tests.factories import add_seat, make_candidate, make_panel, make_role, new_user, send_out
from tests.machine.oracle import OFFICE, Card, Oracle
from tests.machine.site import MARKER, Site

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EXAMPLES, STEPS = (int(word) for word in os.environ.get("CONCORD_MACHINE", "10 30").split())
RATERS = ("ana", "ben", "cleo")
SEATED = {"shaun": {"kind": "shadow"}, "ines": {"kind": "informed"}, "xena": {"external": True}}
WRITERS = st.sampled_from([*RATERS, *SEATED, "dora"])
VIEWERS = (*RATERS, *SEATED, "dora", *OFFICE, "outsider", "employee")


def people_of(cast: Cast) -> dict[str, User]:
    people = {**vars(cast), **{name: new_user(name.title()) for name in (*SEATED, "dora")}}
    User.objects.bulk_create([person for person in people.values() if person.pk is None])
    return people


def machine_for(people: dict[str, User], clients: dict[str, Client]) -> type[PanelMachine]:
    """A machine whose examples all begin with a new panel of these people, and leave nothing behind."""

    class Machine(PanelMachine):
        ended = 0

        def __init__(self) -> None:
            super().__init__()
            self.savepoint = transaction.atomic()
            self.savepoint.__enter__()
            self.site = Site(_panel(people), people, clients)
            cards = {name: Card() for name in RATERS} | {name: Card(**facts) for name, facts in SEATED.items()}
            self.oracle = Oracle(cards)

        def teardown(self) -> None:
            try:
                self.nobody_meets_what_is_not_hers()
                self.reports_are_the_oracles()
                Machine.ended += 1
            finally:
                transaction.set_rollback(True)
                self.savepoint.__exit__(None, None, None)

    return Machine


def _panel(people: dict[str, User]) -> Any:
    role = make_role("Engineer", lead=people["lead"])
    candidate = make_candidate("Edda Falk", user=people["employee"])
    raters = [people[name] for name in RATERS]
    panel = make_panel(
        role=role, lead=people["lead"], recruiter=people["recruiter"], raters=raters, candidate=candidate
    )
    for name, facts in SEATED.items():
        add_seat(panel, people[name], **facts)
    send_out(panel)
    return panel


class PanelMachine(RuleBasedStateMachine):
    site: Site
    oracle: Oracle
    viewers: tuple[str, ...] = VIEWERS
    ended: int

    def __init__(self) -> None:
        super().__init__()
        self.tabs: dict[tuple[str, int], int] = {}
        self.number = 0

    @initialize()
    def everybody_has_the_page_open(self) -> None:
        self.tabs = {(name, tab): 0 for name in self.oracle.cards for tab in (1, 2)}

    @rule(name=WRITERS, tab=st.integers(1, 2))
    def load(self, name: str, tab: int) -> None:
        if name in self.oracle.cards:
            self.tabs[name, tab] = self.oracle.cards[name].revision
            assert self.site.get(name, self.site.seat_path(name)).status_code == 200

    @rule(name=WRITERS, tab=st.integers(1, 2), level=st.integers(1, 5))
    def save(self, name: str, tab: int, level: int) -> None:
        if name not in self.oracle.cards:
            return
        self.number += 1
        marker = f"Mk{self.number}x"
        levels = {key: 1 + (level + place) % 5 for place, key in enumerate(self.site.competencies)}
        revision = self.tabs[name, tab]
        answer = self.site.save(name, revision, levels, marker)
        won = self.oracle.save(name, revision, levels, marker)
        assert answer.status_code == (200 if won else 409)
        if won:
            self.tabs[name, tab] = revision + 1

    @rule(name=WRITERS, tab=st.integers(1, 2), again=st.booleans())
    def submit(self, name: str, tab: int, again: bool) -> None:
        if name not in self.oracle.cards:
            return
        revision = self.tabs[name, tab]
        answers = []
        for _ in range(2 if again else 1):
            answers.append(
                self.site.post(
                    name,
                    self.site.seat_path(name, "scorecard/summary/"),
                    revision=revision,
                    discussed="no",
                    reason="I was wrong.",
                )
            )
        if self.oracle.submit(name, revision):
            assert answers[0].status_code == 302

    @rule(name=WRITERS, stop=st.booleans())
    def amend(self, name: str, stop: bool) -> None:
        if name not in self.oracle.cards:
            return
        body = {"stop": "1"} if stop else {}
        self.site.post(name, self.site.seat_path(name, "scorecard/amend/"), **body)
        (self.oracle.stop_amending if stop else self.oracle.amend)(name)

    @rule(name=st.sampled_from([*RATERS, "shaun", "xena"]), who=st.sampled_from(["lead", "recruiter", "hr"]))
    def excuse(self, name: str, who: str) -> None:
        if sum(self.oracle.cards[one].state == "active" for one in RATERS) < 2:
            return
        self.site.post(who, self.site.seat_path(name, "excuse/"), reason="Away.")
        self.oracle.leave(name, "excused")

    @precondition(lambda self: "dora" not in self.oracle.cards)
    @rule(name=st.sampled_from(RATERS))
    def replace(self, name: str) -> None:
        dora = self.site.people["dora"]
        path = self.site.seat_path(name, "replace/")
        self.site.post("recruiter", path, interviewer=dora.pk, relation="none", reason="Away.")
        if self.oracle.leave(name, "replaced"):
            self.oracle.cards["dora"] = Card()
            self.tabs |= {("dora", 1): 0, ("dora", 2): 0}

    @rule(who=st.sampled_from(["lead", "recruiter", "ana", "outsider"]))
    def close(self, who: str) -> None:
        self.site.post(who, f"/panels/{self.site.panel.uuid}/close/", reason="Time is up.")
        if who in {"lead", "recruiter"}:
            self.oracle.close()

    @rule(chance=st.integers(0, 5))
    def withdraw(self, chance: int) -> None:
        if chance:  # most panels should live longer than that
            return
        self.site.post("recruiter", f"/panels/{self.site.panel.uuid}/withdraw/", note="She has another offer.")
        self.oracle.end()

    @rule()
    def build_reports(self) -> None:
        self.site.build()

    @rule(viewer=st.sampled_from(VIEWERS))
    def look_around(self, viewer: str) -> None:
        self._look(viewer)

    @invariant()
    def database_says_what_the_oracle_says(self) -> None:
        stored = self.site.stored()
        assert set(stored) == set(self.oracle.cards)
        for name, card in self.oracle.cards.items():
            there = stored[name]
            assert (name, there.state, there.revision) == (name, card.state, card.revision)
            assert there.draft == card.marker
            assert sorted(there.kept) == sorted(card.kept)
            expected = [(k, version.standing, version.marker) for k, version in enumerate(card.versions, 1)]
            assert list(there.versions) == expected
        self.site.panel.refresh_from_db()
        assert (self.site.panel.revealed_at is not None) == self.oracle.revealed

    def nobody_meets_what_is_not_hers(self) -> None:
        for viewer in self.viewers:
            self._look(viewer)

    def reports_are_the_oracles(self) -> None:
        self.site.build()
        reports = self.site.reports()
        expected = [False, True] if self.oracle.is_late else [False]
        assert [report.with_late for report in reports] == (expected if self.oracle.revealed else [])
        for report in reports:
            numbers = self.oracle.numbers(with_late=report.with_late)
            found = {one["id"]: (one["n"], one["mean"], one["median"]) for one in report.content["competencies"]}
            assert found == numbers

    def _look(self, viewer: str) -> None:
        """Whatever the viewer opens holds no word that is not hers to read, and all of what is."""
        allowed = self.oracle.may_meet(viewer)
        panel = f"/panels/{self.site.panel.uuid}/"
        paths = ["/", panel, f"{panel}report/", *(self.site.seat_path(name) for name in self.oracle.cards)]
        if viewer in self.oracle.cards:
            paths.append(self.site.seat_path(viewer, "scorecard/text/"))
        for path in paths:
            answer = self.site.get(viewer, path)
            assert set(MARKER.findall(answer.content.decode())) <= allowed, (viewer, path)
        for author, card in self.oracle.cards.items():
            if viewer != author and card.versions and self.oracle.may_read(viewer, author):
                page = self.site.get(viewer, self.site.seat_path(author)).content.decode()
                assert card.versions[-1].marker in page, (viewer, author)


@pytest.fixture
def machine(cast: Cast) -> type[PanelMachine]:
    people = people_of(cast)
    clients = {}
    for name in VIEWERS:
        clients[name] = Client()
        clients[name].force_login(people[name])
    return machine_for(people, clients)


PROFILE = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


def test_a_panel_holds_whatever_people_do(machine: type[PanelMachine]) -> None:
    run_state_machine_as_test(machine, settings=PROFILE)
    assert machine.ended >= EXAMPLES
