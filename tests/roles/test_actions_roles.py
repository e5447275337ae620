"""Making, cloning and archiving roles, their stages, and roles for ratings from elsewhere."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from interviews.audit.models import Entry
from interviews.roles.actions.importing import create_imported_role
from interviews.roles.actions.kits import add_question, set_section
from interviews.roles.actions.roles import archive_role, change_role, clone_role, create_role, restore_role
from interviews.roles.actions.rubrics import publish
from interviews.roles.actions.stages import add_stage, change_stage, move_stage, remove_stage
from interviews.roles.errors import StageInUse
from interviews.roles.models import LibraryCompetency, Role, RubricState
from panels.seating.models import Panel
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Entry.objects.chain(None).values_list("verb", flat=True))


def names(role: Role) -> list[str]:
    return list(role.stages.values_list("name", flat=True))


def test_create_role_begins_with_a_stage_and_a_draft(cast: Cast) -> None:
    role = create_role(name="  Finance   Controller ", lead=cast.lead, actor=cast.hr)
    rubric = role.rubrics.get()
    assert (role.name, names(role)) == ("Finance Controller", ["Interview"])
    assert (rubric.number, rubric.state, rubric.scale.name) == (1, RubricState.DRAFT, "Five levels")
    assert verbs() == ["role.created", "rubric.started"]


def test_create_role_from_the_library_is_ready_to_publish(cast: Cast) -> None:
    picked = list(LibraryCompetency.objects.filter(family="Engineering"))
    role = create_role(name="Backend", actor=cast.hr, library=picked)
    assert publish(rubric=role.rubrics.get(), actor=cast.hr).state == RubricState.PUBLISHED
    kit = role.stages.get().kit_sections.all()
    assert sorted(section.questions.count() for section in kit) == [5, 5, 5]


@pytest.mark.parametrize("name", ["", "   "])
def test_create_role_needs_a_name(cast: Cast, name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        create_role(name=name, actor=cast.hr)
    assert refused.value.message_dict == {"name": ["Give the role a name."]}


def test_create_role_refuses_a_taken_name_in_any_case(cast: Cast, role: Role) -> None:
    with pytest.raises(ValidationError) as refused:
        create_role(name="senior BACKEND engineer", actor=cast.hr)
    assert refused.value.message_dict == {
        "name": ["There is already a role called senior BACKEND engineer. Choose another name."]
    }
    assert Role.objects.count() == 1


def test_change_role_keeps_its_own_name(cast: Cast, role: Role) -> None:
    changed = change_role(role=role, name="SENIOR Backend Engineer", team="Payments", actor=cast.hr)
    assert (changed.name, changed.team) == ("SENIOR Backend Engineer", "Payments")


def test_archive_and_restore(cast: Cast, role: Role) -> None:
    archive_role(role=role, actor=cast.hr)
    archive_role(role=role, actor=cast.hr)
    assert list(Role.objects.current()) == []
    restore_role(role=role, actor=cast.hr)
    assert list(Role.objects.current()) == [role]
    assert verbs() == ["role.archived", "role.restored"]


def test_clone_role_takes_everything_but_keys(cast: Cast, role: Role) -> None:
    stage, competency = role.stages.get(), role.rubrics.get().competencies.get(name="System design")
    set_section(stage=stage, competency_key=competency.key, minutes=20, instructions="Draw.", actor=cast.hr)
    add_question(stage=stage, competency_key=competency.key, text="Why?", follow_up="And?", actor=cast.hr)
    clone = clone_role(role=role, name="Staff Engineer", lead=cast.ana, actor=cast.hr)
    source, copy = role.rubrics.get(), clone.rubrics.get()
    assert (copy.state, copy.scale, copy.number) == (RubricState.DRAFT, source.scale, 1)
    fields = ("position", "name", "definition", "grounds", "weight", "must_have", "minimum_level")
    assert list(copy.competencies.values(*fields)) == list(source.competencies.values(*fields))
    assert not set(copy.competencies.values_list("key")) & set(source.competencies.values_list("key"))
    copied = copy.competencies.get(name="System design")
    assert list(copied.anchors.values_list("value", "text")) == list(competency.anchors.values_list("value", "text"))
    section = clone.stages.get(name="Onsite").kit_sections.get()
    assert (section.competency_key, section.minutes, section.instructions) == (copied.key, 20, "Draw.")
    assert list(section.questions.values_list("text", "follow_up")) == [("Why?", "And?")]
    assert clone.lead == cast.ana


def test_clone_of_an_imported_role_has_to_be_written_first(cast: Cast) -> None:
    imported = create_imported_role(
        name="Talks", scale_low=1, scale_high=7, competency_names=["Clarity"], actor=cast.hr
    )
    assert clone_role(role=imported, name="Talks 2", actor=cast.hr).rubrics.get().imported is False


def test_create_imported_role_is_published_without_anchors(cast: Cast) -> None:
    role = create_imported_role(
        name="Conference talks", scale_low=0, scale_high=10, competency_names=["Content", "Form"], actor=cast.hr
    )
    rubric = role.rubrics.get()
    assert (rubric.state, rubric.imported, names(role)) == (RubricState.PUBLISHED, True, ["Imported"])
    assert (rubric.scale.low, rubric.scale.high, rubric.scale.levels.count()) == (0, 10, 0)
    assert list(rubric.competencies.values_list("name", "weight", "must_have")) == [
        ("Content", Decimal(1), False),
        ("Form", Decimal(1), False),
    ]
    assert verbs()[0] == "role.imported"
    assert verbs()[-1] == "rubric.published"


def test_two_imports_share_their_scale(cast: Cast) -> None:
    one, two = (
        create_imported_role(name=name, scale_low=1, scale_high=7, competency_names=["Clarity"], actor=None)
        for name in ("One", "Two")
    )
    assert one.rubrics.get().scale == two.rubrics.get().scale


@pytest.mark.parametrize(
    ("low", "high", "competencies", "message"),
    [
        (1, 21, ["A"], "A scale from 1 to 21 does not fit: it must lie between 0 and 20."),
        (-1, 3, ["A"], "A scale from -1 to 3 does not fit: it must lie between 0 and 20."),
        (3, 3, ["A"], "A scale from 3 to 3 does not fit: it must lie between 0 and 20."),
        (1, 5, [], "There is no competency to import."),
        (1, 5, ["A", "a"], "There is already a competency called a. Choose another name."),
        (1, 5, [" "], "Give the competency a name."),
        (1, 5, ["A" * 81], "Ensure this value has at most 80 characters (it has 81)."),
    ],
)
def test_create_imported_role_refuses(cast: Cast, low: int, high: int, competencies: list[str], message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        create_imported_role(name="Talks", scale_low=low, scale_high=high, competency_names=competencies, actor=cast.hr)
    assert refused.value.messages == [message]
    assert Role.objects.count() == 0


def test_stages_are_added_named_and_moved(cast: Cast, role: Role) -> None:
    add_stage(role=role, name="Reference", actor=cast.hr)
    third = add_stage(role=role, name="Offer talk", actor=cast.hr)
    change_stage(stage=third, name="Offer", actor=cast.hr)
    move_stage(stage=third, up=True, actor=cast.hr)
    assert names(role) == ["Onsite", "Offer", "Reference"]
    move_stage(stage=third, up=True, actor=cast.hr)
    move_stage(stage=third, up=True, actor=cast.hr)
    assert names(role) == ["Offer", "Onsite", "Reference"]
    move_stage(stage=third, up=False, actor=cast.hr)
    assert names(role) == ["Onsite", "Offer", "Reference"]


def test_stage_names_are_one_of_a_kind_in_a_role(cast: Cast, role: Role, draft_role: Role) -> None:
    with pytest.raises(ValidationError):
        add_stage(role=role, name="onsite", actor=cast.hr)
    assert names(draft_role) == ["Onsite"]


def test_remove_stage(cast: Cast, role: Role) -> None:
    remove_stage(stage=add_stage(role=role, name="Offer", actor=cast.hr), actor=cast.hr)
    assert names(role) == ["Onsite"]


def test_last_stage_stays(cast: Cast, role: Role) -> None:
    with pytest.raises(ValidationError, match="A role needs one stage at least"):
        remove_stage(stage=role.stages.get(), actor=cast.hr)


def test_stage_with_panels_stays_and_says_why(cast: Cast, role: Role, panel: Panel) -> None:
    add_stage(role=role, name="Offer", actor=cast.hr)
    with pytest.raises(StageInUse) as refused:
        remove_stage(stage=panel.stage, actor=cast.hr)
    assert refused.value.messages == [
        "Panels were opened at the stage Onsite, so it stays. You can rename it or move it to the end."
    ]
    assert names(role) == ["Onsite", "Offer"]
