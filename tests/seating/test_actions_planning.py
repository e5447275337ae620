from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from interviews.accounts.models import User
from interviews.audit.models import Entry
from interviews.roles.models import Role, Stage
from interviews.runtime.actor import acting_as
from panels.scorecards.models import Scorecard
from panels.seating.actions.endings import end_panel
from panels.seating.actions.planning import (
    add_interview,
    change_interview,
    change_panel,
    open_panel,
    remove_interview,
    send_panel,
)
from panels.seating.choices import Ending, InterviewState, PanelState, SeatKind
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import make_candidate, make_role, published, seat_of, submit_card
from tests.seating.conftest import bodies, mails

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 30, 14, tzinfo=UTC)


def stage_of(role: Role) -> Stage:
    return role.stages.get()


def refusal(error: pytest.ExceptionInfo[ValidationError]) -> list[str]:
    return error.value.messages


def reveal(cast: Cast, panel: Panel, *people: User) -> None:
    for person in people:
        submit_card(panel, person)
    panel.refresh_from_db()
    assert panel.revealed_at is not None


def test_open_panel_pins_the_published_rubric_and_the_roles_lead(cast: Cast, role: Role) -> None:
    panel = open_panel(candidate=make_candidate(), stage=stage_of(role), actor=cast.recruiter)
    panel.refresh_from_db()
    assert (panel.rubric, panel.lead, panel.recruiter, panel.role, panel.state) == (
        published(role),
        cast.lead,
        cast.recruiter,
        role,
        PanelState.DRAFT,
    )
    entry = Entry.objects.get(panel_id=panel.pk)
    assert (entry.verb, entry.details) == ("panel.planned", {"rubric": panel.rubric_id, "lead": cast.lead.pk})


def test_open_panel_by_hr_has_no_recruiter(cast: Cast, role: Role) -> None:
    assert open_panel(candidate=make_candidate(), stage=stage_of(role), actor=cast.hr).recruiter is None


def test_open_panel_refuses_a_role_without_a_published_rubric(cast: Cast) -> None:
    role = make_role("Finance Controller", lead=cast.lead, publish=False)
    with pytest.raises(ValidationError) as refused:
        open_panel(candidate=make_candidate(), stage=stage_of(role), actor=cast.recruiter)
    assert refusal(refused) == ["Finance Controller has no published rubric yet. An HR admin publishes one first."]


def test_open_panel_refuses_a_role_without_a_lead_unless_one_is_named(cast: Cast) -> None:
    role = make_role("Ward Manager")
    with pytest.raises(ValidationError) as refused:
        open_panel(candidate=make_candidate(), stage=stage_of(role), actor=cast.recruiter)
    assert refusal(refused) == ["Ward Manager has no hiring manager. Choose who leads this panel."]
    panel = open_panel(candidate=make_candidate(), stage=stage_of(role), actor=cast.recruiter, lead=cast.outsider)
    assert panel.lead == cast.outsider


def test_open_panel_refuses_an_archived_role(cast: Cast) -> None:
    role = make_role("Ward Manager", lead=cast.lead, archived_at=AT)
    with pytest.raises(ValidationError) as refused:
        open_panel(candidate=make_candidate(), stage=stage_of(role), actor=cast.recruiter)
    assert refusal(refused) == ["Ward Manager is archived. Choose a current role."]


def test_open_panel_refuses_the_candidate_as_lead(cast: Cast, role: Role) -> None:
    with pytest.raises(ValidationError) as refused:
        open_panel(candidate=make_candidate(user=cast.lead), stage=stage_of(role), actor=cast.recruiter)
    assert refusal(refused) == ["Amara Diallo is the candidate. Choose another hiring manager."]


def test_open_panel_refuses_a_lead_who_has_left(cast: Cast, role: Role) -> None:
    User.objects.filter(pk=cast.outsider.pk).update(is_active=False)
    with pytest.raises(ValidationError) as refused:
        open_panel(
            candidate=make_candidate(),
            stage=stage_of(role),
            actor=cast.recruiter,
            lead=User.objects.get(pk=cast.outsider.pk),
        )
    assert refusal(refused) == ["Otto Brandt may no longer sign in. Choose another hiring manager."]


def test_open_panel_refuses_a_second_one_under_way_at_the_stage(cast: Cast, role: Role) -> None:
    candidate = make_candidate()
    first = open_panel(candidate=candidate, stage=stage_of(role), actor=cast.recruiter)
    with pytest.raises(ValidationError) as refused:
        open_panel(candidate=candidate, stage=stage_of(role), actor=cast.recruiter)
    assert refusal(refused) == ["Priya Raman has a panel under way for Senior Backend Engineer, Onsite."]
    end_panel(panel=first, actor=cast.recruiter, ending=Ending.MISTAKE)
    assert open_panel(candidate=candidate, stage=stage_of(role), actor=cast.recruiter).pk != first.pk


