"""Where panellists stand on a decision: asked only where the organisation asks, blind to one another until said."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test import Client

from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.consensus.actions.policies import ask_for_stances
from panels.decisions.models import Stance
from panels.decisions.stances import take_stance
from panels.seating.models import Panel
from tests.cast import Cast
from tests.conftest import AsRole
from tests.decisions.conftest import Build, Decide

pytestmark = pytest.mark.django_db

WHY = "Two must-haves rest on one answer."


@pytest.fixture
def settled(cast: Cast, opened: Panel, build: Build, decided: Decide) -> Panel:
    """Decided by the lead; the organisation asks."""
    ask_for_stances(actor=cast.hr, on=True)
    decided(opened, build(opened))
    opened.refresh_from_db()
    return opened


def say(panel: Panel, person: object, position: str = "support", reason: str = "") -> Stance:
    with acting_as(person.pk):  # type: ignore[attr-defined]
        return take_stance(panel=panel, actor=person, position=position, reason=reason)  # type: ignore[arg-type]


def seen(client: Client, panel: Panel, person: object) -> tuple[list[str], bool]:
    """Whose stance the panel page shows, and whether it asks."""
    client.force_login(person)  # type: ignore[arg-type]
    stances = client.get(f"/panels/{panel.uuid}/").context["stances"]
    return [one.person.name for one in stances.said], stances.asks


def test_said_once_and_otherwise_later(cast: Cast, settled: Panel) -> None:
    say(settled, cast.ana)
    say(settled, cast.ana, "disagree", f" {WHY} ")
    with acting_as(cast.ana.pk):
        stance = Stance.objects.get()
    assert (stance.position, stance.reason, stance.person) == ("disagree", WHY, cast.ana)
    entries = Entry.objects.filter(verb="stance.taken").order_by("pk")
    assert [(one.actor_id, one.details) for one in entries] == [
        (cast.ana.pk, {"position": "support"}),
        (cast.ana.pk, {"position": "disagree"}),
    ]


def test_disagreeing_needs_a_reason(cast: Cast, settled: Panel) -> None:
    for position, reason, field in (("disagree", " ", "reason"), ("maybe", "", "position")):
        with pytest.raises(ValidationError) as refused:
            say(settled, cast.ana, position, reason)
        assert list(refused.value.message_dict) == [field]


def test_others_are_read_once_own_is_said(client: Client, cast: Cast, settled: Panel) -> None:
    say(settled, cast.ana, "disagree", WHY)
    assert seen(client, settled, cast.ben) == ([], True)
    assert seen(client, settled, cast.lead) == (["Ana Petrov"], False)
    assert seen(client, settled, cast.recruiter) == (["Ana Petrov"], False)
    say(settled, cast.ben)
    assert seen(client, settled, cast.ben) == (["Ana Petrov", "Ben Okafor"], False)


def test_a_later_decision_asks_anew(client: Client, cast: Cast, settled: Panel, build: Build, decided: Decide) -> None:
    say(settled, cast.ana)
    decided(settled, build(settled), outcome="hold", superseding_reason="The team has changed.")
    assert seen(client, settled, cast.ana) == ([], True)
    assert seen(client, settled, cast.lead) == ([], False)


def test_nobody_is_asked_where_the_organisation_does_not(client: Client, cast: Cast, settled: Panel) -> None:
    say(settled, cast.ana)
    ask_for_stances(actor=cast.hr, on=False)
    with pytest.raises(ValidationError, match="You are not asked"):
        say(settled, cast.ben)
    client.force_login(cast.ben)
    assert client.get(f"/panels/{settled.uuid}/stance/").status_code == 404
    assert seen(client, settled, cast.lead) == (["Ana Petrov"], False)


@pytest.mark.parametrize("name", ["lead", "recruiter", "hr", "outsider", "superuser"])
def test_only_who_sat_on_the_panel_is_asked(client: Client, cast: Cast, settled: Panel, name: str) -> None:
    with pytest.raises(ValidationError):
        say(settled, getattr(cast, name))
    client.force_login(getattr(cast, name))
    assert client.get(f"/panels/{settled.uuid}/stance/").status_code == 404


def test_an_interviewer_who_owns_the_decision_is_not_asked(
    client: Client, cast: Cast, opened: Panel, build: Build, decided: Decide
) -> None:
    ask_for_stances(actor=cast.hr, on=True)
    decided(opened, build(opened), owner=cast.ana)
    with pytest.raises(ValidationError, match="You own this decision"):
        say(opened, cast.ana)
    assert seen(client, opened, cast.ana) == ([], False)


def test_page_takes_it_and_keeps_what_was_refused(client: Client, cast: Cast, settled: Panel) -> None:
    client.force_login(cast.ana)
    page = f"/panels/{settled.uuid}/stance/"
    refused = client.post(page, {"position": "disagree", "reason": ""})
    assert refused.status_code == 422
    assert "Say why. It stands beside the decision." in refused.content.decode()
    assert client.post(page, {"position": "disagree", "reason": WHY}).status_code == 302
    shown = BeautifulSoup(client.get(page).content, "html.parser")
    assert shown.select_one("textarea").get_text().strip() == WHY  # type: ignore[union-attr]


def test_the_database_lets_nobody_speak_for_another(cast: Cast, settled: Panel, as_app: AsRole) -> None:
    say(settled, cast.ana)
    with acting_as(cast.ben.pk), as_app():
        assert Stance.objects.filter(person=cast.ana).update(position="disagree", reason="No.") == 0
    with (
        acting_as(cast.ben.pk),
        as_app(),
        pytest.raises((InternalError, ProgrammingError), match="row-level security"),
        transaction.atomic(),
    ):
        Stance.objects.create(
            decision_id=Stance.objects.get().decision_id, panel=settled, person=cast.cleo, position="support"
        )
    with acting_as(cast.outsider.pk), as_app():
        assert Stance.objects.count() == 0
    assert connection.in_atomic_block
