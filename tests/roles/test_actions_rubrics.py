"""Drafts, scales, competencies and publishing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from interviews.audit.models import Entry
from interviews.roles.actions.competencies import (
    CompetencyText,
    add_competency,
    add_from_library,
    change_competency,
    move_competency,
    place_competency,
    remove_competency,
)
from interviews.roles.actions.kits import add_question
from interviews.roles.actions.rubrics import (
    define_scale,
    discard_draft,
    publish,
    set_hire_line,
    set_scale,
    start_draft,
)
from interviews.roles.content import rubric_digest
from interviews.roles.errors import NotReady, RubricFrozen
from interviews.roles.models import Anchor, KitSection, LibraryCompetency, Role, Rubric, RubricState, Scale
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import make_scale

pytestmark = pytest.mark.django_db


def names(rubric: Rubric) -> list[str]:
    return list(rubric.competencies.values_list("name", flat=True))


def test_start_draft_copies_the_published_version(cast: Cast, role: Role) -> None:
    live = role.rubrics.get()
    draft = start_draft(role=role, actor=cast.hr)
    assert (draft.number, draft.state, draft.scale) == (2, RubricState.DRAFT, live.scale)
    fields = ("key", "position", "name", "definition", "grounds", "weight", "must_have", "minimum_level")
    assert list(draft.competencies.values(*fields)) == list(live.competencies.values(*fields))
    assert Anchor.objects.filter(competency__rubric=draft).count() == 15


def test_start_draft_twice_is_once(cast: Cast, role: Role) -> None:
    assert start_draft(role=role, actor=cast.hr) == start_draft(role=role, actor=cast.hr)
    assert role.rubrics.count() == 2


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (1, ["Code quality", "System design", "Incident ownership"]),
        (2, ["System design", "Code quality", "Incident ownership"]),
        (3, ["System design", "Incident ownership", "Code quality"]),
        (0, ["Code quality", "System design", "Incident ownership"]),
        (99, ["System design", "Incident ownership", "Code quality"]),
    ],
)
def test_place_competency_puts_it_where_it_was_dropped(cast: Cast, role: Role, place: int, expected: list[str]) -> None:
    draft = start_draft(role=role, actor=cast.hr)
    place_competency(competency=draft.competencies.get(name="Code quality"), place=place, actor=cast.hr)
    assert names(draft) == expected
    assert list(draft.competencies.values_list("position", flat=True)) == [1, 2, 3]
    moved = Entry.objects.filter(verb="competency.moved").count()
    assert moved == (0 if expected == names(role.rubrics.get(number=1)) else 1)


def test_place_competency_on_a_published_version_is_refused(cast: Cast, role: Role) -> None:
    with pytest.raises(RubricFrozen):
        place_competency(competency=role.rubrics.get().competencies.all()[2], place=1, actor=cast.hr)


def test_publish_supersedes_the_version_before(cast: Cast, role: Role) -> None:
    publish(rubric=start_draft(role=role, actor=cast.hr), actor=cast.hr)
    assert list(role.rubrics.order_by("number").values_list("number", "state")) == [
        (1, RubricState.SUPERSEDED),
        (2, RubricState.PUBLISHED),
    ]
    live = role.rubrics.get(number=2)
    assert (live.published_by, live.published_at is not None) == (cast.hr, True)
    assert Entry.objects.chain(None).latest("position").verb == "rubric.published"


def test_publish_leaves_open_panels_their_version(cast: Cast, role: Role, panel: Panel) -> None:
    publish(rubric=start_draft(role=role, actor=cast.hr), actor=cast.hr)
    panel.refresh_from_db()
    assert panel.rubric.number == 1


def test_publish_refuses_with_every_reason(cast: Cast, draft: Rubric) -> None:
    Anchor.objects.filter(competency__rubric=draft, value__in=[1, 5], competency__name="Code quality").delete()
    with pytest.raises(NotReady) as refused:
        publish(rubric=draft, actor=cast.hr)
    assert refused.value.messages == [
        "Code quality: say what a 1 looks like, the lowest level.",
        "Code quality: say what a 5 looks like, the top level.",
    ]
    assert Rubric.objects.get(pk=draft.pk).is_draft


def test_publish_twice_is_refused(cast: Cast, draft: Rubric) -> None:
    publish(rubric=draft, actor=cast.hr)
    with pytest.raises(RubricFrozen, match="Version 1 is published"):
        publish(rubric=draft, actor=cast.hr)


def test_publish_drops_texts_off_the_scale(cast: Cast, draft: Rubric) -> None:
    Anchor.objects.create(competency=draft.competencies.get(name="Code quality"), value=6, text="Beyond.")
    publish(rubric=draft, actor=cast.hr)
    assert not Anchor.objects.filter(value=6).exists()


def test_discard_draft_takes_its_own_kits_along(cast: Cast, role: Role) -> None:
    draft = start_draft(role=role, actor=cast.hr)
    added = add_competency(rubric=draft, text=CompetencyText("New one"), actor=cast.hr)
    stage, kept = role.stages.get(), draft.competencies.get(name="Code quality")
    for key in (added.key, kept.key):
        add_question(stage=stage, competency_key=key, text="Why?", actor=cast.hr)
    discard_draft(rubric=draft, actor=cast.hr)
    assert [section.competency_key for section in KitSection.objects.all()] == [kept.key]
    assert list(role.rubrics.values_list("number", flat=True)) == [1]


def test_discarding_a_discarded_draft_is_said_in_words(cast: Cast, draft: Rubric) -> None:
    discard_draft(rubric=draft, actor=cast.hr)
    with pytest.raises(RubricFrozen, match="This draft was discarded"):
        discard_draft(rubric=draft, actor=cast.hr)


def test_role_without_any_rubric_gets_an_empty_draft(cast: Cast, draft_role: Role, draft: Rubric) -> None:
    discard_draft(rubric=draft, actor=cast.hr)
    again = start_draft(role=draft_role, actor=cast.hr)
    assert (again.scale.name, names(again)) == ("Five levels", [])


@pytest.mark.parametrize("line", ["1", "3.65", "5"])
def test_hire_line_on_the_scale(cast: Cast, draft: Rubric, line: str) -> None:
    assert set_hire_line(rubric=draft, hire_line=Decimal(line), actor=cast.hr).hire_line == Decimal(line)


@pytest.mark.parametrize("line", ["0.99", "5.01"])
def test_hire_line_off_the_scale_is_refused(cast: Cast, draft: Rubric, line: str) -> None:
    with pytest.raises(ValidationError) as refused:
        set_hire_line(rubric=draft, hire_line=Decimal(line), actor=cast.hr)
    assert refused.value.message_dict == {"hire_line": ["Give a hire line from 1 to 5, or none."]}


def test_hire_line_may_go(cast: Cast, draft: Rubric) -> None:
    set_hire_line(rubric=draft, hire_line=Decimal(3), actor=cast.hr)
    assert set_hire_line(rubric=draft, hire_line=None, actor=cast.hr).hire_line is None


def test_set_scale_names_what_falls_off_and_keeps_it(cast: Cast, draft: Rubric) -> None:
    draft.competencies.filter(name="System design").update(minimum_level=5)
    sentences = set_scale(rubric=draft, scale=make_scale(1, 4), actor=cast.hr)
    assert sentences == [
        "System design: the text for a 5 is not on the scale.",
        "Incident ownership: the text for a 5 is not on the scale.",
        "Code quality: the text for a 5 is not on the scale.",
        "System design: the minimum 5 is not on the scale.",
    ]
    assert set_scale(rubric=draft, scale=make_scale(1, 5), actor=cast.hr) == []
    assert Anchor.objects.filter(competency__rubric=draft).count() == 15


def test_define_scale_makes_one_and_then_changes_it_in_place(cast: Cast, draft: Rubric) -> None:
    define_scale(rubric=draft, name="Ours", low=0, level_names=["No", "Partly", "Yes"], actor=cast.hr)
    define_scale(rubric=draft, name="Ours", low=1, level_names=["No", "Yes"], actor=cast.hr)
    scale = Scale.objects.get(name="Ours")
    assert (scale.low, scale.high) == (1, 2)
    assert [str(level) for level in scale.levels.all()] == ["1 No", "2 Yes"]
    assert Rubric.objects.get(pk=draft.pk).scale == scale


def test_define_scale_leaves_a_shared_one_alone(cast: Cast, draft: Rubric, live: Rubric) -> None:
    shared = draft.scale
    define_scale(rubric=draft, name="Ours", low=1, level_names=["No", "Yes"], actor=cast.hr)
    shared.refresh_from_db()
    assert (shared.low, shared.high, live.scale) == (1, 5, shared)


@pytest.mark.parametrize(
    ("name", "low", "levels", "field"),
    [
        ("Five LEVELS", 1, ["a", "b"], "name"),
        ("", 1, ["a", "b"], "name"),
        ("Ours", 1, ["a"], "level_names"),
        ("Ours", 20, ["a", "b"], "level_names"),
        ("Ours", -1, ["a", "b"], "level_names"),
    ],
)
def test_define_scale_refuses(cast: Cast, draft: Rubric, name: str, low: int, levels: list[str], field: str) -> None:
    before = Scale.objects.count()
    with pytest.raises(ValidationError) as refused:
        define_scale(rubric=draft, name=name, low=low, level_names=levels, actor=cast.hr)
    assert list(refused.value.message_dict) == [field]
    assert Scale.objects.count() == before


def test_add_from_library_copies(cast: Cast, draft: Rubric) -> None:
    entry = LibraryCompetency.objects.get(name="Leading people")
    competency = add_from_library(rubric=draft, entry=entry, actor=cast.hr)
    entry.anchors.all().delete()
    assert names(draft)[-1] == "Leading people"
    assert competency.anchors.count() == 5


def test_change_competency_writes_everything_at_once(cast: Cast, draft: Rubric) -> None:
    competency = draft.competencies.get(name="Code quality")
    text = CompetencyText(
        "Craft",
        "Says what it means.",
        " Seen in May. ",
        Decimal(2),
        True,
        4,
        {1: " Low ", 2: "", 4: "Enough", 5: "Top"},
    )
    changed = change_competency(competency=competency, text=text, actor=cast.hr)
    assert (changed.name, changed.definition, changed.weight) == ("Craft", "Says what it means.", Decimal(2))
    assert (changed.grounds, changed.must_have, changed.minimum_level) == ("Seen in May.", True, 4)
    assert list(changed.anchors.values_list("value", "text")) == [
        (1, "Low"),
        (3, "Code quality at 3"),
        (4, "Enough"),
        (5, "Top"),
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            CompetencyText("system DESIGN"),
            {"name": ["There is already a competency called system DESIGN. Choose another name."]},
        ),
        (CompetencyText(" "), {"name": ["Give the competency a name."]}),
        (
            CompetencyText("New", must_have=True),
            {"minimum_level": ["A must-have needs a minimum. Choose the level that is enough."]},
        ),
        (CompetencyText("New", must_have=True, minimum_level=6), {"minimum_level": ["Choose a minimum from 1 to 5."]}),
    ],
)
def test_add_competency_refuses(
    cast: Cast, draft: Rubric, text: CompetencyText, problems: dict[str, list[str]]
) -> None:
    with pytest.raises(ValidationError) as refused:
        add_competency(rubric=draft, text=text, actor=cast.hr)
    assert refused.value.message_dict == problems
    assert len(names(draft)) == 3


def test_move_competency_changes_places_and_stops_at_the_ends(cast: Cast, draft: Rubric) -> None:
    last = draft.competencies.get(name="Code quality")
    move_competency(competency=last, up=True, actor=cast.hr)
    assert names(draft) == ["System design", "Code quality", "Incident ownership"]
    move_competency(competency=last, up=True, actor=cast.hr)
    move_competency(competency=last, up=True, actor=cast.hr)
    assert names(draft) == ["Code quality", "System design", "Incident ownership"]
    move_competency(competency=last, up=False, actor=cast.hr)
    assert names(draft) == ["System design", "Code quality", "Incident ownership"]


def test_remove_competency_keeps_a_kit_that_a_published_version_needs(cast: Cast, role: Role) -> None:
    draft = start_draft(role=role, actor=cast.hr)
    competency = draft.competencies.get(name="Code quality")
    add_question(stage=role.stages.get(), competency_key=competency.key, text="Why?", actor=cast.hr)
    remove_competency(competency=competency, actor=cast.hr)
    assert names(draft) == ["System design", "Incident ownership"]
    assert KitSection.objects.count() == 1


def test_remove_competency_twice_is_said_in_words(cast: Cast, draft: Rubric) -> None:
    competency = draft.competencies.get(name="Code quality")
    stale = draft.competencies.get(name="Code quality")
    remove_competency(competency=competency, actor=cast.hr)
    with pytest.raises(ValidationError, match="removed in the meantime"):
        remove_competency(competency=stale, actor=cast.hr)


def test_every_change_of_a_published_rubric_is_refused(cast: Cast, live: Rubric) -> None:
    competency = live.competencies.get(name="Code quality")
    entry, text = LibraryCompetency.objects.get(name="Leading people"), CompetencyText("Other")
    changes = [
        lambda: add_competency(rubric=live, text=text, actor=cast.hr),
        lambda: add_from_library(rubric=live, entry=entry, actor=cast.hr),
        lambda: change_competency(competency=competency, text=text, actor=cast.hr),
        lambda: move_competency(competency=competency, up=True, actor=cast.hr),
        lambda: remove_competency(competency=competency, actor=cast.hr),
        lambda: set_scale(rubric=live, scale=make_scale(1, 4), actor=cast.hr),
        lambda: define_scale(rubric=live, name="Ours", low=1, level_names=["a", "b"], actor=cast.hr),
        lambda: set_hire_line(rubric=live, hire_line=None, actor=cast.hr),
        lambda: discard_draft(rubric=live, actor=cast.hr),
        lambda: publish(rubric=live, actor=cast.hr),
    ]
    for change in changes:
        with pytest.raises(RubricFrozen) as refused:
            change()
        assert refused.value.messages == [
            "Version 1 is published and cannot change any more. Start a new draft to change it."
        ]


def test_digest_covers_what_a_competency_rests_on_and_is_the_old_one_without(cast: Cast, draft: Rubric) -> None:
    """Rubrics that were published before competencies had grounds keep their seals."""
    draft.competencies.update(grounds="")
    without = rubric_digest(draft)
    first = draft.competencies.first()
    assert first is not None
    change_competency(
        competency=first, text=CompetencyText(first.name, first.definition, " Seen in October. "), actor=cast.hr
    )
    first.refresh_from_db()
    assert (first.grounds, first.must_have) == ("Seen in October.", False)
    draft.competencies.filter(pk=first.pk).update(must_have=True, minimum_level=3)
    assert rubric_digest(draft) != without
    draft.competencies.update(grounds="")
    assert rubric_digest(draft) == without
