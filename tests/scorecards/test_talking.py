"""Asking to talk before the loop goes on: who learns what, and how often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db.models import F
from django.test import Client

from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.scorecards.models import Scorecard
from panels.scorecards.talking import ask_to_talk
from panels.seating.models import Panel, Seat
from tests.cast import Cast
from tests.factories import begin_card, card_of, make_draft, make_panel, seat_of, submit_card

pytestmark = pytest.mark.django_db


def ask(panel: Panel, cast: Cast) -> None:
    with acting_as(cast.ana.pk):
        ask_to_talk(card=card_of(panel, cast.ana), actor=cast.ana)


def test_recruiter_and_lead_learn_that_and_nothing_else(cast: Cast, role: object) -> None:
    panel = make_panel(role=role, lead=cast.lead, recruiter=cast.recruiter, raters=[cast.ana, cast.ben])  # type: ignore[arg-type]
    begin_card(panel, cast.ana, make_draft(seat_of(panel, cast.ana), 1, evidence="Zq lied about the outage"))
    mail.outbox.clear()
    ask(panel, cast)
    subject = "Ana Petrov asks to talk before Priya Raman goes on"
    assert sorted((one.to[0], one.subject) for one in mail.outbox) == sorted(
        (user.email, subject) for user in (cast.recruiter, cast.lead)
    )
    for message in mail.outbox:
        text = message.body + str(message.alternatives[0][0])  # type: ignore[attr-defined]
        assert "Zq" not in text
        assert "draft" not in text.lower()
        assert message.attachments == []
    entry = Entry.objects.get(verb="scorecard.talk_asked")
    assert (entry.actor_id, entry.panel_id, entry.subject_id, entry.details) == (
        cast.ana.pk,
        panel.pk,
        seat_of(panel, cast.ana).pk,
        {},
    )


def test_once_a_day(cast: Cast, panel: Panel) -> None:
    ask(panel, cast)
    with pytest.raises(ValidationError, match="less than a day ago"):
        ask(panel, cast)
    with acting_as(cast.ana.pk):
        Scorecard.objects.update(talk_asked_at=F("talk_asked_at") - timedelta(days=1))
    ask(panel, cast)
    assert Entry.objects.filter(verb="scorecard.talk_asked").count() == 2


def test_opening_makes_no_difference_of_which_somebody_could_learn_it(cast: Cast, panel: Panel) -> None:
    """In a role of own cards only the interviewers are not told that scorecards are open."""
    panel.role.own_card_only = True
    panel.role.save()
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
        ask(panel, cast)
        with acting_as(cast.ana.pk):
            Scorecard.objects.update(talk_asked_at=None)
    panel.refresh_from_db()
    assert panel.revealed_at is not None


def test_who_left_the_panel_asks_no_more(cast: Cast, panel: Panel) -> None:
    Seat.objects.filter(panel=panel, interviewer=cast.ana).update(state="excused", state_reason="ill")
    with pytest.raises(ValidationError, match="no longer on this panel"):
        ask(panel, cast)


def test_nobody_else_finds_it(cast: Cast, panel: Panel) -> None:
    """It stands on the own card, behind the fence; the roster and everybody's pages say nothing."""
    clients = {name: Client() for name in ("ana", "ben", "lead", "hr")}
    for name, client in clients.items():
        client.force_login(getattr(cast, name))
    page = f"/seats/{seat_of(panel, cast.ana).uuid}/talk/"
    before = {name: clients[name].get(f"/panels/{panel.uuid}/").content for name in ("ben", "lead", "hr")}
    assert [clients[name].post(page).status_code for name in ("ben", "lead", "hr")] == [404] * 3
    assert clients["ana"].post(page).status_code == 302
    assert "You asked to talk" in clients["ana"].get(page.replace("talk/", "scorecard/")).content.decode()
    for name, content in before.items():
        after = clients[name].get(f"/panels/{panel.uuid}/").content
        assert len(after) == len(content)
        with acting_as(getattr(cast, name).pk):
            assert not Scorecard.objects.filter(talk_asked_at__isnull=False).exists()
