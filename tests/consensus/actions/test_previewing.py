"""Change preview: counts of decided candidates, refused where it would tempt or point at people, each look recorded."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from interviews.audit.models import Entry
from interviews.roles.actions.competencies import CompetencyText, add_competency
from interviews.roles.actions.rubrics import set_hire_line, set_scale, start_draft
from interviews.roles.models import Role, Rubric
from interviews.runtime.actor import acting_as
from panels.consensus.actions.previewing import preview_changes
from panels.consensus.statistics.what_if import Effect
from panels.seating.models import Panel
from tests.cast import Cast
from tests.consensus.conftest import Build
from tests.factories import make_candidate, make_panel, make_scale, submit_card

pytestmark = pytest.mark.django_db

# (System design, Code quality); Incident ownership is a 3 for everybody
LEVELS = {"Ada": (5, 2), "Bo": (4, 4), "Cy": (3, 4), "Di": (2, 5), "Ed": (4, 2)}


def decided(cast: Cast, role: Role, build: Build, name: str, design: int, quality: int) -> Panel:
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben], candidate=make_candidate(name))
    for rater in (cast.ana, cast.ben):
        submit_card(panel, rater, {"System design": design, "Code quality": quality})
    build(panel)
    Panel.objects.filter(pk=panel.pk).update(decided_at=timezone.now())
    return panel


@pytest.fixture
def draft(cast: Cast, role: Role, build: Build) -> Rubric:
    """Five decided candidates on version 1, and a draft in which System design counts double."""
    for name, (design, quality) in LEVELS.items():
        decided(cast, role, build, name, design, quality)
    draft = start_draft(role=role, actor=cast.hr)
    draft.competencies.filter(name="System design").update(weight=Decimal(2))
    return draft


def refused(draft: Rubric, cast: Cast) -> str:
    with pytest.raises(ValidationError) as refusal, acting_as(cast.hr.pk):
        preview_changes(draft=draft, actor=cast.hr)
    assert not Entry.objects.filter(verb="rubric.change_previewed").exists()
    return " ".join(refusal.value.messages)


def test_counts_and_their_entry_in_the_audit(cast: Cast, draft: Rubric) -> None:
    """Means 3.33 3.67 3.33 3.33 3, then 3.75 3.75 3.25 3 3.25: everybody's place towards somebody changes."""
    draft = set_hire_line(rubric=draft, hire_line=Decimal("3.5"), actor=cast.hr)
    with acting_as(cast.hr.pk):
        preview = preview_changes(draft=draft, actor=cast.hr)
    assert preview.effect == Effect(candidates=5, re_ordered=5, other_side=2, other_must_haves=0)
    assert (preview.unrated, preview.reworded) == ((), ())
    entry = Entry.objects.get(verb="rubric.change_previewed")
    assert (entry.actor_id, entry.subject_id) == (cast.hr.pk, draft.pk)
    assert entry.details == {"candidates": 5, "re_ordered": 5, "other_side": 2, "other_must_haves": 0}


def test_a_draft_that_changes_nothing_changes_nobody(cast: Cast, draft: Rubric) -> None:
    draft.competencies.filter(name="System design").update(weight=Decimal(1))
    with acting_as(cast.hr.pk):
        assert preview_changes(draft=draft, actor=cast.hr).effect == Effect(5, 0, 0, 0)


def test_what_nobody_can_tell_is_named(cast: Cast, draft: Rubric) -> None:
    add_competency(rubric=draft, text=CompetencyText("Databases"), actor=cast.hr)
    draft.competencies.filter(name="Code quality").update(definition="Something else.")
    with acting_as(cast.hr.pk):
        preview = preview_changes(draft=draft, actor=cast.hr)
    assert (preview.unrated, preview.reworded) == (("Databases",), ("Code quality",))


def test_refused_while_a_candidate_waits(cast: Cast, draft: Rubric, role: Role) -> None:
    waiting = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben], candidate=make_candidate("Fay"))
    assert refused(draft, cast).startswith("1 panel of this role is not decided yet.")
    for rater in (cast.ana, cast.ben):
        submit_card(waiting, rater)
    assert refused(draft, cast).startswith("1 panel of this role is not decided yet.")


def test_refused_where_a_count_would_point_at_people(cast: Cast, draft: Rubric) -> None:
    Panel.objects.filter(candidate__name="Ada").update(ended_at=timezone.now(), ending="withdrew")
    assert refused(draft, cast).startswith("Version 1 has 4 decided candidates.")


def test_refused_on_another_scale(cast: Cast, draft: Rubric) -> None:
    set_scale(rubric=draft, scale=make_scale(1, 4), actor=cast.hr)
    draft.refresh_from_db()
    assert refused(draft, cast) == "The draft has another scale: ratings cannot be carried over to it."


def test_refused_for_a_published_version_and_without_one(cast: Cast, draft: Rubric, role: Role) -> None:
    assert refused(role.rubrics.get(number=1), cast).startswith("This version is published.")
    Rubric.objects.filter(role=role, state="published").update(state="superseded")
    assert refused(draft, cast).startswith("The role has no published version yet")


def test_a_panel_that_she_may_not_read_is_not_counted(cast: Cast, draft: Rubric) -> None:
    """The HR admin is herself one of the five."""
    ada = Panel.objects.get(candidate__name="Ada").candidate
    ada.user = cast.hr
    ada.save()
    assert refused(draft, cast).startswith("Version 1 has 4 decided candidates.")


def test_page_asks_first_and_says_no_name(client: Client, cast: Cast, draft: Rubric) -> None:
    client.force_login(cast.hr)
    page = f"/rubrics/{draft.uuid}/what-if/"
    first = client.get(page).content.decode()
    assert "Show the counts" in first
    assert not Entry.objects.filter(verb="rubric.change_previewed").exists()
    answer = client.post(page)
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "5 of 5" in said
    assert not [name for name in LEVELS if f">{name}<" in said or f" {name} " in said]


def test_page_says_why_not(client: Client, cast: Cast, draft: Rubric, role: Role) -> None:
    make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben], candidate=make_candidate("Fay"))
    client.force_login(cast.hr)
    page = f"/rubrics/{draft.uuid}/what-if/"
    assert "not decided yet" in client.get(page).content.decode()
    assert client.post(page).status_code == 422


def test_somebody_who_applies_for_the_role_meets_nothing(client: Client, cast: Cast, draft: Rubric) -> None:
    ada = Panel.objects.get(candidate__name="Ada").candidate
    ada.user = cast.hr
    ada.save()
    client.force_login(cast.hr)
    assert client.get(f"/rubrics/{draft.uuid}/what-if/").status_code == 404
