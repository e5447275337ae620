"""That reading a board by a mark alone leaves a trace."""

from __future__ import annotations

import pytest

from interviews.audit.models import Entry
from panels.consensus.actions.looking import note_board
from tests.cast import Cast
from tests.factories import make_role

pytestmark = pytest.mark.django_db


def test_look_of_another_than_the_lead_is_recorded_once_a_day_and_role(cast: Cast) -> None:
    first, second = make_role(lead=cast.lead), make_role(lead=cast.lead)
    for role in (first, first, second):
        note_board(role=role, user=cast.hr)
    entries = Entry.objects.chain(None).filter(verb="board.seen")
    assert [(entry.actor_id, entry.subject, entry.subject_id) for entry in entries] == [
        (cast.hr.pk, "roles.role", first.pk),
        (cast.hr.pk, "roles.role", second.pk),
    ]


def test_own_role_is_the_purpose_of_the_board(cast: Cast) -> None:
    note_board(role=make_role(lead=cast.lead), user=cast.lead)
    assert not Entry.objects.filter(verb="board.seen").exists()