def test_change_panel_hands_over_the_lead(cast: Cast, panel: Panel) -> None:
    change_panel(panel=panel, actor=cast.lead, lead=cast.outsider, recruiter=None, debrief_at=AT, stage=panel.stage)
    panel.refresh_from_db()
    assert (panel.lead, panel.recruiter, panel.debrief_at) == (cast.outsider, None, AT)


def test_change_panel_moves_only_a_draft_to_another_stage(cast: Cast, draft: Panel) -> None:
    later = Stage.objects.create(role=draft.role, position=2, name="Final")
    same = {"lead": cast.lead, "recruiter": cast.recruiter, "debrief_at": None}
    change_panel(panel=draft, actor=cast.lead, stage=later, **same)  # type: ignore[arg-type]
    draft.refresh_from_db()
    assert draft.stage == later
    foreign = stage_of(make_role("Other"))
    with pytest.raises(ValidationError) as refused:
        change_panel(panel=draft, actor=cast.lead, stage=foreign, **same)  # type: ignore[arg-type]
    assert refusal(refused) == ["This stage belongs to another role."]
    send_panel(panel=draft, actor=cast.lead)
    with pytest.raises(ValidationError) as refused:
        change_panel(panel=draft, actor=cast.lead, stage=draft.role.stages.get(position=1), **same)  # type: ignore[arg-type]
    assert refusal(refused) == ["This panel was sent: its stage stays."]


def test_change_panel_refuses_the_candidate_as_lead(cast: Cast, panel: Panel) -> None:
    type(panel.candidate).objects.update(user=cast.employee)
    with pytest.raises(ValidationError) as refused:
        change_panel(
            panel=panel, actor=cast.lead, lead=cast.employee, recruiter=None, debrief_at=None, stage=panel.stage
        )
    assert refusal(refused) == ["Edda Falk is the candidate. Choose another hiring manager."]


def test_ended_panel_takes_no_change_of_any_kind(cast: Cast, panel: Panel) -> None:
    end_panel(panel=panel, actor=cast.lead, ending=Ending.ROLE_FILLED)
    ended = ["This panel has ended: nothing about it changes any more."]
    interview = panel.interviews.all()[0]
    steps = [
        lambda: change_panel(
            panel=panel, actor=cast.lead, lead=cast.lead, recruiter=None, debrief_at=AT, stage=panel.stage
        ),
        lambda: add_interview(panel=panel, actor=cast.lead, title="More"),
        lambda: remove_interview(interview=interview, actor=cast.lead),
        lambda: change_interview(
            interview=interview, actor=cast.lead, title="x", starts_at=None, minutes=5, medium="video"
        ),
        lambda: send_panel(panel=panel, actor=cast.lead),
    ]
    for step in steps:
        with pytest.raises(ValidationError) as refused:
            step()
        assert refusal(refused) == ended


def test_interviews_stand_in_the_order_they_were_added_and_are_due_a_day_after_their_end(
    cast: Cast, role: Role
) -> None:
    panel = open_panel(candidate=make_candidate(), stage=stage_of(role), actor=cast.recruiter)
    first = add_interview(panel=panel, actor=cast.lead, title=" Design ", starts_at=AT, minutes=60, medium="onsite")
    second = add_interview(panel=panel, actor=cast.lead, title="Phone")
    third = add_interview(panel=panel, actor=cast.lead, title="Late", starts_at=AT, due_at=AT + timedelta(days=3))
    assert [(row.position, row.title, row.due_at) for row in (first, second, third)] == [
        (1, "Design", AT + timedelta(hours=25)),
        (2, "Phone", None),
        (3, "Late", AT + timedelta(days=3)),
    ]


def test_scorecards_are_never_due_before_the_end(cast: Cast, draft: Panel) -> None:
    with pytest.raises(ValidationError) as refused:
        add_interview(panel=draft, actor=cast.lead, title="x", starts_at=AT, minutes=60, due_at=AT)
    assert refused.value.message_dict == {"due_at": ["Scorecards cannot be due before the interview ends."]}


def test_moved_interview_of_a_sent_panel_tells_its_interviewers(cast: Cast, panel: Panel) -> None:
    interview = seat_of(panel, cast.ana).interview
    change_interview(
        interview=interview, actor=cast.recruiter, title="Design", starts_at=AT, minutes=45, medium="phone"
    )
    interview.refresh_from_db()
    assert (interview.title, interview.starts_at, interview.due_at) == (
        "Design",
        AT,
        AT + timedelta(hours=24, minutes=45),
    )
    assert mails() == [(cast.ana.email, "New time for your interview with Priya Raman")]


