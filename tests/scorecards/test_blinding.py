"""The truth table of the promise, cell by cell, false cells as explicit as true ones; in the rule and in the fence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from interviews.accounts.models import User
from interviews.roles.models import Role
from interviews.runtime.actor import acting_as
from panels.scorecards.blinding import panels_open_to, panels_showing_progress_to, progress, visible_to
from panels.scorecards.models import Scorecard, SubmittedVersion
from panels.seating.choices import SeatKind, SeatState
from panels.seating.models import Panel, Seat
from panels.seating.signals import seats_changed
from tests.cast import Cast
from tests.factories import add_seat, begin_card, make_candidate, make_panel, send_out, submit_card

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Sees:
    """What one person sees of the panel: whose submitted scorecards, who is in (None: not told), and the report."""

    cards: set[str]
    who_is_in: set[str] | None
    open: bool


def look(panel: Panel, user: User) -> Sees:
    """Ask the rule, and the database behind it: both must give the same rows."""
    with acting_as(user.pk):
        by_rule = set(visible_to(user).filter(panel=panel).values_list("author__name", flat=True))
        fenced = set(SubmittedVersion.objects.filter(panel=panel).values_list("author__name", flat=True))
        assert fenced == by_rule
        names = dict(Seat.objects.filter(panel=panel).values_list("pk", "interviewer__name"))
        told = progress(panel.pk)
        shows = panels_showing_progress_to(user).filter(pk=panel.pk).exists()
        assert shows == bool(told)
        drafts = set(Scorecard.objects.filter(panel=panel).values_list("author__name", flat=True))
        assert drafts <= {user.name}
        is_open = panels_open_to(user).filter(pk=panel.pk).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT concord_panel_open(%s)", [panel.pk])
            assert cursor.fetchone() == (is_open,)
    return Sees(
        cards={name.split()[0] for name in by_rule},
        who_is_in={names[seat.seat_id].split()[0] for seat in told.values() if seat.submitted} if shows else None,
        open=is_open,
    )


NOTHING = Sees(cards=set(), who_is_in=None, open=False)


def own(*names: str) -> Sees:
    return Sees(cards=set(names), who_is_in=None, open=False)


def told(*names: str, cards: tuple[str, ...] = ()) -> Sees:
    return Sees(cards=set(cards), who_is_in=set(names), open=False)


def everything(*names: str) -> Sees:
    return Sees(cards=set(names), who_is_in=set(names), open=True)


def close(panel: Panel, by: User) -> None:
    with transaction.atomic():
        Panel.objects.filter(pk=panel.pk).update(closed_at=timezone.now(), closed_by=by, closing_reason="Time is up.")
        panel.refresh_from_db()
        seats_changed.send(sender=Panel, panel=panel, actor_id=by.pk, touched=[])


STATES = ("none", "B", "A B", "all", "closed")


def bring_to(panel: Panel, cast: Cast, state: str) -> None:
    if state in {"B", "A B", "all", "closed"}:
        submit_card(panel, cast.ben)
    if state in {"A B", "all", "closed"}:
        submit_card(panel, cast.ana)
    if state == "all":
        submit_card(panel, cast.cleo)
    if state == "closed":
        close(panel, cast.recruiter)


OFFICE = [told(), told("Ben"), told("Ana", "Ben"), everything("Ana", "Ben", "Cleo"), everything("Ana", "Ben")]
TABLE = {
    "ana": [NOTHING, NOTHING, own("Ana"), everything("Ana", "Ben", "Cleo"), everything("Ana", "Ben")],
    "cleo": [NOTHING, NOTHING, NOTHING, everything("Ana", "Ben", "Cleo"), NOTHING],
    "lead": OFFICE,
    "recruiter": OFFICE,
    "hr": OFFICE,
    "superuser": OFFICE,
    "outsider": [NOTHING] * 5,
    "employee": [NOTHING] * 5,
}


@pytest.mark.parametrize("viewer", TABLE)
@pytest.mark.parametrize("state", STATES)
def test_each_viewer_sees_what_the_table_says(cast: Cast, panel: Panel, viewer: str, state: str) -> None:
    bring_to(panel, cast, state)
    assert look(panel, getattr(cast, viewer)) == TABLE[viewer][STATES.index(state)]


def stand_alone(panel: Panel, user: User) -> tuple[set[str], bool, bool]:
    """Whose cards, whether progress, whether the report: by the rule, where the database hides nothing.

    The tables' owner, as whom the tests connect, is above the fence once it is not forced on her.
    """
    with acting_as(user.pk), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in settings.FENCED_TABLES:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        assert set(SubmittedVersion.objects.filter(panel=panel).values_list("author_id", flat=True)) == set(
            Scorecard.objects.filter(panel=panel, submitted_at__isnull=False).values_list("author_id", flat=True)
        )
        return (
            {name.split()[0] for name in visible_to(user).filter(panel=panel).values_list("author__name", flat=True)},
            panels_showing_progress_to(user).filter(pk=panel.pk).exists(),
            panels_open_to(user).filter(pk=panel.pk).exists(),
        )


@pytest.mark.parametrize("viewer", TABLE)
@pytest.mark.parametrize("state", STATES)
def test_the_rule_needs_no_fence(cast: Cast, panel: Panel, viewer: str, state: str) -> None:
    bring_to(panel, cast, state)
    expected = TABLE[viewer][STATES.index(state)]
    assert stand_alone(panel, getattr(cast, viewer)) == (
        expected.cards,
        expected.who_is_in is not None,
        expected.open,
    )


@pytest.mark.parametrize("state", STATES[:3])
def test_the_rule_alone_tells_a_lead_whose_card_is_missing_nothing(cast: Cast, panel: Panel, state: str) -> None:
    panel.lead = cast.cleo
    panel.save(update_fields=["lead"])
    bring_to(panel, cast, state)
    assert stand_alone(panel, cast.cleo) == (set(), False, False)


@pytest.mark.parametrize("mark", ["is_recruiter", "is_hr_admin", "is_superuser"])
@pytest.mark.parametrize(
    ("state", "expected"),
    list(zip(STATES, TABLE["cleo"], strict=True)),
)
def test_a_mark_opens_nothing_to_a_rater(cast: Cast, panel: Panel, mark: str, state: str, expected: Sees) -> None:
    setattr(cast.cleo, mark, True)
    cast.cleo.save()
    bring_to(panel, cast, state)
    assert look(panel, cast.cleo) == expected


@pytest.mark.parametrize(
    ("seated", "expected"),
    [
        ("ana", [NOTHING, NOTHING, told("Ana", "Ben", cards=("Ana",)), TABLE["ana"][3], TABLE["ana"][4]]),
        ("cleo", [NOTHING, NOTHING, NOTHING, TABLE["ana"][3], NOTHING]),
    ],
)
@pytest.mark.parametrize("state", STATES)
def test_the_lead_with_a_seat_is_a_rater_who_learns_who_is_in_once_own_card_is_in(
    cast: Cast, panel: Panel, seated: str, expected: list[Sees], state: str
) -> None:
    lead = getattr(cast, seated)
    panel.lead = lead
    panel.save(update_fields=["lead"])
    bring_to(panel, cast, state)
    assert look(panel, lead) == expected[STATES.index(state)]


@pytest.mark.parametrize("seat_state", [SeatState.EXCUSED, SeatState.REPLACED])
def test_a_lead_who_is_off_the_panel_again_is_not_told_who_is_in(
    cast: Cast, panel: Panel, seat_state: SeatState
) -> None:
    panel.lead = cast.ana
    panel.save(update_fields=["lead"])
    bring_to(panel, cast, "A B")
    assert look(panel, cast.ana) == told("Ana", "Ben", cards=("Ana",))
    Seat.objects.filter(panel=panel, interviewer=cast.ana).update(state=seat_state, state_reason="ill")
    assert look(panel, cast.ana) == own("Ana")


@pytest.mark.parametrize("seat_state", [SeatState.EXCUSED, SeatState.REPLACED])
def test_an_excused_or_replaced_rater_keeps_own_text_only(cast: Cast, panel: Panel, seat_state: SeatState) -> None:
    submit_card(panel, cast.cleo)
    Seat.objects.filter(panel=panel, interviewer=cast.cleo).update(state=seat_state, state_reason="ill")
    assert look(panel, cast.cleo) == own("Cleo")
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    panel.refresh_from_db()
    assert panel.revealed_at is not None
    assert look(panel, cast.cleo) == own("Cleo")
    cast.cleo.is_hr_admin = True
    cast.cleo.save()
    assert look(panel, cast.cleo) == own("Cleo")


def test_an_external_rater_sees_own_card_only_even_after_the_reveal(cast: Cast, panel: Panel) -> None:
    Seat.objects.filter(panel=panel, interviewer=cast.cleo).update(external=True)
    bring_to(panel, cast, "all")
    assert look(panel, cast.cleo) == own("Cleo")
    assert look(panel, cast.ana) == everything("Ana", "Ben", "Cleo")


def test_the_candidate_never_sees_own_panels_whatever_her_rights(cast: Cast, role: object) -> None:
    cast.employee.is_hr_admin = cast.employee.is_recruiter = cast.employee.is_superuser = True
    cast.employee.save()
    panel = make_panel(
        role=role,  # type: ignore[arg-type]
        lead=cast.lead,
        raters=[cast.ana, cast.ben],
        candidate=make_candidate("Edda Falk", user=cast.employee),
    )
    assert look(panel, cast.employee) == NOTHING
    assert not Panel.objects.visible_to(cast.employee).filter(pk=panel.pk).exists()
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    assert look(panel, cast.employee) == NOTHING
    assert not Panel.objects.visible_to(cast.employee).filter(pk=panel.pk).exists()
    assert look(panel, cast.hr) == everything("Ana", "Ben")


def test_a_missing_rater_reads_once_own_card_is_in(cast: Cast, panel: Panel) -> None:
    bring_to(panel, cast, "closed")
    assert look(panel, cast.cleo) == NOTHING
    version = submit_card(panel, cast.cleo)
    assert version.standing == "late_blind"
    assert look(panel, cast.cleo) == everything("Ana", "Ben", "Cleo")


def test_an_informed_seat_reads_nothing_before_and_everything_after(cast: Cast, panel: Panel) -> None:
    add_seat(panel, cast.outsider, kind=SeatKind.INFORMED)
    send_out(panel)
    bring_to(panel, cast, "A B")
    assert look(panel, cast.outsider) == NOTHING
    submit_card(panel, cast.cleo)
    assert look(panel, cast.outsider) == everything("Ana", "Ben", "Cleo")


def test_a_shadow_is_blind_like_any_other_and_not_waited_for(cast: Cast, panel: Panel) -> None:
    add_seat(panel, cast.outsider, kind=SeatKind.SHADOW)
    send_out(panel)
    bring_to(panel, cast, "all")
    panel.refresh_from_db()
    assert panel.revealed_at is not None
    assert look(panel, cast.outsider) == NOTHING
    submit_card(panel, cast.outsider)
    assert look(panel, cast.outsider) == everything("Ana", "Ben", "Cleo", "Otto")


def test_a_shadow_submitted_first_opens_nothing(cast: Cast, panel: Panel) -> None:
    add_seat(panel, cast.outsider, kind=SeatKind.SHADOW)
    send_out(panel)
    submit_card(panel, cast.outsider)
    assert look(panel, cast.outsider) == own("Otto")


@pytest.mark.parametrize(("days", "opens"), [(13, True), (15, False)])
def test_reading_ends_fourteen_days_after_the_decision_for_interviewers_alone(
    cast: Cast, panel: Panel, days: int, opens: bool
) -> None:
    bring_to(panel, cast, "all")
    Panel.objects.filter(pk=panel.pk).update(decided_at=timezone.now() - timedelta(days=days))
    assert look(panel, cast.ana) == (everything("Ana", "Ben", "Cleo") if opens else own("Ana"))
    assert look(panel, cast.lead) == everything("Ana", "Ben", "Cleo")
    assert look(panel, cast.recruiter) == everything("Ana", "Ben", "Cleo")


def test_a_role_may_keep_interviewers_to_own_cards(cast: Cast, panel: Panel) -> None:
    panel.role.own_card_only = True
    panel.role.save()
    bring_to(panel, cast, "all")
    assert look(panel, cast.ana) == own("Ana")
    assert look(panel, cast.lead) == everything("Ana", "Ben", "Cleo")


def test_a_draft_is_seen_by_nobody_else_in_any_state(cast: Cast, panel: Panel) -> None:
    begin_card(panel, cast.cleo)
    bring_to(panel, cast, "closed")
    for viewer in (cast.ana, cast.lead, cast.recruiter, cast.hr, cast.superuser, cast.outsider):
        with acting_as(viewer.pk):
            assert not Scorecard.objects.filter(author=cast.cleo).exists()
            assert not visible_to(viewer).filter(author=cast.cleo).exists()


def test_a_new_lead_takes_over_open_panels_not_history(cast: Cast, panel: Panel, role: object) -> None:
    bring_to(panel, cast, "all")
    fresh = make_panel(role=role, lead=cast.outsider, raters=[cast.ana, cast.ben])  # type: ignore[arg-type]
    assert look(panel, cast.outsider) == NOTHING
    assert look(fresh, cast.outsider) == told()


def test_a_card_on_another_panel_opens_nothing_here(cast: Cast, panel: Panel) -> None:
    """Cleo's is in elsewhere and missing here; and the lead's, who sits on both."""
    for person in (cast.cleo, cast.lead):
        other = make_panel(role=panel.role, lead=cast.lead, raters=[person], candidate=make_candidate("Omar Said"))
        submit_card(other, person)
    add_seat(panel, cast.lead)
    send_out(panel)
    bring_to(panel, cast, "closed")
    assert look(panel, cast.cleo) == NOTHING
    assert look(panel, cast.lead) == NOTHING


@pytest.mark.parametrize("state", STATES)
def test_a_seat_taken_back_before_anything_was_written_is_no_seat(cast: Cast, panel: Panel, state: str) -> None:
    add_seat(panel, cast.hr, state=SeatState.REMOVED)
    bring_to(panel, cast, state)
    assert look(panel, cast.hr) == OFFICE[STATES.index(state)]


@pytest.mark.parametrize("state", STATES)
def test_a_seat_elsewhere_takes_nothing_away_here(cast: Cast, panel: Panel, state: str) -> None:
    make_panel(role=panel.role, lead=cast.lead, raters=[cast.hr], candidate=make_candidate("Omar Said"))
    bring_to(panel, cast, state)
    assert look(panel, cast.hr) == OFFICE[STATES.index(state)]


def test_progress_tells_begun_from_submitted_for_the_panels_asked_for(cast: Cast, panel: Panel) -> None:
    other = make_panel(role=panel.role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate("Omar Said"))
    submit_card(panel, cast.ana)
    begin_card(panel, cast.ben)
    with acting_as(cast.recruiter.pk):
        names = dict(Seat.objects.values_list("pk", "interviewer__name"))
        found = {names[seat.seat_id]: (seat.begun, seat.submitted) for seat in progress(panel.pk).values()}
        assert found == {"Ana Petrov": (True, True), "Ben Okafor": (True, False), "Cleo Martin": (False, False)}
        assert {seat.seat_id for seat in progress(panel.pk, other.pk).values()} == set(names)


@pytest.mark.parametrize("viewer", ["lead", "recruiter", "hr", "superuser"])
def test_a_panel_that_was_not_sent_has_no_progress_to_show(cast: Cast, role: Role, viewer: str) -> None:
    draft = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben], send=False)
    assert look(draft, getattr(cast, viewer)) == NOTHING


@pytest.mark.parametrize("seat_state", [SeatState.EXCUSED, SeatState.REPLACED])
def test_who_left_one_interview_reads_nothing_by_another_seat(cast: Cast, panel: Panel, seat_state: SeatState) -> None:
    """One seat a person is the rule of planning; should there be a second, the first one counts."""
    Seat.objects.filter(panel=panel, interviewer=cast.cleo).update(state=seat_state, state_reason="ill")
    add_seat(panel, cast.cleo)
    send_out(panel)
    for rater in (cast.ana, cast.ben):
        submit_card(panel, rater)
    second = Seat.objects.get(panel=panel, interviewer=cast.cleo, state="active")
    with acting_as(cast.cleo.pk):
        Scorecard.objects.filter(seat=second).update(saved_at=timezone.now(), submitted_at=timezone.now())
        seats_changed.send(sender=Panel, panel=panel, actor_id=None, touched=[])
    panel.refresh_from_db()
    assert panel.revealed_at is not None
    assert look(panel, cast.cleo).open is False
