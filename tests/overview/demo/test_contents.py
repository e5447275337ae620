"""What is in the demo organisation, and that it is built once only."""

from __future__ import annotations

from collections import Counter

import pytest
from django.core.management import call_command

from interviews.accounts.models import User
from interviews.roles.completeness import what_is_missing
from interviews.roles.models import Role
from panels.overview.demo.build import NotEmpty, build, decide, is_built, steps, undecided
from panels.overview.demo.sign_ins import table
from panels.seating.models import Candidate, Panel, Seat
from tests.overview.demo.world import BACKEND, Demo

pytestmark = pytest.mark.django_db


def test_organisation_has_its_size(demo: Demo) -> None:
    assert User.objects.count() == 32
    assert Candidate.objects.count() == 42
    per_role = Counter(Panel.objects.values_list("role__name", flat=True))
    assert per_role == {BACKEND: 27, "Customer Success Manager": 9, "Ward Manager, hospital": 6}
    assert Role.objects.count() == 4
    interviewers = Seat.objects.filter(panel__role__name=BACKEND).values("interviewer").distinct()
    assert interviewers.count() == 12
    assert demo.steps == steps()


def test_panels_are_in_every_state(demo: Demo) -> None:
    assert Counter(Panel.objects.values_list("state", flat=True)) == {
        "decided": 28,
        "revealed": 5,
        "open": 6,
        "withdrawn": 2,
        "draft": 1,
    }
    assert len(demo.reports) == 33


def test_finance_controller_stops_at_a_draft_rubric(demo: Demo) -> None:
    rubric = Role.objects.get(name="Finance Controller").rubrics.get()
    assert rubric.is_draft
    assert {finding.competency.name for finding in what_is_missing(rubric) if finding.competency} == {
        "Hands-on close",
        "Board presence",
    }


def test_ward_managers_meet_two_in_one_room_and_one_on_the_telephone(demo: Demo) -> None:
    for panel in Panel.objects.filter(role__name="Ward Manager, hospital"):
        rooms = [(one.medium, one.seats.count()) for one in panel.interviews.all()]
        assert rooms == [("onsite", 2), ("phone", 1)]


def test_building_again_changes_nothing(demo: Demo) -> None:
    assert is_built()
    assert undecided() == 0
    with pytest.raises(NotEmpty):
        build(lambda: None)
    assert decide(lambda: None) == 0
    call_command("demo", verbosity=0, skip_checks=True)
    assert Panel.objects.count() == 42


def test_sign_ins_name_those_worth_looking_at(demo: Demo) -> None:
    told = table()
    assert "Everybody's password: walnut ferry lantern" in told
    assert "amara@lindenhof.example" in told
    assert "hiring manager: Senior Backend Engineer; own scorecard to write: Omar Said" in told
    assert User.objects.get(email="amara@lindenhof.example").check_password("walnut ferry lantern")
