"""Opening the next stage on what this one left open: what is made, who is marked, and what new people do not learn."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interviews.audit.models import Entry
from interviews.roles.actions.rubrics import publish, start_draft
from interviews.roles.models import KitSection, Question, Role, Stage
from interviews.runtime.actor import acting_as
from panels.decisions.following import Chosen, open_follow_up
from panels.seating.actions.planning import send_panel
from panels.seating.models import Panel, Seat
from tests.cast import Cast
from tests.decisions.conftest import Build
from tests.factories import make_role, seat_of, submit_card

pytestmark = pytest.mark.django_db

DESIGN = "System design"
SECRET = "Nobody asked about load, and Ben doubts her."


@pytest.fixture
def final(role: Role) -> Stage:
    """The next stage, whose kit asks one question on System design."""
    stage = Stage.objects.create(role=role, position=2, name="Final")
    section = KitSection.objects.create(stage=stage, competency_key=design(role), minutes=20)
    Question.objects.create(section=section, position=1, text="What would you leave out?")
    return stage


def design(role: Role) -> object:
    return role.rubrics.get(number=1).competencies.get(name=DESIGN).key


@pytest.fixture
def apart(cast: Cast, panel: Panel, build: Build) -> Panel:
    """Open, with a split on System design and its report."""
    for rater, level in ((cast.ana, 1), (cast.ben, 5), (cast.cleo, 4)):
        submit_card(panel, rater, {DESIGN: level}, evidence=SECRET)
    build(panel)
    panel.refresh_from_db()
    return panel


def follow(
    apart: Panel, final: Stage, cast: Cast, *people: object, questions: tuple[str, ...] = ("What broke?",)
) -> Panel:
    with acting_as(cast.lead.pk):
        return open_follow_up(
            panel=apart,
            actor=cast.lead,
            stage=final,
            points=[Chosen(design(apart.role), questions)],  # type: ignore[arg-type]
            interviewers=people,  # type: ignore[arg-type]
        )


def test_a_draft_with_interviews_seats_and_questions(cast: Cast, apart: Panel, final: Stage) -> None:
    following = follow(apart, final, cast, cast.outsider, cast.ana)
    assert (following.stage, following.follows, following.lead, following.recruiter) == (
        final,
        apart,
        cast.lead,
        cast.recruiter,
    )
    assert (following.sent_at, following.state) == (None, "draft")
    assert [one.text for one in following.questions.all()] == ["What broke?"]
    seats = Seat.objects.filter(panel=following).order_by("pk")
    assert [(one.interviewer, one.kind, one.knows_earlier) for one in seats] == [
        (cast.outsider, "independent", False),
        (cast.ana, "informed", True),
    ]
    assert [[one.name for one in seat.competencies.all()] for seat in seats] == [[DESIGN], [DESIGN]]
    assert len({seat.interview_id for seat in seats}) == 2
    entry = Entry.objects.get(verb="panel.followed_up")
    assert (entry.panel_id, entry.subject_id, entry.details) == (apart.pk, following.pk, {"points": 1})


def test_the_earlier_stage_stays_as_it_was(cast: Cast, apart: Panel, final: Stage) -> None:
    before = Panel.objects.filter(pk=apart.pk).values().get()
    follow(apart, final, cast)
    assert Panel.objects.filter(pk=apart.pk).values().get() == before


@pytest.mark.parametrize("which", ["same", "foreign"])
def test_refused_at_the_same_or_a_foreign_stage(cast: Cast, apart: Panel, which: str) -> None:
    stage = apart.stage if which == "same" else make_role("Other", lead=cast.lead).stages.get()
    with pytest.raises(ValidationError) as refused:
        follow(apart, stage, cast)
    assert refused.value.message_dict == {"stage": ["Choose another stage of this role."]}


def test_refused_as_a_whole_when_a_point_is_gone_from_the_rubric(cast: Cast, apart: Panel, final: Stage) -> None:
    from uuid import uuid4  # noqa: PLC0415

    with pytest.raises(ValidationError, match="The rubric has changed"), acting_as(cast.lead.pk):
        open_follow_up(panel=apart, actor=cast.lead, stage=final, points=[Chosen(uuid4())])
    assert not Panel.objects.filter(follows=apart).exists()


def test_refused_while_one_is_under_way(cast: Cast, apart: Panel, final: Stage) -> None:
    follow(apart, final, cast)
    with pytest.raises(ValidationError, match="has a panel under way"):
        follow(apart, final, cast)


def post(client: Client, apart: Panel, **fields: object) -> object:
    return client.post(f"/panels/{apart.uuid}/follow-up/", fields)


def test_page_proposes_and_plans(client: Client, cast: Cast, apart: Panel, final: Stage) -> None:
    client.force_login(cast.lead)
    page = BeautifulSoup(client.get(f"/panels/{apart.uuid}/follow-up/").content, "html.parser")
    words = " ".join(page.select_one("main").get_text(" ").split())  # type: ignore[union-attr]
    assert "Ratings lie apart: 1 and 5." in words
    assert "What would you leave out? (Final, not asked yet)" in words
    asked = Question.objects.get()
    answer = post(
        client,
        apart,
        **{
            "point-0": "on",
            "questions-0": str(asked.uuid),
            "own-0": " What broke?\n\nWhat did it cost? ",
            "stage": final.pk,
            "first": cast.outsider.pk,
        },
    )
    following = Panel.objects.get(follows=apart)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/panels/{following.uuid}/seats/")  # type: ignore[attr-defined]
    assert [one.text for one in following.questions.all()] == ["What broke?", "What did it cost?"]


def test_a_refused_form_keeps_what_was_typed(client: Client, cast: Cast, apart: Panel, final: Stage) -> None:
    client.force_login(cast.lead)
    answer = post(
        client, apart, **{"own-0": "What broke?", "stage": final.pk, "first": cast.ana.pk, "second": cast.ana.pk}
    )
    said = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "Choose at least one point to ask about." in said
    assert "Choose somebody else" in said
    assert "What broke?" in said
    assert not Panel.objects.filter(follows=apart).exists()


def test_only_who_reads_and_runs_it(client: Client, cast: Cast, apart: Panel, final: Stage) -> None:
    allowed = {}
    for name in ("lead", "recruiter", "hr", "ana", "outsider", "superuser"):
        client.force_login(getattr(cast, name))
        allowed[name] = client.get(f"/panels/{apart.uuid}/follow-up/").status_code
    assert allowed == {"lead": 200, "recruiter": 200, "hr": 200, "ana": 404, "outsider": 404, "superuser": 404}


def test_the_new_interviewer_meets_the_question_and_nothing_of_why(
    client: Client, cast: Cast, apart: Panel, final: Stage
) -> None:
    following = follow(apart, final, cast, cast.outsider)
    with acting_as(cast.lead.pk):
        send_panel(panel=following, actor=cast.lead)
    client.force_login(cast.outsider)
    card = client.get(reverse("scorecards:card", args=[seat_of(following, cast.outsider).uuid])).content.decode()
    soup = BeautifulSoup(card, "html.parser")
    assert [" ".join(one.get_text(" ").split()) for one in soup.select(".kit-questions li")] == [
        "For this candidate What broke?",
        "What would you leave out?",
    ]
    roster = client.get(f"/panels/{following.uuid}/").content.decode()
    for text in (card, roster, client.get("/").content.decode()):
        assert not [word for word in (SECRET, "Ratings lie apart", "Follows", "Onsite") if word in text]


def test_the_lead_sees_both_ways(client: Client, cast: Cast, apart: Panel, final: Stage) -> None:
    following = follow(apart, final, cast)
    client.force_login(cast.lead)
    later = BeautifulSoup(client.get(f"/panels/{following.uuid}/").content, "html.parser")
    assert later.select_one(f"aside a[href='/panels/{apart.uuid}/']").get_text() == "Onsite"  # type: ignore[union-attr]
    earlier = BeautifulSoup(client.get(f"/panels/{apart.uuid}/").content, "html.parser")
    assert earlier.select_one(f"aside a[href='/panels/{following.uuid}/']").get_text() == "Final"  # type: ignore[union-attr]


def test_what_nobody_was_to_cover_is_no_gap_of_it(client: Client, cast: Cast, apart: Panel, final: Stage) -> None:
    """Incident ownership becomes a must-have of the next rubric; the follow-up is about System design alone."""
    draft = start_draft(role=apart.role, actor=cast.hr)
    draft.competencies.filter(name="Incident ownership").update(must_have=True, minimum_level=3)
    publish(rubric=draft, actor=cast.hr)
    following = follow(apart, final, cast, cast.outsider)
    client.force_login(cast.lead)
    plan = client.get(f"/panels/{following.uuid}/seats/").context["plan"]
    assert [one.sentence for one in plan.warnings if one.competency_id] == [
        "System design, a must-have, has one interviewer: nobody can disagree."
    ]
    gaps = client.get(f"/panels/{following.uuid}/").context["gaps"]
    assert gaps == ["System design has one interviewer"]


def test_not_after_the_panel_ended(client: Client, cast: Cast, apart: Panel, final: Stage) -> None:
    Panel.objects.filter(pk=apart.pk).update(ended_at=timezone.now(), ending="withdrew")
    client.force_login(cast.lead)
    assert client.get(f"/panels/{apart.uuid}/follow-up/").status_code == 404
