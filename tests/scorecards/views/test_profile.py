"""Whom the role looks for, on the scorecard of those who were not at the kickoff."""

from __future__ import annotations

import pytest

from interviews.roles.actions.kickoffs import answer, settle, start_kickoff
from interviews.roles.actions.rubrics import publish
from interviews.roles.models import Kickoff, ProfileRead, Role
from interviews.runtime.actor import acting_as
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import make_panel, make_role
from tests.scorecards.cards import card_address
from tests.scorecards.views.conftest import As

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled(cast: Cast) -> Role:
    """Ana and the lead were at the kickoff."""
    role = make_role("Ward Manager", lead=cast.lead, publish=False)
    rubric = role.rubrics.get()
    kickoff = start_kickoff(rubric=rubric, people=[cast.ana, cast.lead], actor=cast.hr)
    marks = dict.fromkeys(map(str, rubric.competencies.values_list("key", flat=True)), "must")
    for person in (cast.ana, cast.lead):
        with acting_as(person.pk):
            answer(kickoff=kickoff, actor=person, marks=marks, no_because="Blames others.")
    settle(kickoff=Kickoff.objects.get(), actor=cast.lead, profile=marks, agreed="Calm under pressure.")
    publish(rubric=rubric, actor=cast.hr)
    return role


@pytest.fixture
def settled_panel(cast: Cast, settled: Role) -> Panel:
    return make_panel(role=settled, lead=cast.lead, raters=[cast.ana, cast.ben, cast.cleo])


@pytest.mark.parametrize("htmx", [False, True])
def test_profile_stands_on_the_card_until_it_is_read(cast: Cast, settled_panel: Panel, as_: As, htmx: bool) -> None:
    card, ben = card_address(settled_panel, cast.ben), as_(cast.ben)
    page = ben.get(card).content.decode()
    assert "Calm under pressure." in page
    assert "Blames others." not in page
    headers = {"HTTP_HX_REQUEST": "true"} if htmx else {}
    answer = ben.post(f"{card}profile/", **headers)
    assert (answer.status_code, answer.content) == ((200, b"") if htmx else (302, b""))
    assert "Calm under pressure." not in ben.get(card).content.decode()
    assert list(ProfileRead.objects.values_list("user", flat=True)) == [cast.ben.pk]


def test_who_was_there_need_not_confirm(cast: Cast, settled_panel: Panel, as_: As) -> None:
    assert "Whom this role looks for" not in as_(cast.ana).get(card_address(settled_panel, cast.ana)).content.decode()


def test_profile_of_another_seat_is_unknown(cast: Cast, settled_panel: Panel, as_: As) -> None:
    address = f"{card_address(settled_panel, cast.ben)}profile/"
    for other in (cast.ana, cast.lead, cast.hr, cast.outsider):
        assert as_(other).post(address).status_code == 404
    assert not ProfileRead.objects.exists()
