"""What keeps a draft from being published, sentence by sentence."""

from decimal import Decimal

import pytest

from interviews.roles.completeness import off_the_scale, warnings, what_is_missing
from interviews.roles.models import Anchor, Competency, Level, Rubric
from tests.factories import make_role, make_scale

pytestmark = pytest.mark.django_db


def sentences(rubric: Rubric) -> list[str]:
    return [finding.sentence for finding in what_is_missing(Rubric.objects.get(pk=rubric.pk))]


def test_complete_draft_misses_nothing(draft: Rubric) -> None:
    assert sentences(draft) == []


def test_empty_draft_needs_a_competency() -> None:
    rubric = make_role(competencies=(), must_have=(), publish=False).rubrics.get()
    assert sentences(rubric) == ["Add at least one competency."]


def test_lowest_minimum_and_top_are_needed(draft: Rubric) -> None:
    Anchor.objects.filter(competency__rubric=draft, competency__name="System design").delete()
    assert sentences(draft) == [
        "System design: say what a 1 looks like, the lowest level.",
        "System design: say what a 3 looks like, the minimum level.",
        "System design: say what a 5 looks like, the top level.",
    ]


def test_middle_levels_are_not_needed(draft: Rubric) -> None:
    Anchor.objects.filter(competency__rubric=draft, value__in=[2, 4]).delete()
    assert sentences(draft) == []


def test_without_a_minimum_lowest_and_top_are_enough(draft: Rubric) -> None:
    Anchor.objects.filter(competency__name="Code quality", competency__rubric=draft, value__in=[2, 3, 4]).delete()
    assert sentences(draft) == []


def test_finding_names_its_competency(draft: Rubric) -> None:
    Anchor.objects.filter(competency__rubric=draft, competency__name="Code quality", value=5).delete()
    (finding,) = what_is_missing(draft)
    assert finding.competency == draft.competencies.get(name="Code quality")


def test_minimum_off_the_scale(draft: Rubric) -> None:
    draft.competencies.filter(name="System design").update(minimum_level=7)
    assert sentences(draft) == ["System design: its minimum, 7, is not on the scale. Choose another."]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1", []),
        ("3.6", []),
        ("5", []),
        ("5.01", ["The hire line 5.01 is off the scale, which goes from 1 to 5."]),
        ("0.5", ["The hire line 0.5 is off the scale, which goes from 1 to 5."]),
    ],
)
def test_hire_line_within_the_scale(draft: Rubric, line: str, expected: list[str]) -> None:
    Rubric.objects.filter(pk=draft.pk).update(hire_line=Decimal(line))
    assert sentences(draft) == expected


def test_level_names_are_needed() -> None:
    rubric = make_role(scale=make_scale(1, 4), publish=False).rubrics.get()
    Level.objects.filter(scale=rubric.scale, value__in=[2, 3]).delete()
    assert sentences(rubric) == ["Name the levels of the scale: 2, 3."]


def test_imported_rubric_needs_no_words() -> None:
    rubric = make_role(scale=make_scale(1, 6), publish=False, must_have=()).rubrics.get()
    Rubric.objects.filter(pk=rubric.pk).update(imported=True)
    Anchor.objects.filter(competency__rubric=rubric).delete()
    Level.objects.filter(scale=rubric.scale).delete()
    assert sentences(rubric) == []


def warned(rubric: Rubric) -> list[str]:
    return [finding.sentence for finding in warnings(Rubric.objects.get(pk=rubric.pk))]


def test_sound_draft_gives_no_warning(draft: Rubric) -> None:
    assert warned(draft) == []


def test_warns_of_many_competencies() -> None:
    nine = [f"Competency {number}" for number in range(9)]
    rubric = make_role(competencies=nine, must_have=nine[:1], publish=False).rubrics.get()
    assert warned(rubric) == [
        "There are 9 competencies. More than 8 get little evidence each: nobody has the time to ask about all of them."
    ]
    Competency.objects.get(rubric=rubric, name="Competency 8").delete()
    assert warned(rubric) == []


def test_warns_of_a_weight_that_decides_alone(draft: Rubric) -> None:
    draft.competencies.filter(name="Code quality").update(weight=2)
    assert warned(draft) == []
    draft.competencies.filter(name="Code quality").update(weight=Decimal("2.25"))
    assert warned(draft) == ["Code quality weighs more than all others together. It alone can decide the overall."]


def test_single_competency_is_no_tyrant() -> None:
    rubric = make_role(competencies=["One"], must_have=["One"], publish=False).rubrics.get()
    assert warned(rubric) == []


def test_warns_without_any_must_have() -> None:
    rubric = make_role(must_have=(), publish=False).rubrics.get()
    assert warned(rubric) == ["No competency is a must-have: a strong one can make up for any weak one."]


def test_off_the_scale_names_each_text(draft: Rubric) -> None:
    assert off_the_scale(draft) == []
    Anchor.objects.create(competency=draft.competencies.get(name="Code quality"), value=6, text="Beyond.")
    assert [finding.sentence for finding in off_the_scale(draft)] == [
        "Code quality: the text for a 6 is not on the scale."
    ]
