"""`manage.py reports`."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from interviews.roles.models import Role
from tests.cast import Cast
from tests.conftest import AsRole
from tests.consensus.conftest import Build
from tests.consensus.priya import Priya
from tests.factories import make_candidate, make_panel, make_role, submit_card

pytestmark = pytest.mark.django_db


def printed(as_worker: AsRole, *arguments: str) -> str:
    out = StringIO()
    with as_worker():
        call_command("reports", *arguments, stdout=out)
    return out.getvalue()


def test_reports_as_json(priya: Priya, build: Build, as_worker: AsRole) -> None:
    priya.submit_all()
    report = build(priya.panel)
    found = json.loads(printed(as_worker, "--role", "senior backend engineer", "--json"))
    assert list(found) == ["role", "panels"]
    assert found["role"] == "Senior Backend Engineer"
    (panel,) = found["panels"]
    assert list(panel) == ["candidate", "raters", "overall", "competencies", "digest", "method"]
    assert (panel["candidate"], panel["raters"], panel["digest"], panel["method"]) == (
        "Priya Raman",
        4,
        report.digest,
        "measures 1",
    )
    assert panel["overall"] == {"mean": 3.722222, "median": 3.833333}
    assert list(panel["competencies"][0]) == ["name", "n", "mean", "median", "sd", "range", "scores"]
    assert [tuple(one.values()) for one in panel["competencies"][:2]] == [
        ("System design", 3, 3.666667, 4.0, 1.527525, 3, [2, 4, 5]),
        ("Incident ownership", 2, 3.5, 3.5, 0.707107, 1, [3, 4]),
    ]


def test_reports_have_no_deviation_below_two(cast: Cast, build: Build, as_worker: AsRole) -> None:
    role = make_role("Alone", lead=cast.lead, competencies=["Merit"], must_have=[])
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana])
    submit_card(panel, cast.ana, 4)
    build(panel)
    (found,) = json.loads(printed(as_worker, "--role", "Alone", "--json"))["panels"]
    assert found["competencies"] == [
        {"name": "Merit", "n": 1, "mean": 4.0, "median": 4.0, "sd": None, "range": 0, "scores": [4]}
    ]


def test_reports_stand_by_candidate_and_then_by_opening(
    cast: Cast, role: Role, build: Build, as_worker: AsRole
) -> None:
    digests = []
    for name in ("Zoe", "Adam", "Adam"):
        panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate(name))
        submit_card(panel, cast.ana)
        digests.append(build(panel).digest)
    found = json.loads(printed(as_worker, "--role", role.name, "--json"))["panels"]
    assert [(one["candidate"], one["digest"]) for one in found] == [
        ("Adam", digests[1]),
        ("Adam", digests[2]),
        ("Zoe", digests[0]),
    ]


def test_reports_as_a_table(priya: Priya, build: Build, as_worker: AsRole) -> None:
    priya.submit_all()
    build(priya.panel)
    assert printed(as_worker, "--role", "Senior Backend Engineer") == (
        "Senior Backend Engineer: 1 report\n"
        "Priya Raman  overall 3.72 from 4; medians: System design 4.00 (n = 3), Incident ownership 3.50 (n = 2), "
        "Code quality 4.00 (n = 2), Working with others 4.00 (n = 2), Clear explanation 3.50 (n = 2)\n"
    )


def test_reports_of_a_role_without_any(role: Role, as_worker: AsRole) -> None:
    assert printed(as_worker, "--role", role.name) == "Senior Backend Engineer: no reports yet.\n"
    assert json.loads(printed(as_worker, "--role", role.name, "--json")) == {
        "role": "Senior Backend Engineer",
        "panels": [],
    }


def test_reports_of_an_unknown_role(db: None, as_worker: AsRole) -> None:
    with pytest.raises(CommandError) as refused:
        printed(as_worker, "--role", "Astronaut", "--json")
    assert str(refused.value) == "There is no role named “Astronaut”."


def test_reports_as_the_web_server_says_that_it_may_read_none(priya: Priya, build: Build, as_app: AsRole) -> None:
    priya.submit_all()
    build(priya.panel)
    with pytest.raises(CommandError) as refused:
        printed(as_app, "--role", "Senior Backend Engineer")
    assert str(refused.value) == "This database user may read no report: name the worker's in DATABASE_URL."
