from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from interviews.accounts.models import User
from interviews.audit.models import Entry
from interviews.roles.models import Competency, Role
from interviews.runtime.actor import acting_as
from panels.scorecards.models import Scorecard
from panels.seating.actions.chasing import excuse_seat, replace_seat
from panels.seating.actions.seats import add_seat, change_seat, knows_earlier, remove_seat
from panels.seating.choices import Relation, SeatKind, SeatState
from panels.seating.errors import SeatInUse
from panels.seating.models import Panel, Seat
from tests.cast import Cast
from tests.factories import begin_card, make_panel, make_role, seat_of, submit_card
from tests.seating.conftest import mails

pytestmark = pytest.mark.django_db


def same(seat: Seat, **changes: Any) -> dict[str, Any]:
    """The seat as it is, but for the changes."""
    names = ("interview", "interviewer", "kind", "asks_overall", "relation", "external")
    fields = {name: getattr(seat, name) for name in names}
    return {**fields, "competencies": list(seat.competencies.all()), **changes}


def test_add_seat_to_a_draft_mails_nobody(cast: Cast, draft: Panel, design: Competency) -> None:
    interview = seat_of(draft, cast.ana).interview
    seat = add_seat(
        interview=interview,
        actor=cast.lead,
        interviewer=cast.cleo,
        competencies=[design],
        kind=SeatKind.SHADOW,
        asks_overall=False,
        relation=Relation.PEER,
        external=True,
    )
    assert (seat.panel, seat.interview, seat.kind, seat.asks_overall, seat.relation, seat.external) == (
        draft,
        interview,
        SeatKind.SHADOW,
        False,
        Relation.PEER,
        True,
    )
    assert (list(seat.competencies.all()), seat.invited_at, mails()) == ([design], None, [])
    entry = Entry.objects.chain(draft.pk).last()
    assert (entry.verb, entry.details) == ("seat.added", {"interviewer": cast.cleo.pk, "kind": "shadow"})


def test_add_seat_to_a_sent_panel_gives_card_and_mail(cast: Cast, panel: Panel, design: Competency) -> None:
    interview = seat_of(panel, cast.ana).interview
    seat = add_seat(interview=interview, actor=cast.recruiter, interviewer=cast.outsider, competencies=[design])
    assert seat.invited_at is not None
    assert mails() == [(cast.outsider.email, "You interview Priya Raman for Senior Backend Engineer")]
    with acting_as(cast.outsider.pk):
        assert Scorecard.objects.get(seat=seat).is_begun is False


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("employee", "Edda Falk is the candidate. Choose another interviewer."),
        ("outsider", "Otto Brandt may no longer sign in. Choose another interviewer."),
        ("ana", "Ana Petrov has a seat on this panel already."),
        ("ben", "Ben Okafor was excused or replaced on this panel and keeps to own text. Choose somebody else."),
    ],
)
def test_add_seat_refuses_who_cannot_sit_on_it(cast: Cast, panel: Panel, who: str, sentence: str) -> None:
    type(panel.candidate).objects.update(user=cast.employee)
    User.objects.filter(pk=cast.outsider.pk).update(is_active=False)
    panel.seats.filter(interviewer=cast.ben).update(state="excused", state_reason="ill")
    with pytest.raises(ValidationError) as refused:
        add_seat(
            interview=seat_of(panel, cast.cleo).interview,
            actor=cast.recruiter,
            interviewer=User.objects.get(pk=getattr(cast, who).pk),
            competencies=list(panel.rubric.competencies.all()),
        )
    assert refused.value.messages == [sentence]


def test_seat_covers_competencies_of_the_pinned_rubric_only(cast: Cast, draft: Panel) -> None:
    foreign = Competency.objects.filter(rubric__role=make_role("Other"))
    interview = seat_of(draft, cast.ana).interview
    with pytest.raises(ValidationError) as refused:
        add_seat(interview=interview, actor=cast.lead, interviewer=cast.cleo, competencies=list(foreign))
    assert refused.value.message_dict == {"competencies": ["Choose competencies of this panel’s own rubric version."]}