def test_changed_title_tells_nobody(cast: Cast, panel: Panel) -> None:
    interview = seat_of(panel, cast.ana).interview
    change_interview(
        interview=interview,
        actor=cast.recruiter,
        title="Design",
        starts_at=interview.starts_at,
        minutes=30,
        medium="phone",
    )
    assert mails() == []
    assert Entry.objects.chain(panel.pk).last().verb == "interview.changed"


def test_new_time_plans_an_interview_again_that_did_not_happen(cast: Cast, panel: Panel) -> None:
    interview = seat_of(panel, cast.ana).interview
    interview.state, interview.state_reason = InterviewState.NO_SHOW, "ill"
    interview.save()
    change_interview(interview=interview, actor=cast.recruiter, title="x", starts_at=AT, minutes=45, medium="video")
    interview.refresh_from_db()
    assert (interview.state, interview.state_reason) == (InterviewState.PLANNED, "")


def test_removed_interview_takes_its_seats_out_of_a_draft(cast: Cast, draft: Panel) -> None:
    remove_interview(interview=seat_of(draft, cast.ana).interview, actor=cast.lead)
    assert [seat.interviewer for seat in draft.seats.all()] == [cast.ben]
    assert draft.interviews.count() == 1


def test_interview_of_a_sent_panel_is_cancelled_once_nobody_sits_on_it(cast: Cast, panel: Panel) -> None:
    interview = seat_of(panel, cast.ana).interview
    with pytest.raises(ValidationError) as refused:
        remove_interview(interview=interview, actor=cast.recruiter)
    assert refusal(refused) == ["Somebody still sits on this interview. Remove or excuse its interviewers first."]
    panel.seats.filter(interviewer=cast.ana).update(state="removed")
    remove_interview(interview=interview, actor=cast.recruiter)
    interview.refresh_from_db()
    assert interview.state == InterviewState.CANCELLED
    with pytest.raises(ValidationError) as refused:
        change_interview(interview=interview, actor=cast.lead, title="x", starts_at=AT, minutes=5, medium="video")
    assert refusal(refused) == ["This interview was cancelled."]


def test_send_panel_mails_every_seat_its_link_and_makes_its_card(cast: Cast, draft: Panel) -> None:
    send_panel(panel=draft, actor=cast.recruiter)
    draft.refresh_from_db()
    assert draft.state == PanelState.OPEN
    assert mails() == [
        (cast.ana.email, "You interview Priya Raman for Senior Backend Engineer"),
        (cast.ben.email, "You interview Priya Raman for Senior Backend Engineer"),
    ]
    seat = seat_of(draft, cast.ana)
    assert f"/seats/{seat.uuid}/scorecard/" in bodies()[0]
    assert "You cover: System design, Incident ownership, Code quality" in bodies()[0].splitlines()
    assert seat.invited_at == draft.sent_at
    for person in (cast.ana, cast.ben):
        with acting_as(person.pk):
            assert Scorecard.objects.filter(panel=draft).count() == 1
    assert Entry.objects.chain(draft.pk).last().verb == "panel.sent"


def test_send_panel_can_keep_its_mails(cast: Cast, draft: Panel) -> None:
    send_panel(panel=draft, actor=cast.recruiter, notify=False)
    assert mails() == []


def test_send_panel_says_everything_that_hinders_it(cast: Cast, draft: Panel) -> None:
    draft.seats.update(kind=SeatKind.SHADOW)
    seat_of(draft, cast.ana).competencies.clear()
    User.objects.filter(pk=cast.ben.pk).update(is_active=False)
    with pytest.raises(ValidationError) as refused:
        send_panel(panel=draft, actor=cast.recruiter)
    assert refusal(refused) == [
        "Add at least one independent interviewer.",
        "Ana Petrov has nothing to cover. Choose at least one competency.",
        "Ben Okafor may no longer sign in. Choose another interviewer.",
    ]
    draft.refresh_from_db()
    assert (draft.sent_at, mails()) == (None, [])


def test_send_panel_refuses_an_empty_one(cast: Cast, role: Role) -> None:
    panel = open_panel(candidate=make_candidate(), stage=stage_of(role), actor=cast.recruiter)
    with pytest.raises(ValidationError) as refused:
        send_panel(panel=panel, actor=cast.recruiter)
    assert refusal(refused) == ["Add at least one independent interviewer."]


def test_panel_is_sent_once(cast: Cast, panel: Panel) -> None:
    with pytest.raises(ValidationError) as refused:
        send_panel(panel=panel, actor=cast.recruiter)
    assert refusal(refused) == ["This panel was sent already."]


def test_plan_stands_once_scorecards_are_open(cast: Cast, panel: Panel) -> None:
    reveal(cast, panel, cast.ana, cast.ben, cast.cleo)
    with pytest.raises(ValidationError) as refused:
        add_interview(panel=panel, actor=cast.lead, title="One more")
    assert refusal(refused) == ["Scorecards are open: who was on the panel can no longer change."]
