"""Faults planted in the site: the machine's own checks must notice each, or its silence means nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis.stateful import RuleBasedStateMachine

from interviews.runtime.actor import acting_as
from interviews.web.middleware import SignedInMiddleware
from panels.consensus.actions import building
from panels.scorecards import actions
from panels.scorecards.models import Scorecard
from panels.scorecards.views import writing
from tests.cast import Cast
from tests.machine.test_machine import VIEWERS, machine_for, people_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(cast: Cast) -> RuleBasedStateMachine:
    people = people_of(cast)
    clients = {name: Client() for name in VIEWERS}
    for name, client in clients.items():
        client.force_login(people[name])
    return machine_for(people, clients)()


def live(machine: Any) -> None:
    """A short life of a panel: a lost race, an amendment, a late card, a report, everybody looks."""
    machine.viewers = ("cleo", "hr")
    machine.everybody_has_the_page_open()
    steps: list[Callable[[], object]] = [
        lambda: machine.save("ana", 1, 3),
        lambda: machine.save("ana", 2, 4),
        lambda: machine.submit("ana", 1, True),
        lambda: machine.save("ben", 1, 2),
        lambda: machine.look_around("cleo"),
        lambda: machine.submit("ben", 1, False),
        lambda: machine.close("recruiter"),
        lambda: machine.amend("ben", False),
        lambda: machine.save("ben", 1, 5),
        lambda: machine.submit("ben", 1, False),
        lambda: machine.save("cleo", 1, 1),
        lambda: machine.submit("cleo", 1, False),
        machine.build_reports,
    ]
    try:
        for step in steps:
            step()
            machine.database_says_what_the_oracle_says()
    finally:
        machine.teardown()


def test_that_life_is_right_on_the_site_as_it_is(machine: Any) -> None:
    live(machine)
    assert machine.oracle.revealed
    assert [version.standing for version in machine.oracle.cards["ben"].versions] == ["before", "after"]
    assert [version.standing for version in machine.oracle.cards["cleo"].versions] == ["late_blind"]
    assert len(machine.oracle.cards["ana"].kept) == 1


def stale_tabs_win(patch: pytest.MonkeyPatch, _machine: Any) -> None:
    real = actions.save_draft

    def careless(*, card: Scorecard, revision: int, **rest: Any) -> Any:
        return real(card=card, revision=Scorecard.objects.get(pk=card.pk).revision, **rest)

    patch.setattr(writing, "save_draft", careless)


def losers_are_not_kept(patch: pytest.MonkeyPatch, _machine: Any) -> None:
    real = actions._keep
    patch.setattr(actions, "_keep", lambda card, _draft, revision: real(card, actions.Draft(ratings=()), revision))


def second_submission_counts(patch: pytest.MonkeyPatch, _machine: Any) -> None:
    patch.setattr(actions, "_standing", lambda panel, _card, _before: "after" if panel.revealed_at else "before")


def a_draft_is_shown(patch: pytest.MonkeyPatch, machine: Any) -> None:
    real = SignedInMiddleware.__call__
    ana = machine.site.people["ana"]

    def leaking(self: Any, request: Any) -> Any:
        response = real(self, request)
        with acting_as(ana.pk):
            response.content += Scorecard.objects.get(panel=machine.site.panel, author=ana).notes.encode()
        return response

    patch.setattr(SignedInMiddleware, "__call__", leaking)


def reports_count_wrongly(patch: pytest.MonkeyPatch, _machine: Any) -> None:
    real = building.content_of

    def wrong(*args: Any, **kwargs: Any) -> Any:
        content = real(*args, **kwargs)
        content["competencies"][0]["mean"] += 0.000001
        return content

    patch.setattr(building, "content_of", wrong)


def late_reports_are_forgotten(patch: pytest.MonkeyPatch, _machine: Any) -> None:
    patch.setattr(building, "due", lambda: building.Outbox.objects.filter(with_late=False, done_at=None))


@pytest.mark.parametrize(
    "fault",
    [
        stale_tabs_win,
        losers_are_not_kept,
        second_submission_counts,
        a_draft_is_shown,
        reports_count_wrongly,
        late_reports_are_forgotten,
    ],
)
def test_planted_fault_is_noticed(machine: Any, fault: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    fault(monkeypatch, machine)
    with pytest.raises(AssertionError):
        live(machine)
