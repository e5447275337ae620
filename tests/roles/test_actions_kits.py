"""The kit and the library."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from interviews.roles.actions.kits import (
    add_question,
    change_question,
    copy_questions,
    move_question,
    remove_question,
    set_section,
    set_stage_instructions,
)
from interviews.roles.actions.library import (
    LibraryText,
    add_library_competency,
    change_library_competency,
    restore_library_competency,
    retire_library_competency,
)
from interviews.roles.models import Competency, LibraryCompetency, Question, Role, Stage
from interviews.roles.reading import kit_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LEVELS = {1: "One.", 2: "Two.", 3: "Three.", 4: "Four.", 5: "Five."}


@pytest.fixture
def stage(role: Role) -> Stage:
    return role.stages.get()


@pytest.fixture
def competency(role: Role) -> Competency:
    return role.rubrics.get().competencies.get(name="System design")


def asked(stage: Stage) -> list[str]:
    return list(Question.objects.filter(section__stage=stage).values_list("text", flat=True))


def test_set_section_writes_minutes_and_instructions(cast: Cast, stage: Stage, competency: Competency) -> None:
    for minutes in (20, 25):
        set_section(
            stage=stage, competency_key=competency.key, minutes=minutes, instructions=" Draw. ", actor=cast.lead
        )
    section = stage.kit_sections.get()
    assert (section.minutes, section.instructions) == (25, "Draw.")


def test_questions_are_added_changed_moved_and_removed(cast: Cast, stage: Stage, competency: Competency) -> None:
    one, two, three = (
        add_question(stage=stage, competency_key=competency.key, text=text, actor=cast.lead) for text in "abc"
    )
    move_question(question=three, up=True, actor=cast.lead)
    assert asked(stage) == ["a", "c", "b"]
    move_question(question=one, up=True, actor=cast.lead)
    move_question(question=two, up=False, actor=cast.lead)
    assert asked(stage) == ["a", "c", "b"]
    change_question(question=three, text=" z ", follow_up="And then?", actor=cast.lead)
    remove_question(question=one, actor=cast.lead)
    assert asked(stage) == ["z", "b"]


@pytest.mark.parametrize(
    ("text", "message"), [(" ", "Write the question."), ("a", "This question is in the kit already.")]
)
def test_add_question_refuses(cast: Cast, stage: Stage, competency: Competency, text: str, message: str) -> None:
    add_question(stage=stage, competency_key=competency.key, text="a", actor=cast.lead)
    with pytest.raises(ValidationError) as refused:
        add_question(stage=stage, competency_key=competency.key, text=text, actor=cast.lead)
    assert refused.value.message_dict == {"text": [message]}


def test_copy_questions_takes_each_once(cast: Cast, stage: Stage, competency: Competency) -> None:
    questions = list(LibraryCompetency.objects.get(name="System design").questions.all())
    first = copy_questions(stage=stage, competency=competency, questions=questions[:2], actor=cast.lead)
    second = copy_questions(stage=stage, competency=competency, questions=questions[:3], actor=cast.lead)
    assert (first, second) == (2, 1)
    assert asked(stage) == [question.text for question in questions[:3]]


def test_kit_may_change_while_the_rubric_is_published(cast: Cast, stage: Stage) -> None:
    assert set_stage_instructions(stage=stage, instructions=" Begin. ", actor=cast.lead).instructions == "Begin."


def test_kit_of_sums_minutes_over_the_rubric(cast: Cast, stage: Stage, role: Role) -> None:
    for name, minutes in (("System design", 20), ("Code quality", 15)):
        key = role.rubrics.get().competencies.get(name=name).key
        set_section(stage=stage, competency_key=key, minutes=minutes, instructions="", actor=cast.lead)
    plan = kit_of(Stage.objects.get(pk=stage.pk))
    assert [line.competency.name for line in plan.lines] == ["System design", "Incident ownership", "Code quality"]
    assert plan.minutes == 35


def test_library_entry_is_added_and_changed(cast: Cast) -> None:
    entry = add_library_competency(
        text=LibraryText("Care", "Sees to it.", "Care", LEVELS, [("Why?", "And?"), ("How?", "")]), actor=cast.hr
    )
    change_library_competency(
        entry=entry, text=LibraryText("Care", "Sees to it.", "", LEVELS, [("How?", "")]), actor=cast.hr
    )
    assert (entry.shipped, entry.family) == (False, "")
    assert dict(entry.anchors.values_list("value", "text")) == LEVELS
    assert list(entry.questions.values_list("position", "text")) == [(1, "How?")]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            LibraryText("Care", "Sees to it.", anchors={**LEVELS, 2: " "}),
            {"anchor_2": ["Say what a 2 looks like."]},
        ),
        (
            LibraryText("Care", "Sees to it.", anchors={**LEVELS, 4: "two."}),
            {"anchor_4": ["This is the same text as for a 2. Say what is different at 4."]},
        ),
        (
            LibraryText("code quality", "Sees to it.", anchors=LEVELS),
            {"name": ["There is already a library competency called code quality. Choose another name."]},
        ),
        (LibraryText("Care", " ", anchors=LEVELS), {"definition": ["This field cannot be blank."]}),
    ],
)
def test_library_refuses(cast: Cast, text: LibraryText, problems: dict[str, list[str]]) -> None:
    with pytest.raises(ValidationError) as refused:
        add_library_competency(text=text, actor=cast.hr)
    assert refused.value.message_dict == problems
    assert LibraryCompetency.objects.count() == 12


def test_retired_entry_comes_back(cast: Cast) -> None:
    entry = LibraryCompetency.objects.get(name="Code quality")
    retire_library_competency(entry=entry, actor=cast.hr)
    assert LibraryCompetency.objects.filter(retired_at=None).count() == 11
    restore_library_competency(entry=entry, actor=cast.hr)
    assert LibraryCompetency.objects.filter(retired_at=None).count() == 12
