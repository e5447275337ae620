"""What a stage left open, and what was asked already."""

from __future__ import annotations

from uuid import UUID

import pytest

from interviews.roles.models import KitSection, Question, Role, Stage
from interviews.runtime.actor import acting_as
from panels.decisions.debriefing import note_item, start_debrief
from panels.decisions.open_points import OpenPoint, open_points
from panels.scorecards.actions import save_draft, submit
from panels.scorecards.drafts import Draft, DraftRating
from panels.seating.models import Panel
from tests.cast import Cast
from tests.decisions.conftest import Build
from tests.factories import add_seat, card_of, make_panel, seat_of, send_out, submit_card

pytestmark = pytest.mark.django_db

DESIGN, INCIDENT, QUALITY = "System design", "Incident ownership", "Code quality"


def ask(stage: Stage, key: UUID, *texts: str) -> None:
    section = KitSection.objects.create(stage=stage, competency_key=key)
    for position, text in enumerate(texts, 1):
        Question.objects.create(section=section, position=position, text=text)


def found(panel: Panel, cast: Cast) -> list[OpenPoint]:
    with acting_as(cast.lead.pk):
        return open_points(panel, reader=cast.lead)


def reasons(panel: Panel, cast: Cast) -> dict[str, tuple[str, ...]]:
    return {one.name: one.reasons for one in found(panel, cast)}


def rate(panel: Panel, user: object, **said: tuple[int | None, str, str, str]) -> None:
    """By the first letter of the competency: level, why there is none, question, evidence."""
    with acting_as(user.pk):  # type: ignore[attr-defined]
        card = card_of(panel, user)  # type: ignore[arg-type]
        ratings = []
        for one in card.seat.competencies.order_by("pk"):
            level, non_rating, question, evidence = said.get(one.name[0], (3, "", "", "Drew the fail-over by hand."))
            ratings.append(
                DraftRating(one.pk, level=level, non_rating=non_rating, question=question, evidence=evidence)
            )
        draft = Draft(ratings=tuple(ratings), recommendation="yes", discussed=False)
        saved = save_draft(card=card, actor=user, revision=card.revision, draft=draft)  # type: ignore[arg-type]
        submit(card=card, actor=user, revision=saved.revision)  # type: ignore[arg-type]


def test_nothing_without_a_report(cast: Cast, opened: Panel) -> None:
    assert found(opened, cast) == []


def test_nothing_where_all_agree_with_evidence(cast: Cast, opened: Panel, build: Build) -> None:
    build(opened)
    assert found(opened, cast) == []


def test_a_split_comes_first_with_its_ends(cast: Cast, panel: Panel, build: Build) -> None:
    for rater, level in ((cast.ana, 1), (cast.ben, 5), (cast.cleo, 4)):
        submit_card(panel, rater, {DESIGN: level})
    build(panel)
    assert reasons(panel, cast) == {DESIGN: ("Ratings lie apart: 1 and 5.",)}


def test_gaps_and_a_must_have_with_one_rater(cast: Cast, role: Role, build: Build) -> None:
    panel = make_panel(role=role, lead=cast.lead, raters=[], send=False)
    add_seat(panel, cast.ana, competencies=[DESIGN, INCIDENT])
    add_seat(panel, cast.ben, competencies=[INCIDENT, QUALITY])
    send_out(panel)
    rate(panel, cast.ana)
    rate(panel, cast.ben, C=(None, "not_asked", "", ""))
    build(panel)
    assert reasons(panel, cast) == {
        DESIGN: ("A must-have that one interviewer alone has rated.",),
        QUALITY: ("Nobody rated it.",),
    }


def test_weak_evidence_in_more_than_half(cast: Cast, panel: Panel, build: Build) -> None:
    rate(panel, cast.ana, C=(3, "", "", ""), I=(3, "", "", ""))
    rate(panel, cast.ben, C=(3, "", "", "Great culture fit, one of us."))
    rate(panel, cast.cleo)
    build(panel)
    assert reasons(panel, cast) == {QUALITY: ("2 of 3 ratings rest on little that others could weigh.",)}


def test_what_the_debrief_left_open_is_one(cast: Cast, split: Panel, build: Build) -> None:
    build(split)
    with acting_as(cast.lead.pk):
        items = start_debrief(panel=split, actor=cast.lead).items.select_related("debrief")
        note_item(item=items[0], actor=cast.lead, kind="open", note="Nobody asked about load.", version=0)
    assert reasons(split, cast)[DESIGN][-1] == "The debrief left it open: Nobody asked about load."


def test_what_was_asked_is_marked_by_whom(cast: Cast, panel: Panel, role: Role, build: Build) -> None:
    key = role.rubrics.get().competencies.get(name=DESIGN).key
    final = Stage.objects.create(role=role, position=2, name="Final")
    ask(panel.stage, key, "How would you move the ledger?", "What fails first?")
    ask(final, key, "What would you leave out?")
    rate(panel, cast.ana, S=(1, "", "how would you  move the ledger?", "Could not say what happens when it fails."))
    rate(panel, cast.ben, S=(5, "", "How would you move the ledger?", "Planned the move and the way back."))
    rate(panel, cast.cleo, S=(4, "", "Tell me about a queue.", "Sized the queue and said what drops first."))
    build(panel)
    (point,) = found(panel, cast)
    assert [(one.text, one.stage, one.asked_by) for one in point.questions] == [
        ("How would you move the ledger?", "Onsite", ("Ana", "Ben")),
        ("What fails first?", "Onsite", ()),
        ("What would you leave out?", "Final", ()),
    ]
    assert point.asked == (("Tell me about a queue.", ("Cleo",)),)


def test_nothing_for_who_may_not_read_the_report(cast: Cast, split: Panel, build: Build) -> None:
    build(split)
    with acting_as(cast.outsider.pk):
        assert open_points(split, reader=cast.outsider) == []
    assert seat_of(split, cast.ana)
