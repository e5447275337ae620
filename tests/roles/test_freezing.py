"""What is published cannot change, whatever writes: straight SQL is refused by the database."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from interviews.roles.models import Anchor, Competency, Level, Rubric

pytestmark = pytest.mark.django_db

PUBLISHED = {
    "change the hire line": "UPDATE roles_rubric SET hire_line = 3 WHERE id = %(rubric)s",
    "back to draft": "UPDATE roles_rubric SET state = 'draft', published_at = NULL WHERE id = %(rubric)s",
    "supersede and change": "UPDATE roles_rubric SET state = 'superseded', number = 9 WHERE id = %(rubric)s",
    "delete the rubric": "DELETE FROM roles_rubric WHERE id = %(rubric)s",
    "rename a competency": "UPDATE roles_competency SET name = 'Other' WHERE id = %(competency)s",
    "weigh a competency": "UPDATE roles_competency SET weight = 2 WHERE id = %(competency)s",
    "delete a competency": "DELETE FROM roles_competency WHERE id = %(competency)s",
    "add a competency": "INSERT INTO roles_competency"
    " (uuid, key, rubric_id, position, name, definition, grounds, weight, must_have)"
    " VALUES (gen_random_uuid(), gen_random_uuid(), %(rubric)s, 99, 'Added', '', '', 1, false)",
    "change an anchor": "UPDATE roles_anchor SET text = 'Other' WHERE id = %(anchor)s",
    "delete an anchor": "DELETE FROM roles_anchor WHERE id = %(anchor)s",
    "add an anchor": "INSERT INTO roles_anchor (competency_id, value, text) VALUES (%(competency)s, 9, 'Added')",
    "change the scale": "UPDATE roles_scale SET high = 7 WHERE id = %(scale)s",
    "delete the scale": "DELETE FROM roles_scale WHERE id = %(scale)s",
    "rename a level": "UPDATE roles_level SET name = 'Other' WHERE id = %(level)s",
    "delete a level": "DELETE FROM roles_level WHERE id = %(level)s",
    "add a level": "INSERT INTO roles_level (scale_id, value, name) VALUES (%(scale)s, 9, 'Added')",
}
DRAFT = {name: sql for name, sql in PUBLISHED.items() if name not in {"supersede and change", "back to draft"}}
ALLOWED_IN_A_DRAFT = [
    name for name in DRAFT if "scale" not in name and "level" not in name and name != "delete the rubric"
]


def ids(rubric: Rubric) -> dict[str, int]:
    competency = rubric.competencies.first()
    assert competency is not None
    return {
        "rubric": rubric.pk,
        "competency": competency.pk,
        "anchor": Anchor.objects.filter(competency=competency).earliest("pk").pk,
        "scale": rubric.scale_id,
        "level": Level.objects.filter(scale=rubric.scale).earliest("pk").pk,
    }


def run(sql: str, rubric: Rubric) -> int:
    named = ids(rubric)
    if sql == DRAFT["delete a competency"] and rubric.is_draft:
        Anchor.objects.filter(competency=named["competency"]).delete()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, named)
        return int(cursor.rowcount)


@pytest.mark.parametrize("what", PUBLISHED)
def test_published_refuses_to(live: Rubric, what: str) -> None:
    with pytest.raises(IntegrityError, match="cannot change"):
        run(PUBLISHED[what], live)


@pytest.mark.parametrize("what", ["delete the rubric", "change an anchor", "rename a competency", "change the scale"])
def test_superseded_refuses_to(live: Rubric, what: str) -> None:
    run("UPDATE roles_rubric SET state = 'superseded' WHERE id = %(rubric)s", live)
    with pytest.raises(IntegrityError, match="cannot change"):
        run(PUBLISHED[what], live)


def test_superseded_stays_superseded(live: Rubric) -> None:
    run("UPDATE roles_rubric SET state = 'superseded' WHERE id = %(rubric)s", live)
    with pytest.raises(IntegrityError, match="cannot change"):
        run("UPDATE roles_rubric SET state = 'published' WHERE id = %(rubric)s", live)


def test_published_may_be_superseded(live: Rubric) -> None:
    assert run("UPDATE roles_rubric SET state = 'superseded' WHERE id = %(rubric)s", live) == 1


@pytest.mark.parametrize("what", ALLOWED_IN_A_DRAFT)
def test_draft_allows_to(draft: Rubric, what: str) -> None:
    assert run(DRAFT[what], draft) == 1


@pytest.mark.parametrize("what", ["rename a level", "delete a level", "add a level", "change the scale"])
def test_scale_of_drafts_alone_may_change(draft: Rubric, what: str) -> None:
    assert run(DRAFT[what], draft) == 1


def test_competency_cannot_slip_into_a_published_rubric(live: Rubric, draft: Rubric) -> None:
    competency = draft.competencies.first()
    assert competency is not None
    with pytest.raises(IntegrityError, match="cannot change"), transaction.atomic():
        Competency.objects.filter(pk=competency.pk).update(rubric=live, position=50, name="Slipped in")


def test_anchor_cannot_slip_out_of_a_published_rubric(live: Rubric, draft: Rubric) -> None:
    with pytest.raises(IntegrityError, match="cannot change"), transaction.atomic():
        Anchor.objects.filter(competency__rubric=live, value=1).update(competency=draft.competencies.first(), value=8)
