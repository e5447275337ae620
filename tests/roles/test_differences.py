"""One version beside another, word by word."""

from __future__ import annotations

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from interviews.roles.actions.competencies import (
    CompetencyText,
    add_competency,
    change_competency,
    move_competency,
    remove_competency,
)
from interviews.roles.actions.rubrics import set_hire_line, set_scale, start_draft
from interviews.roles.differences import Change, CompetencyChange, Difference, Piece, difference
from interviews.roles.models import Competency, Role, Rubric
from interviews.roles.reading import in_full
from tests.cast import Cast
from tests.factories import make_scale

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast: Cast, role: Role) -> Rubric:
    return start_draft(role=role, actor=cast.hr)


def named(draft: Rubric, name: str) -> Competency:
    return draft.competencies.get(name=name)


def found(draft: Rubric) -> Difference:
    """In the queries that a page may ask."""
    live, own = in_full(Rubric.objects.filter(role=draft.role).order_by("number"))
    return difference(live, own)


def text_of(one: Competency, **changed: object) -> CompetencyText:
    same = {name: getattr(one, name) for name in ("name", "definition", "grounds", "weight", "must_have")}
    anchors = {anchor.value: anchor.text for anchor in one.anchors.all()}
    return CompetencyText(**{**same, "minimum_level": one.minimum_level, "anchors": anchors, **changed})  # type: ignore[arg-type]


def test_a_copy_says_the_same(draft: Rubric) -> None:
    assert found(draft) == Difference((), (), reordered=False)
    assert found(draft).is_empty


def test_each_thing_that_changed_is_named_with_its_words(cast: Cast, draft: Rubric) -> None:
    one = named(draft, "System design")
    anchors = {value: f"System design at {value}" for value in range(1, 6)} | {3: "System design at three"}
    text = text_of(one, name="Systems design", weight=Decimal(2), minimum_level=4, anchors=anchors)
    change_competency(competency=one, text=text, actor=cast.hr)
    assert found(draft).competencies == (
        CompetencyChange(
            "Systems design",
            "changed",
            (
                Change("Name", (Piece("removed", "System "), Piece("added", "Systems "), Piece("kept", "design"))),
                Change("Must-have", (Piece("kept", "minimum "), Piece("removed", "3"), Piece("added", "4"))),
                Change("Weight", (Piece("removed", "1"), Piece("added", "2"))),
                Change(
                    "What a 3 looks like",
                    (Piece("kept", "System design at "), Piece("removed", "3"), Piece("added", "three")),
                ),
            ),
        ),
    )


def test_competencies_come_and_go(cast: Cast, draft: Rubric) -> None:
    add_competency(rubric=draft, text=CompetencyText("Databases"), actor=cast.hr)
    remove_competency(competency=named(draft, "Code quality"), actor=cast.hr)
    assert found(draft).competencies == (
        CompetencyChange("Databases", "added"),
        CompetencyChange("Code quality", "removed"),
    )
    assert not found(draft).reordered


def test_another_order_is_said(cast: Cast, draft: Rubric) -> None:
    move_competency(competency=named(draft, "Code quality"), up=True, actor=cast.hr)
    assert found(draft) == Difference((), (), reordered=True)


def test_hire_line_and_scale_are_the_rubrics_own(cast: Cast, draft: Rubric) -> None:
    set_hire_line(rubric=draft, hire_line=Decimal("3.50"), actor=cast.hr)
    set_scale(rubric=draft, scale=make_scale(1, 4), actor=cast.hr)
    scale, line = found(draft).general
    assert line == Change("Hire line", (Piece("added", "3.5"),))
    assert scale.what == "Scale"
    assert "".join(one.text for one in scale.pieces if one.kind != "removed") == (
        "Test scale 1 to 4, 1 to 4: 1 Level 1, 2 Level 2, 3 Level 3, 4 Level 4"
    )


def test_page_marks_what_went_and_what_came(client: Client, cast: Cast, draft: Rubric) -> None:
    one = named(draft, "System design")
    change_competency(competency=one, text=text_of(one, definition="What system design is."), actor=cast.hr)
    client.force_login(cast.lead)
    answer = client.get(f"/rubrics/{draft.uuid}/difference/")
    soup = BeautifulSoup(answer.content, "html.parser")
    assert [one.get_text() for one in soup.select("main del")] == ["[was: means here.]"]
    assert [one.get_text() for one in soup.select("main ins")] == ["[now: is.]"]
    assert soup.select_one("a[href$='/what-if/']") is None


def test_the_first_version_has_nothing_beside_it(client: Client, cast: Cast, role: Role) -> None:
    client.force_login(cast.hr)
    answer = client.get(f"/rubrics/{role.rubrics.get().uuid}/difference/")
    assert "Nothing to compare with" in answer.content.decode()


def test_a_number_that_is_none_falls_back_to_the_version_before(client: Client, cast: Cast, draft: Rubric) -> None:
    client.force_login(cast.hr)
    for asked in ("x", "99", "1"):
        answer = client.get(f"/rubrics/{draft.uuid}/difference/", {"from": asked})
        assert "Beside version 1" in answer.content.decode()
