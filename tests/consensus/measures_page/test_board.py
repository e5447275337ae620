"""Sections, groups and what each line says, from stored reports and stored measures."""

from __future__ import annotations

import pytest

from interviews.roles.actions.rubrics import publish, start_draft
from interviews.runtime.actor import acting_as
from panels.consensus.measures_page.board import Section, board_of
from panels.consensus.models import AdjustedRole, Policy
from panels.seating.actions.endings import close_panel
from tests.consensus.measures_page.conftest import Met
from tests.consensus.measures_page.stored import board
from tests.factories import make_candidate, make_panel, submit_card

pytestmark = pytest.mark.django_db


def seen(met: Met) -> list[Section]:
    with acting_as(met.cast.lead.pk):
        return board_of(met.role, met.cast.lead)


def grouped(section: Section) -> list[tuple[str, list[str]]]:
    return [(one.heading, [line.name for line in one.lines]) for one in section.groups]


def test_candidates_stand_in_groups_and_alphabetically_inside(met: Met) -> None:
    for name, level in (("Zoe", 4), ("Ada", 4), ("Ben", 2)):
        met.meet(name, level, level)
    met.compare(Zoe=4.1, Ada=4.0, Ben=2.0)
    (section,) = seen(met)
    assert grouped(section) == [
        ("2 candidates who cannot be told apart", ["Ada", "Zoe"]),
        ("One candidate below", ["Ben"]),
    ]
    assert section.waiting == ()
    assert section.basis.startswith("Groups come from the raw overalls; nothing is adjusted.")


def test_line_says_what_the_report_says(met: Met) -> None:
    met.meet("Ada", {"System design": 2, "Code quality": 4}, {"System design": 4, "Code quality": 4}, 3)
    met.compare(Ada=3.5)
    line = seen(met)[0].lines[0]
    assert (line.interviewers, line.recommended, line.splits, line.widest) == (3, "3 yes", 1, 2)
    assert [(one.kind, one.words, one.names) for one in line.must_haves] == [("split", "1 split", "System design")]
    assert line.raw is not None
    assert (line.raw.value, line.raw.interval) == ("3.5", "3.1 to 3.9")
    assert line.url == f"/panels/{line.panel.uuid}/report/"
    assert line.adjusted is None


def test_interval_is_cut_at_the_ends_of_the_scale(met: Met) -> None:
    met.meet("Ada", 5, 5)
    met.compare(Ada=4.9)
    line = seen(met)[0].lines[0]
    assert line.raw is not None
    assert line.raw.interval == "4.5 to 5.0"


def test_panel_without_a_place_in_the_numbers_waits_below(met: Met) -> None:
    met.meet("Ada", 4, 4)
    met.meet("Ben", 3, 3)
    met.compare(Ada=4.0)
    (section,) = seen(met)
    assert grouped(section) == [("One candidate, nobody to compare with yet", ["Ada"])]
    (waiting,) = section.waiting
    assert (waiting.name, waiting.built) == ("Ben", True)
    assert waiting.raw is not None
    assert (waiting.raw.value, waiting.raw.interval) == ("3.0", "")


def test_panel_whose_report_is_being_built_waits_without_numbers(met: Met) -> None:
    panel = make_panel(
        role=met.role, lead=met.cast.lead, raters=[met.cast.ana, met.cast.ben], candidate=make_candidate("Ada")
    )
    for rater in (met.cast.ana, met.cast.ben):
        submit_card(panel, rater)
    (section,) = seen(met)
    assert [(line.name, line.built, line.raw) for line in section.waiting] == [("Ada", False, None)]


def test_running_panel_is_not_there_at_all(met: Met) -> None:
    panel = make_panel(role=met.role, lead=met.cast.lead, raters=[met.cast.ana, met.cast.ben])
    submit_card(panel, met.cast.ana)
    assert seen(met) == []


def test_hidden_panel_is_cut_out_of_vectors_and_matrices(met: Met) -> None:
    """The lead still owes a card on Mia's panel. With her the others would stand below somebody."""
    met.meet("Ada", 4, 4)
    met.meet("Ben", 3, 3)
    hidden = make_panel(
        role=met.role,
        lead=met.cast.lead,
        raters=[met.cast.ana, met.cast.ben, met.cast.lead],
        candidate=make_candidate("Mia"),
    )
    for rater in (met.cast.ana, met.cast.ben):
        submit_card(hidden, rater)
    with acting_as(met.cast.recruiter.pk):
        close_panel(panel=hidden, actor=met.cast.recruiter, reason="No more time.")
    panels = [met.panels["Ada"], hidden, met.panels["Ben"]]
    met.store(board(panels, [3.1, 4.0, 3.0], variance=[0.04, 0.01, 0.01], component=[0, 0, 1]))
    (section,) = seen(met)
    assert grouped(section) == [("All 2 cannot be told apart", ["Ada", "Ben"])]
    assert section.apart.startswith("Ben shares no interviewer with the other candidates here")
    assert section.groups[0].assumed
    assert [(line.name, line.alone) for line in section.lines] == [("Ada", False), ("Ben", True)]


def test_adjusted_scores_make_the_groups_only_while_the_role_adjusts(met: Met) -> None:
    for name in ("Ada", "Ben"):
        met.meet(name, 4, 4)
    met.store(board([met.panels["Ada"], met.panels["Ben"]], [4.0, 3.0], adjusted=[3.4, 3.5]))
    (off,) = seen(met)
    assert [len(one.lines) for one in off.groups] == [1, 1]
    assert [line.adjusted for line in off.lines] == [None, None]
    Policy.objects.create(pk=1, adjustment=True)
    AdjustedRole.objects.create(role=met.role)
    (on,) = seen(met)
    assert grouped(on) == [("All 2 cannot be told apart", ["Ada", "Ben"])]
    assert [(line.raw.value, line.adjusted.value) for line in on.lines if line.raw and line.adjusted] == [
        ("4.0", "3.4"),
        ("3.0", "3.5"),
    ]
    assert on.basis.startswith("Groups come from the adjusted scores")


def test_rubric_versions_are_never_compared(met: Met) -> None:
    met.meet("Ada", 4, 4)
    with acting_as(met.cast.hr.pk):
        draft = start_draft(role=met.role, actor=met.cast.hr)
        publish(rubric=draft, actor=met.cast.hr)
    met.meet("Ben", 4, 4)
    new, old = seen(met)
    assert ([line.name for line in new.lines], [line.name for line in old.lines]) == (["Ben"], ["Ada"])
    assert new.other_version == ""
    assert old.other_version.startswith("Version 1 of the rubric did not ask for the same as version 2")


def test_second_decimal_where_one_would_hide_the_hire_line(met: Met) -> None:
    met.meet("Ada", 4, 4)
    met.compare(Ada=3.48)
    line = seen(met)[0].lines[0]
    assert line.raw is not None
    assert line.raw.value == "3.48"


def test_table_begins_where_ratings_lie_furthest_apart(met: Met) -> None:
    met.meet("Ada", 3, 3)
    met.meet("Ben", {"System design": 3, "Code quality": 1}, {"System design": 3, "Code quality": 4})
    met.meet("Cem", 3, 4)
    met.meet("Abe", 3, 4)
    (section,) = seen(met)
    assert [line.name for line in section.by_disagreement] == ["Ben", "Abe", "Cem", "Ada"]
    assert [line.name for line in section.by_name] == ["Abe", "Ada", "Ben", "Cem"]