def test_seat_added_after_sending_must_cover_something(cast: Cast, panel: Panel) -> None:
    interview = seat_of(panel, cast.ana).interview
    with pytest.raises(ValidationError) as refused:
        add_seat(interview=interview, actor=cast.recruiter, interviewer=cast.outsider)
    assert refused.value.message_dict == {"competencies": ["Choose at least one competency."]}


def test_change_seat_of_a_draft_may_change_everything(cast: Cast, draft: Panel, design: Competency) -> None:
    seat, other = seat_of(draft, cast.ana), seat_of(draft, cast.ben).interview
    change_seat(
        seat=seat,
        actor=cast.lead,
        **same(seat, interviewer=cast.cleo, interview=other, competencies=[design], kind=SeatKind.INFORMED),
    )
    seat.refresh_from_db()
    assert (seat.interviewer, seat.interview, seat.kind) == (cast.cleo, other, SeatKind.INFORMED)
    assert list(seat.competencies.all()) == [design]


def test_change_seat_of_a_sent_panel_works_until_its_rater_begins(cast: Cast, panel: Panel, design: Competency) -> None:
    seat = seat_of(panel, cast.ana)
    with acting_as(cast.recruiter.pk):
        change_seat(seat=seat, actor=cast.recruiter, **same(seat, competencies=[design]))
        assert list(seat.competencies.all()) == [design]
        begin_card(panel, cast.ana)
        with pytest.raises(SeatInUse) as refused:
            change_seat(seat=seat, actor=cast.recruiter, **same(seat, kind=SeatKind.SHADOW))
    assert refused.value.code == "seat_in_use"
    seat.refresh_from_db()
    assert seat.kind == SeatKind.INDEPENDENT


def test_seated_colleague_cannot_learn_by_changing_a_seat_who_has_begun(cast: Cast, panel: Panel) -> None:
    """The recruiter with a seat gets the same refusal whether Ana has begun or not."""
    add_seat(
        interview=seat_of(panel, cast.ana).interview,
        actor=cast.recruiter,
        interviewer=cast.recruiter,
        competencies=list(panel.rubric.competencies.all()),
    )
    answers = []
    for begin in (False, True):
        if begin:
            begin_card(panel, cast.ana)
        with acting_as(cast.recruiter.pk):
            seat = seat_of(panel, cast.ana)
            with pytest.raises(SeatInUse) as refused:
                change_seat(seat=seat, actor=cast.recruiter, **same(seat, kind=SeatKind.SHADOW))
            answers.append(refused.value.messages)
    sentence = (
        "Whose scorecard is begun is shown to you once your own is in. Ask a recruiter to change this seat, or change "
        "it then."
    )
    assert answers == [[sentence], [sentence]]


def test_change_seat_never_changes_the_person_once_invited(cast: Cast, panel: Panel) -> None:
    seat = seat_of(panel, cast.ana)
    with pytest.raises(ValidationError) as refused:
        change_seat(seat=seat, actor=cast.recruiter, **same(seat, interviewer=cast.outsider))
    assert refused.value.message_dict == {
        "interviewer": ["The invitation has gone to Ana Petrov. Replace the interviewer instead."]
    }


def test_change_seat_keeps_to_the_panels_own_interviews(cast: Cast, draft: Panel, role: Role) -> None:
    other = make_panel(role=role, lead=cast.lead, raters=[cast.cleo])
    seat = seat_of(draft, cast.ana)
    with pytest.raises(ValidationError) as refused:
        change_seat(seat=seat, actor=cast.lead, **same(seat, interview=seat_of(other, cast.cleo).interview))
    assert refused.value.messages == ["This interview belongs to another panel."]


def test_change_seat_refuses_who_has_left(cast: Cast, panel: Panel) -> None:
    seat = seat_of(panel, cast.ana)
    Seat.objects.filter(pk=seat.pk).update(state="excused", state_reason="ill")
    with pytest.raises(ValidationError) as refused:
        change_seat(seat=seat, actor=cast.recruiter, **same(seat))
    assert refused.value.messages == ["Ana Petrov is not on the panel any more."]


