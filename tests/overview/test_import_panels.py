"""The import through the actions: what stands in the database, and what a worker makes of it."""

from __future__ import annotations

import csv
import statistics
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from mailer.models import Message

from interviews.accounts.models import User
from interviews.audit.models import Entry
from interviews.roles.models import Role
from interviews.runtime.actor import acting_as
from panels.consensus.actions.building import sweep
from panels.consensus.models import Outbox, Report
from panels.scorecards.models import SubmittedVersion
from panels.seating.models import Candidate, Panel, Seat
from tests.cast import Cast
from tests.conftest import AsRole

REFERENCE = Path(__file__).parent.parent / "reference"
FILES = ["shrout_fleiss_1979", "sample_lessons"]


def file_of(folder: str) -> Path:
    return REFERENCE / folder / "ratings.csv"


def write(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "ratings.csv"
    path.write_text("target,rater,item,rating\n" + rows, encoding="utf-8")
    return path


def run(path: Path, role: str = "Past panels", **options: Any) -> None:
    call_command("import_panels", str(path), role=role, verbosity=0, skip_checks=True, **options)


def from_the_file(path: Path) -> dict[str, dict[str, list[int]]]:
    """Ratings by target and item, straight from the file."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["target"]][row["item"] or "Overall"].append(int(row["rating"]))
    return found


def nothing_is_there() -> bool:
    return not any(model.objects.exists() for model in (Role, Candidate, Panel, Seat, User))


@pytest.mark.parametrize("folder", FILES)
@pytest.mark.django_db
def test_reports_equal_what_the_file_says(folder: str, as_worker: AsRole) -> None:
    path = file_of(folder)
    expected = from_the_file(path)
    run(path)
    with as_worker():
        sweep()
        reports = list(Report.objects.select_related("panel__candidate"))
    assert {report.panel.candidate.name for report in reports} == set(expected)
    for report in reports:
        ratings = expected[report.panel.candidate.name]
        found = {one["name"]: one for one in report.content["competencies"] if one["n"]}
        assert set(found) == set(ratings)
        for name, levels in ratings.items():
            assert sorted(score["level"] for score in found[name]["scores"]) == sorted(levels)
            assert found[name]["mean"] == round(statistics.fmean(levels), 6)
            assert found[name]["median"] == statistics.median(levels)
            spread = round(statistics.stdev(levels), 6) if len(levels) > 1 else None
            assert found[name]["sd"] == spread
        means = [statistics.fmean(levels) for levels in ratings.values()]
        assert report.content["overall"]["mean"] == pytest.approx(statistics.fmean(means), abs=1e-6)


@pytest.mark.django_db
def test_import_makes_role_people_panels_and_scorecards(cast: Cast) -> None:
    run(file_of("shrout_fleiss_1979"))
    role = Role.objects.get(name="Past panels")
    rubric = role.rubrics.get()
    assert (rubric.imported, rubric.state, rubric.scale.low, rubric.scale.high) == (True, "published", 1, 10)
    assert [one.name for one in rubric.competencies.all()] == ["Overall"]
    assert set(role.panels.values_list("state", flat=True)) == {"revealed"}
    assert set(role.panels.values_list("candidate__name", flat=True)) == {f"T{number}" for number in range(1, 7)}
    assert Seat.objects.filter(panel__role=role, asks_overall=False).count() == 24
    judges = User.objects.filter(pk__in=Seat.objects.values("interviewer")).order_by("name")
    assert [judge.name for judge in judges] == ["J1", "J2", "J3", "J4"]
    assert judges[0].email.startswith("rater-j1@past-panels-")
    assert judges[0].email.endswith(".import.invalid")
    assert not any(judge.has_usable_password() for judge in judges)
    assert Outbox.objects.owed().count() == 6


@pytest.mark.django_db
def test_each_scorecard_is_submitted_by_its_rater(cast: Cast) -> None:
    run(file_of("shrout_fleiss_1979"))
    with acting_as(cast.hr.pk):
        versions = list(SubmittedVersion.objects.select_related("author", "seat", "payload"))
    assert len(versions) == 24
    assert all(version.author_id == version.seat.interviewer_id for version in versions)
    assert {version.standing for version in versions} == {"before"}
    assert {version.payload.content["discussed"] for version in versions} == {False}
    submitted = Entry.objects.filter(verb="scorecard.submitted")
    assert sorted(submitted.values_list("actor_id", flat=True)) == sorted(version.author_id for version in versions)


@pytest.mark.django_db
def test_import_mails_nobody(cast: Cast) -> None:
    run(file_of("shrout_fleiss_1979"))
    assert Message.objects.count() == 0


@pytest.mark.django_db
def test_second_file_goes_into_the_role_that_is_there(cast: Cast, tmp_path: Path) -> None:
    run(file_of("shrout_fleiss_1979"))
    run(write(tmp_path, "T7,J1,,4\nT7,J9,,5\n"))
    role = Role.objects.get(name="Past panels")
    assert role.rubrics.count() == 1
    assert role.panels.count() == 7
    assert User.objects.filter(name="J1").count() == 1


@pytest.mark.django_db
def test_raters_of_two_roles_are_two_people(tmp_path: Path) -> None:
    path = write(tmp_path, "T1,J1,,4\nT1,J2,,5\n")
    run(path, role="One")
    run(path, role="Other")
    assert User.objects.filter(name="J1").count() == 2


@pytest.mark.django_db
def test_names_that_an_address_cannot_hold_stay_apart(tmp_path: Path) -> None:
    run(write(tmp_path, "T1,A B,,4\nT1,A-B,,5\nT1,Åsa,,5\nT1,李,,5\n" + f"T1,{'y' * 120},,5\n"))
    raters = User.objects.filter(email__startswith="rater-")
    assert sorted(raters.values_list("name", flat=True)) == sorted(["A B", "A-B", "Åsa", "李", "y" * 120])


@pytest.mark.django_db
def test_named_lead_may_read_and_decide(cast: Cast, as_worker: AsRole) -> None:
    run(file_of("shrout_fleiss_1979"), lead=cast.lead.email)
    with as_worker():
        sweep()
    assert set(Panel.objects.values_list("lead", flat=True)) == {cast.lead.pk}
    with acting_as(cast.lead.pk):
        assert Report.objects.visible_to(cast.lead).count() == 6


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("T1,J1,,4\nT1,J2,,4.5\n", "Line 3: the rating '4.5' is not a whole number."),
        ("T1,J1,,4\nT1,J1,,5\n", "Line 3: J1 rated T1 on line 2 already."),
        ("T1,J1,,4\nT1,J2\n", "Line 3: 2 cells where 4 are needed."),
    ],
)
@pytest.mark.django_db
def test_bad_row_imports_nothing(rows: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refusal:
        run(write(tmp_path, rows))
    assert str(refusal.value) == f"Nothing was imported.\n{words}"
    assert nothing_is_there()


@pytest.mark.django_db
def test_candidate_with_a_panel_there_imports_nothing(tmp_path: Path) -> None:
    run(write(tmp_path, "T1,J1,,4\nT1,J2,,5\n"))
    with pytest.raises(CommandError) as refusal:
        run(write(tmp_path, "T2,J1,,4\nT1,J3,,5\n"))
    assert str(refusal.value) == "Nothing was imported.\nLine 3: T1 has a panel for this role already."
    assert Panel.objects.count() == 1


@pytest.mark.django_db
def test_role_with_a_rubric_of_its_own_is_refused(role: Role, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="whose rubric was not imported"):
        run(write(tmp_path, "T1,J1,,4\n"), role=" senior  backend engineer ")
    assert Panel.objects.count() == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"role": " "}, "Give the role a name with --role."),
        ({"role": "x" * 200}, "The role's name is longer than 120 characters."),
        ({"lead": "nobody@example.org"}, "Nobody with the address nobody@example.org can sign in here."),
        ({"scale": "5-1"}, "A scale from 5 to 1 does not fit"),
    ],
)
@pytest.mark.django_db
def test_bad_option_imports_nothing(options: dict[str, str], words: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=words):
        run(write(tmp_path, "T1,J1,,4\nT1,J2,,5\n"), **options)
    assert nothing_is_there()


@pytest.mark.django_db
def test_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file or directory"):
        run(tmp_path / "none.csv")
