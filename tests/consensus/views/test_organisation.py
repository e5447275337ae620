"""The measures as HR sees them, and the switches as pages."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from interviews.roles.models import Role
from panels.consensus.actions.policies import adjust_role, allow_adjustment
from panels.consensus.models import AdjustedRole, Calibration, CalibrationDue, Policy, RoleMeasures
from tests.cast import Cast
from tests.conftest import AsRole
from tests.factories import make_panel, make_role, make_scale

pytestmark = pytest.mark.django_db

N = {"ratings": 341, "panels": 33, "interviewers": 20, "items": 13, "cells": 89}


@pytest.fixture
def hr(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.hr)
    return client


@pytest.fixture
def role(cast: Cast) -> Role:
    return make_role("Senior Backend Engineer", lead=cast.lead)


@pytest.fixture
def calibration(role: Role, as_worker: AsRole) -> Calibration:
    with as_worker():
        made = Calibration.objects.create(
            scale=make_scale(), number=1, method="panelmix 1", digest="d" * 64, content={"n": N, "receipts": ""}
        )
        content = {"n": {"compared": 12}, "state": "provisional"}
        RoleMeasures.objects.create(calibration=made, role=role, content=content)
    return made


def text(client: Client, path: str = "/measures/") -> str:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    assert page.main
    return " ".join(page.main.get_text(" ").split())


def test_young_organisation_learns_what_it_takes(hr: Client, role: Role) -> None:
    said = text(hr)
    assert "Not calibrated yet: that takes five panels with two or more interviewers each" in said


def test_empty_organisation_learns_what_will_stand_here(hr: Client) -> None:
    assert "No scale is in use yet" in text(hr)


def test_calibrated_scale_says_what_it_rests_on(hr: Client, calibration: Calibration) -> None:
    said = text(hr)
    assert "341 ratings of 33 panels by 20 interviewers." in said
    assert "12 candidates with two or more interviewers." in said
    assert "Provisional" in said


def test_failed_attempt_is_said_while_the_old_one_stands(hr: Client, calibration: Calibration) -> None:
    CalibrationDue.objects.create(scale=calibration.scale, failure="MemoryError while calibrating")
    said = text(hr)
    assert "The last attempt failed (MemoryError while calibrating)" in said
    assert "341 ratings" in said


def test_calibrating_now_makes_it_due(hr: Client, role: Role) -> None:
    answer = hr.post(f"/measures/scales/{make_scale().uuid}/calibrate/", follow=True)
    assert "is being calibrated" in answer.content.decode()
    assert CalibrationDue.objects.due().get().whole is True


def test_adjustment_is_switched_after_asking_once_more(hr: Client, role: Role) -> None:
    assert "Let roles adjust for how interviewers rate?" in text(hr, "/measures/adjustment/")
    assert Policy.objects.current().adjustment is False
    hr.post("/measures/adjustment/")
    assert Policy.objects.current().adjustment is True
    assert f"Adjust reports of {role.name}?" in text(hr, f"/roles/{role.uuid}/adjustment/")
    hr.post(f"/roles/{role.uuid}/adjustment/")
    assert AdjustedRole.objects.get().role == role
    assert "Adjusted" in text(hr)


def test_refusal_is_said_in_words_and_changes_nothing(hr: Client, cast: Cast, role: Role) -> None:
    allow_adjustment(actor=cast.hr, on=True)
    adjust_role(role=role, actor=cast.hr, on=True)
    make_panel(role=role, lead=cast.lead, raters=[cast.ana])
    for path in ("/measures/adjustment/", f"/roles/{role.uuid}/adjustment/"):
        answer = hr.post(path, follow=True)
        assert "Senior Backend Engineer has panels under way" in answer.content.decode()
    assert AdjustedRole.objects.exists()
    assert "Panels under way" in text(hr)


def test_figures_by_name_are_switched_after_asking_once_more(hr: Client) -> None:
    assert "works council" in text(hr, "/measures/named-figures/")
    hr.post("/measures/named-figures/")
    assert Policy.objects.current().named_figures is True


@pytest.mark.parametrize("path", ["/measures/", "/measures/adjustment/", "/measures/named-figures/"])
def test_measures_do_not_exist_for_others(cast: Cast, path: str) -> None:
    for person in (cast.lead, cast.recruiter, cast.ana, cast.superuser):
        client = Client()
        client.force_login(person)
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