def test_remove_seat_deletes_it_from_a_draft(cast: Cast, draft: Panel) -> None:
    remove_seat(seat=seat_of(draft, cast.ana), actor=cast.lead)
    assert [seat.interviewer for seat in draft.seats.all()] == [cast.ben]


def test_remove_seat_of_a_sent_panel_keeps_the_row_and_tells_her(cast: Cast, panel: Panel) -> None:
    seat = seat_of(panel, cast.ana)
    with acting_as(cast.recruiter.pk):
        remove_seat(seat=seat, actor=cast.recruiter)
    seat.refresh_from_db()
    assert (seat.state, seat.state_by) == (SeatState.REMOVED, cast.recruiter)
    assert mails() == [(cast.ana.email, "You are no longer on the panel for Priya Raman")]


def test_remove_seat_refuses_once_she_has_begun(cast: Cast, panel: Panel) -> None:
    begin_card(panel, cast.ana)
    seat = seat_of(panel, cast.ana)
    with acting_as(cast.recruiter.pk), pytest.raises(SeatInUse):
        remove_seat(seat=seat, actor=cast.recruiter)
    seat.refresh_from_db()
    assert (seat.state, mails()) == (SeatState.ACTIVE, [])


def test_removing_the_last_missing_seat_opens_the_scorecards(cast: Cast, panel: Panel) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with acting_as(cast.recruiter.pk):
        remove_seat(seat=seat_of(panel, cast.cleo), actor=cast.recruiter)
    panel.refresh_from_db()
    assert panel.revealed_at is not None


@pytest.mark.parametrize(
    ("who", "knows"), [("ana", True), ("lead", True), ("recruiter", True), ("outsider", False), ("cleo", False)]
)
def test_seat_knows_an_earlier_stage_when_she_may_have_read_it(cast: Cast, role: Role, who: str, knows: bool) -> None:
    earlier = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben])
    person = getattr(cast, who)
    later = make_panel(role=role, lead=cast.outsider, raters=[cast.cleo], candidate=earlier.candidate, send=False)
    assert knows_earlier(later, person) is False
    submit_card(earlier, cast.ana)
    submit_card(earlier, cast.ben)
    assert knows_earlier(later, person) is knows
    assert knows_earlier(later, cast.hr) is True


def test_removed_seat_of_an_earlier_panel_knows_nothing(cast: Cast, role: Role) -> None:
    earlier = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben, cast.cleo])
    earlier.seats.filter(interviewer=cast.cleo).update(state="removed", state_at=timezone.now())
    submit_card(earlier, cast.ana)
    submit_card(earlier, cast.ben)
    later = make_panel(role=role, lead=cast.outsider, candidate=earlier.candidate, send=False)
    assert knows_earlier(later, cast.cleo) is False


def test_nobody_joins_or_leaves_once_scorecards_are_open(cast: Cast, panel: Panel) -> None:
    """Whoever has read the panel cannot be given a seat on it afterwards."""
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    seat = seat_of(panel, cast.ana)
    attempts = [
        lambda: add_seat(interview=seat.interview, actor=cast.lead, interviewer=cast.recruiter),
        lambda: change_seat(seat=seat, actor=cast.lead, **same(seat, interviewer=cast.outsider)),
        lambda: remove_seat(seat=seat, actor=cast.lead),
        lambda: excuse_seat(seat=seat, actor=cast.lead, reason="Ill."),
        lambda: replace_seat(seat=seat, actor=cast.lead, interviewer=cast.hr, reason="Ill."),
    ]
    for attempt in attempts:
        with pytest.raises(ValidationError, match="who was on the panel can no longer change"):
            attempt()
    assert set(panel.seats.values_list("interviewer", "state")) == {
        (rater.pk, "active") for rater in (cast.ana, cast.ben, cast.cleo)
    }
