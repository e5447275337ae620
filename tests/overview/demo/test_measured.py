"""What the worker's calibration says of the demo organisation: the findings that it was written to show."""

from __future__ import annotations

from typing import Any

import pytest

from interviews.accounts.models import User
from panels.consensus.models import Calibration, InterviewerFigures, RoleMeasures
from panels.consensus.page.intervals import beside_line
from panels.seating.models import Panel
from tests.conftest import AsRole
from tests.overview.demo.world import BACKEND, Demo

pytestmark = pytest.mark.django_db


def role(name: str) -> dict[str, Any]:
    content: dict[str, Any] = RoleMeasures.objects.get(role__name=name).content
    return content


def test_demo_is_calibrated_before_and_after_the_open_panels(demo: Demo) -> None:
    first, second = Calibration.objects.order_by("number")
    assert (first.is_whole, second.is_whole) == (True, True)
    assert [one.content["n"]["panels"] for one in (first, second)] == [28, 33]
    assert demo.reports["Priya Raman"]["calibration"]["number"] == 1
    assert demo.reports["Grace Achieng"]["calibration"] is None  # among the first, when there was none


def test_each_role_has_what_its_number_of_candidates_allows(demo: Demo, as_worker: AsRole) -> None:
    with as_worker():
        states = {
            name: (role(name)["n"]["compared"], role(name)["state"])
            for name in (BACKEND, "Customer Success Manager", "Ward Manager, hospital")
        }
        assert states == {
            BACKEND: (21, "shown"),
            "Customer Success Manager": (8, "provisional"),
            "Ward Manager, hospital": (4, "hidden"),
        }
        assert (role("Ward Manager, hospital")["d_study"], role("Ward Manager, hospital")["agreement"]) == (None, [])


def test_four_interviewers_reach_the_aim_for_backend_engineers(demo: Demo, as_worker: AsRole) -> None:
    with as_worker():
        study = role(BACKEND)["d_study"]
    assert (study["usual"], study["enough"]["target"]) == (4.0, 0.8)
    assert study["enough"]["k"] in (3, 4)
    assert study["phi"] == sorted(study["phi"])
    assert study["low"][3] < study["phi"][3] < study["high"][3]


def test_worker_finds_whom_the_demo_was_written_to_show_and_nobody_else(demo: Demo, as_worker: AsRole) -> None:
    names = dict(User.objects.values_list("pk", "name"))
    with as_worker():
        found = {
            (names[row.interviewer_id], measure)
            for row in InterviewerFigures.objects.all()
            for measure, said in row.content["measures"].items()
            if said["state"] == "talk"
        }
        kwame = InterviewerFigures.objects.get(interviewer__name="Kwame Boateng").content["measures"]["severity"]
    assert found == {
        ("Ingrid Solheim", "severity"),
        ("Paolo Ferrante", "straight_lining"),
        ("Paolo Ferrante", "halo"),
    }
    assert (kwame["state"], kwame["n"], kwame["needed"]) == ("too_few", 5, 8)


def test_priya_is_too_close_to_the_line_to_settle_by_number(demo: Demo) -> None:
    report = demo.reports["Priya Raman"]
    interval = report["overall"]["interval"]
    assert interval["basis"] == "raw"
    assert interval["low"] < 3.6 < report["overall"]["mean"] < interval["high"]
    assert "close to the hire line" in beside_line(interval, report)
    line = next(one for one in report["stability"]["verdicts"] if one["about"] == "line")
    assert line["holds_now"] is True
    assert (line["leave_one_out"]["cases"], line["leave_one_out"]["same"]) == (4, 2)
    assert line["level"]["against"] == {"cases": 11, "same": 11}
    design = next(one["id"] for one in report["competencies"] if one["name"] == "System design")
    assert line["rests_on"] == design
    assert {one["agreement"]["reason"] for one in report["competencies"]} == {"too_few"}


def test_board_holds_every_open_backend_panel_once(demo: Demo, as_worker: AsRole) -> None:
    with as_worker():
        (board,) = role(BACKEND)["board"]
    opened = Panel.objects.filter(role__name=BACKEND, revealed_at__isnull=False)
    assert sorted(board["panels"]) == sorted(opened.values_list("pk", flat=True))
    assert len(board["raw"]) == len(board["raw_covariance"]) == len(board["adjusted"]) == 21
    assert set(board["component"]) == {0}
