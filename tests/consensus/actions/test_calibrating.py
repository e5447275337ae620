"""When a scale is calibrated, what is kept of it, and that reports rest on what stood when they were built."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.db.models.functions import Now

from interviews.audit.models import Entry
from interviews.roles.models import Role
from interviews.runtime.actor import acting_as
from interviews.runtime.clock import time_under_lock, transaction_time
from panels.consensus.actions import calibrating
from panels.consensus.actions.policies import adjust_role, allow_adjustment, ask_calibration
from panels.consensus.actions.reports import rebuild
from panels.consensus.models import (
    Calibration,
    CalibrationDue,
    InterviewerFigures,
    Posterior,
    Report,
    RoleMeasures,
)
from panels.seating.models import Panel
from tests.cast import Cast
from tests.conftest import AsRole
from tests.consensus.conftest import Build
from tests.factories import make_candidate, make_panel, make_role, make_scale, submit_card

pytestmark = pytest.mark.django_db
LEVELS = ((4, 4, 3), (2, 3, 2), (5, 4, 4), (3, 3, 2), (1, 2, 2), (4, 5, 5))


@pytest.fixture
def role(cast: Cast) -> Role:
    return make_role("Senior Backend Engineer", lead=cast.lead, hire_line="3.5")


@pytest.fixture
def opened(cast: Cast, role: Role) -> Callable[[int], Panel]:
    """The n-th panel: Ana, Ben and Cleo have submitted, each with a level of her own on all three competencies."""

    def make(number: int) -> Panel:
        panel = make_panel(
            role=role,
            lead=cast.lead,
            recruiter=cast.recruiter,
            raters=[cast.ana, cast.ben, cast.cleo],
            candidate=make_candidate(f"Candidate {number}"),
        )
        names = list(panel.rubric.competencies.values_list("name", flat=True))
        for person, level in zip((cast.ana, cast.ben, cast.cleo), LEVELS[number % len(LEVELS)], strict=True):
            levels = {name: min(5, level + (place + number) % 2) for place, name in enumerate(names)}
            submit_card(panel, person, levels)
        panel.refresh_from_db()
        return panel

    return make


@pytest.fixture
def measured(opened: Callable[[int], Panel], build: Build) -> list[Panel]:
    """Five panels with their reports, no calibration yet."""
    panels = [opened(number) for number in range(5)]
    for panel in panels:
        build(panel)
    return panels


@pytest.fixture
def calibrate(as_worker: AsRole) -> Callable[..., Calibration]:
    def calibrated(**options: bool) -> Calibration:
        with as_worker():
            found = calibrating.calibrate(scale_id=make_scale().pk, **options)
        assert found is not None
        return found

    return calibrated


def due() -> CalibrationDue:
    return CalibrationDue.objects.get()


def test_a_new_report_makes_the_scale_due_after_a_quiet_while(opened: Callable[[int], Panel], build: Build) -> None:
    build(opened(0))
    found = due()
    assert (found.scale, found.whole) == (make_scale(), False)
    assert found.since is not None
    assert found.due_at == found.since + timedelta(seconds=20)


def test_many_reports_do_not_put_it_off_for_ever(opened: Callable[[int], Panel], build: Build) -> None:
    build(opened(0))
    began = transaction_time() - timedelta(seconds=110)
    CalibrationDue.objects.update(since=began)
    build(opened(1))
    assert due().due_at == began + timedelta(minutes=2)


def test_building_the_same_report_again_makes_nothing_due(opened: Callable[[int], Panel], build: Build) -> None:
    panel = opened(0)
    build(panel)
    CalibrationDue.objects.all().update(due_at=None, since=None)
    build(panel)
    assert due().due_at is None


def test_too_little_is_settled_without_a_calibration(
    opened: Callable[[int], Panel], build: Build, as_worker: AsRole
) -> None:
    build(opened(0))
    CalibrationDue.objects.update(due_at=Now())
    with as_worker():
        calibrating.sweep_calibrations()
    assert (due().due_at, due().since, due().failure) == (None, None, "")
    assert not Calibration.objects.exists()


def test_sweep_fits_what_is_due_and_nothing_else(measured: list[Panel], as_worker: AsRole) -> None:
    with as_worker():
        calibrating.sweep_calibrations()
    assert not Calibration.objects.exists()  # it has not been quiet yet
    CalibrationDue.objects.update(due_at=Now())
    with as_worker():
        calibrating.sweep_calibrations()
        calibrating.sweep_calibrations()
    (calibration,) = Calibration.objects.all()
    assert (calibration.number, calibration.is_whole, calibration.method) == (1, True, "panelmix 1")
    assert calibration.content["n"]["panels"] == 5
    assert due().due_at is None
    assert [entry.verb for entry in Entry.objects.chain(None)][-1] == "calibration.fitted"


def test_calibrating_twice_is_once(measured: list[Panel], calibrate: Callable[..., Calibration]) -> None:
    assert calibrate() == calibrate() == calibrate(whole=True)
    assert Calibration.objects.count() == 1


def test_stored_calibration_cannot_be_changed(measured: list[Panel], calibrate: Callable[..., Calibration]) -> None:
    calibration = calibrate()
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Calibration.objects.filter(pk=calibration.pk).update(number=9)


def test_figures_are_those_of_the_newest(
    measured: list[Panel],
    opened: Callable[[int], Panel],
    build: Build,
    calibrate: Callable[..., Calibration],
    as_worker: AsRole,
) -> None:
    first = calibrate()
    sixth = opened(5)
    report = build(sixth)
    second = calibrate()
    assert (second.number, report.calibration) == (2, first)
    with as_worker():
        assert {row.calibration_id for row in RoleMeasures.objects.all()} == {second.pk}
        assert {row.calibration_id for row in InterviewerFigures.objects.all()} == {second.pk}
        assert InterviewerFigures.objects.count() == 3
        assert set(Posterior.objects.values_list("calibration", flat=True)) == {first.pk, second.pk}  # a report has it


def test_posterior_that_no_report_names_goes_with_the_next(
    measured: list[Panel], opened: Callable[[int], Panel], calibrate: Callable[..., Calibration], as_worker: AsRole
) -> None:
    first, sixth = calibrate(), opened(5)
    with as_worker():
        Report.objects.create(panel=sixth, digest="0" * 64, method="x", content=Report.objects.all()[0].content)
    second = calibrate()
    with as_worker():
        assert list(Posterior.objects.values_list("calibration", flat=True)) == [second.pk]
    assert Calibration.objects.filter(pk=first.pk).exists()


def test_failure_is_noted_in_fixed_words_and_tried_again(
    measured: list[Panel], as_worker: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(_given: object) -> None:
        raise MemoryError("Candidate 1 was rated 4 by Ana")

    monkeypatch.setattr(calibrating, "compute", break_down)
    CalibrationDue.objects.update(due_at=Now())
    with as_worker():
        calibrating.sweep_calibrations()
    found = due()
    assert found.failure == "MemoryError while calibrating"
    assert found.due_at is not None
    assert found.due_at > transaction_time() + timedelta(seconds=100)
    monkeypatch.undo()
    CalibrationDue.objects.update(due_at=Now())
    with as_worker():
        calibrating.sweep_calibrations()
    assert (due().failure, due().attempts, due().failed_at) == ("", 0, None)


def test_report_that_comes_while_fitting_stays_due(
    measured: list[Panel], as_worker: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    compute = calibrating.compute

    def meanwhile(given: object) -> object:
        calibrating.note_report(scale_id=make_scale().pk)
        return compute(given)  # type: ignore[arg-type]

    monkeypatch.setattr(calibrating, "compute", meanwhile)
    CalibrationDue.objects.update(due_at=Now())
    with as_worker():
        calibrating.sweep_calibrations()
    found = due().due_at
    assert found is not None
    assert found < time_under_lock() + timedelta(seconds=20)  # not the lease of ten minutes, and not settled


def test_nightly_asks_every_scale_with_reports_for_new_ratios(
    cast: Cast, measured: list[Panel], as_worker: AsRole
) -> None:
    make_scale(1, 7)
    CalibrationDue.objects.all().update(due_at=None)
    with as_worker():
        calibrating.calibrate_all()
    assert [(one.scale, one.whole) for one in CalibrationDue.objects.due()] == [(make_scale(), True)]


def test_hr_may_ask_for_it_now(cast: Cast) -> None:
    ask_calibration(scale=make_scale(), actor=cast.hr)
    assert [(one.scale, one.whole) for one in CalibrationDue.objects.due()] == [(make_scale(), True)]
    assert [entry.verb for entry in Entry.objects.chain(None)] == ["calibration.asked"]


def test_first_reports_have_no_interval_and_later_ones_that_of_their_calibration(
    measured: list[Panel],
    opened: Callable[[int], Panel],
    build: Build,
    calibrate: Callable[..., Calibration],
    as_worker: AsRole,
) -> None:
    with as_worker():
        first = Report.objects.get(panel=measured[0])
    assert (first.calibration, first.content["calibration"], first.content["overall"]["interval"]) == (None, None, None)
    calibration = calibrate()
    report = build(opened(5))
    assert report.calibration == calibration
    assert report.content["calibration"]["number"] == 1
    interval, mean = report.content["overall"]["interval"], report.content["overall"]["mean"]
    v = calibration.content["variance"]
    sem = (
        (v["interviewer"] + v["candidate_interviewer"]) / 3 + (v["interviewer_competency"] + v["residual"]) / 9
    ) ** 0.5  # three people, each on all of three competencies of equal weight
    assert interval["basis"] == "raw"
    assert interval["sem"] == pytest.approx(sem, abs=2e-6)
    assert interval["low"] == pytest.approx(mean - 1.96 * sem, abs=1e-5)


def test_a_new_calibration_rewrites_no_report_and_a_second_one_may_stand_beside(
    cast: Cast, measured: list[Panel], build: Build, calibrate: Callable[..., Calibration], as_worker: AsRole
) -> None:
    panel = measured[0]
    with as_worker():
        before = Report.objects.get(panel=panel)
    calibration = calibrate()
    with as_worker():
        assert Report.objects.get(panel=panel).content == before.content
    with acting_as(cast.lead.pk):
        assert rebuild(panel=panel, actor=cast.lead) is True
    again = build(panel)
    assert again.pk != before.pk
    assert again.calibration == calibration
    with acting_as(cast.lead.pk):
        assert rebuild(panel=panel, actor=cast.lead) is False


def test_adjustment_is_refused_in_a_code_or_stands_beside(
    cast: Cast, role: Role, measured: list[Panel], opened: Callable[[int], Panel], build: Build, as_worker: AsRole
) -> None:
    """Refused without a calibration; with one it is what the stored posterior says of these ratings."""
    Panel.objects.filter(pk__in=[panel.pk for panel in measured]).update(decided_at=Now())
    allow_adjustment(actor=cast.hr, on=True)
    adjust_role(role=role, actor=cast.hr, on=True)
    refused = build(opened(5))
    assert refused.content["adjusted"] == {"refused": "no_calibration"}
    with as_worker():
        calibrating.calibrate(scale_id=make_scale().pk)
    report = build(opened(1))
    adjusted, raw = report.content["adjusted"], report.content["overall"]["mean"]
    assert adjusted["shift"] == pytest.approx(adjusted["overall"]["mean"] - raw, abs=2e-6)
    assert adjusted["overall"]["low"] < adjusted["overall"]["mean"] < adjusted["overall"]["high"]
    assert set(adjusted["competencies"]) == {
        str(pk) for pk in role.rubrics.get().competencies.values_list("pk", flat=True)
    }
    assert report.content["overall"]["interval"]["basis"] == "raw"
