"""Deciding and superseding."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import DatabaseError

from interviews.audit.canonical import seal_of
from interviews.audit.models import Entry
from interviews.roles.models import Role
from interviews.runtime.actor import acting_as
from panels.decisions.models import Decision
from panels.seating.actions.endings import close_panel, end_panel
from panels.seating.models import Panel
from tests.cast import Cast
from tests.decisions.conftest import Build, Decide
from tests.factories import make_candidate, make_panel, submit_card

pytestmark = pytest.mark.django_db


def decisions(panel: Panel) -> list[Decision]:
    with acting_as(panel.lead_id):
        return list(Decision.objects.filter(panel=panel))


def refused(decided: Decide, *args: object, **fields: object) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        decided(*args, **fields)
    return caught.value.message_dict if hasattr(caught.value, "error_dict") else {"": caught.value.messages}


def test_decide_records_owner_reasons_and_report(opened: Panel, build: Build, decided: Decide, cast: Cast) -> None:
    report = build(opened)
    decision = decided(opened, report, owner=cast.ana)
    opened.refresh_from_db()
    assert (decision.number, decision.outcome, decision.owner, decision.report_digest, decision.against) == (
        1,
        "advance",
        cast.ana,
        report.digest,
        [],
    )
    assert (opened.state, opened.decided_at is not None) == ("decided", True)
    entry = Entry.objects.chain(opened.pk).last()
    assert entry is not None
    assert (entry.verb, entry.actor_id) == ("decision.made", cast.lead.pk)
    seal = seal_of(decision, Decision.SEALED)
    assert entry.details == {"outcome": "advance", "against": 0, "report": report.digest, "seal": seal}


def test_decide_before_opening_is_refused(panel: Panel, decided: Decide) -> None:
    assert refused(decided, panel, None) == {"": ["Scorecards are not open yet. The decision comes after them."]}


def test_decide_without_a_report_is_refused(opened: Panel, decided: Decide) -> None:
    assert refused(decided, opened, None) == {"": ["The report is still being built. Decide once you have read it."]}
    assert decisions(opened) == []


def test_decide_on_another_panels_report_is_refused(opened: Panel, build: Build, decided: Decide, cast: Cast) -> None:
    build(opened)
    other = make_panel(role=opened.role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate("Omar Said"))
    submit_card(other, cast.ana)
    assert refused(decided, opened, build(other)) == {
        "": ["This is not a report of this panel. Open the report again, then decide."]
    }


@pytest.mark.parametrize("who", ["recruiter", "hr", "superuser", "ana", "outsider"])
def test_decide_is_for_the_lead_alone(opened: Panel, build: Build, decided: Decide, cast: Cast, who: str) -> None:
    report = build(opened)
    assert refused(decided, opened, report, actor=getattr(cast, who)) == {
        "": ["The hiring manager of this panel decides."]
    }


def test_decide_by_a_lead_whose_own_card_is_missing(cast: Cast, role: Role, build: Build, decided: Decide) -> None:
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben, cast.lead])
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with acting_as(cast.recruiter.pk):
        close_panel(panel=panel, actor=cast.recruiter, reason="No time left.")
    report = build(panel)
    assert refused(decided, panel, report) == {"": ["You cannot read this panel's report, so you cannot decide on it."]}


def test_decide_on_an_ended_panel_is_refused(opened: Panel, build: Build, decided: Decide) -> None:
    report = build(opened)
    Panel.objects.filter(pk=opened.pk).update(ended_at="2026-01-01T00:00Z", ending="withdrew")
    assert refused(decided, opened, report) == {"": ["This panel has ended, so there is nothing left to decide."]}


def test_decide_needs_outcome_and_reasons(opened: Panel, build: Build, decided: Decide) -> None:
    assert refused(decided, opened, build(opened), outcome="maybe", reasons=" \n") == {
        "outcome": ["Choose what you decided."],
        "reasons": ["Say why. The decision stands on its reasons, not on a number."],
    }


@pytest.mark.parametrize(
    ("outcome", "words"), [("other_level", "Say at which level."), ("other_role", "Say for which role.")]
)
def test_decide_for_another_level_or_role_names_it(
    opened: Panel, build: Build, decided: Decide, outcome: str, words: str
) -> None:
    report = build(opened)
    assert refused(decided, opened, report, outcome=outcome) == {"outcome_detail": [words]}
    assert decided(opened, report, outcome=outcome, outcome_detail=" Staff ").outcome_detail == "Staff"


@pytest.mark.parametrize(("who", "may"), [("ana", True), ("recruiter", True), ("outsider", False), ("employee", False)])
def test_decide_with_an_owner_who_may_read(
    opened: Panel, build: Build, decided: Decide, cast: Cast, who: str, may: bool
) -> None:
    report, owner = build(opened), getattr(cast, who)
    if may:
        assert decided(opened, report, owner=owner).owner == owner
    else:
        words = "Choose the hiring manager or somebody who may read this panel's report."
        assert refused(decided, opened, report, owner=owner) == {"owner": [words]}


def test_decide_against_the_report_needs_kind_and_words(split: Panel, build: Build, decided: Decide) -> None:
    report = build(split)
    facts = "System design, a must-have, is not met: median 2, minimum 3. 2 of 3 recommendations are no."
    assert refused(decided, split, report, outcome="offer") == {
        "against_kind": [f"This decision goes against the report. {facts} Choose why it still holds."],
        "against_reason": [f"Say in words why it still holds. {facts}"],
    }
    decision = decided(
        split, report, outcome="offer", against_kind="can_be_learned", against_reason="Pairing for a quarter."
    )
    assert [fact["kind"] for fact in decision.against] == ["must_have", "majority"]


def test_not_proceeding_against_a_majority_needs_the_same(opened: Panel, build: Build, decided: Decide) -> None:
    report = build(opened)
    problems = refused(decided, opened, report, outcome="not_proceeding")
    assert sorted(problems) == ["against_kind", "against_reason"]


def test_not_proceeding_with_the_report_keeps_no_stray_reason(split: Panel, build: Build, decided: Decide) -> None:
    decision = decided(split, build(split), outcome="not_proceeding", against_kind="other", against_reason="none")
    assert (decision.against, decision.against_kind, decision.against_reason) == ([], "", "")


def test_second_decision_supersedes_with_a_reason(opened: Panel, build: Build, decided: Decide) -> None:
    report = build(opened)
    first = decided(opened, report)
    opened.refresh_from_db()
    decided_at = opened.decided_at
    assert refused(decided, opened, report, outcome="hold") == {
        "superseding_reason": [
            "A decision stands already. Say why this one takes its place; the earlier one stays on record."
        ]
    }
    second = decided(opened, report, outcome="hold", superseding_reason="The budget moved.")
    opened.refresh_from_db()
    assert (decisions(opened), second.number, opened.decided_at) == ([first, second], 2, decided_at)
    with acting_as(opened.lead_id):
        assert list(Decision.objects.standing()) == [second]
    assert [entry.verb for entry in Entry.objects.chain(opened.pk)][-1] == "decision.superseded"


def test_same_decision_sent_twice_is_one(opened: Panel, build: Build, decided: Decide) -> None:
    report = build(opened)
    assert decided(opened, report) == decided(opened, report)
    assert len(decisions(opened)) == 1


def test_decision_cannot_be_changed_in_the_database(opened: Panel, build: Build, decided: Decide) -> None:
    decision = decided(opened, build(opened))
    for sql in (
        "UPDATE decisions_decision SET reasons = 'x' WHERE id = %s",
        "DELETE FROM decisions_decision WHERE id = %s",
    ):
        with (
            pytest.raises(DatabaseError),
            acting_as(opened.lead_id),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, [decision.pk])


def test_decision_stands_behind_the_fence(opened: Panel, build: Build, decided: Decide, cast: Cast) -> None:
    decided(opened, build(opened))
    seen = {}
    for who in ("lead", "ana", "hr", "outsider", "employee"):
        with acting_as(getattr(cast, who).pk):
            seen[who] = Decision.objects.count()
    assert seen == {"lead": 1, "ana": 1, "hr": 1, "outsider": 0, "employee": 0}


def test_decided_panel_ends_in_no_other_way_than_by_a_withdrawal(
    opened: Panel, build: Build, decided: Decide, cast: Cast
) -> None:
    decided(opened, build(opened))
    with pytest.raises(ValidationError) as refused:
        end_panel(panel=opened, actor=cast.recruiter, ending="role_filled")
    assert refused.value.messages == ["This panel is decided. Record a new decision instead."]
    end_panel(panel=opened, actor=cast.recruiter, ending="withdrew")
    opened.refresh_from_db()
    assert opened.state == "withdrawn"
