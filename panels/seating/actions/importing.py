"""Many candidates at once, and many panels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.audit.canonical import digest
from interviews.roles.models import Competency, Stage
from panels.seating.actions.planning import add_interview, open_panel
from panels.seating.actions.seats import add_seat
from panels.seating.models import Candidate, Interview, Panel

AT_ONCE = 1_000


@transaction.atomic
def add_candidates(*, actor: User, details: Sequence[Mapping[str, Any]]) -> list[Candidate]:
    """All or none. One entry in the audit for all of them: how many, from which id to which, and the digest of theirs.

    Raises ValidationError when an external id came into use meanwhile.
    """
    rows = [Candidate(created_by=actor, **one) for one in details]
    try:
        with transaction.atomic():
            made = Candidate.objects.bulk_create(rows, batch_size=AT_ONCE)
    except IntegrityError:
        raise ValidationError(
            "Somebody added one of these ids in the meantime. Check the table once more.", code="external_id_taken"
        ) from None
    ids = sorted(candidate.pk for candidate in made)
    record("candidate.imported", actor_id=actor.pk, count=len(ids), first=ids[0], last=ids[-1], ids=digest(ids))
    return made


@dataclass(frozen=True)
class PlannedSeat:
    """One line of a table: somebody's place in an interview of a candidate's panel."""

    candidate: Candidate
    stage: Stage
    lead: User | None
    title: str
    starts_at: datetime | None
    minutes: int
    interviewer: User
    competencies: tuple[Competency, ...]

    @property
    def interview(self) -> tuple[str, datetime | None, int]:
        return self.title, self.starts_at, self.minutes


@transaction.atomic
def plan_panels(*, actor: User, seats: Sequence[PlannedSeat]) -> list[Panel]:
    """A draft for each candidate and stage, with its interviews and seats; all or none, and nothing is sent.

    Raises ValidationError in words, beginning with whom it is about.
    """
    found: dict[tuple[int, int], list[PlannedSeat]] = defaultdict(list)
    for seat in seats:
        found[seat.candidate.pk, seat.stage.pk].append(seat)
    return [_plan(actor, of_one) for of_one in found.values()]


def _plan(actor: User, seats: Sequence[PlannedSeat]) -> Panel:
    about = seats[0]
    try:
        lead = next((seat.lead for seat in seats if seat.lead), None)
        panel = open_panel(candidate=about.candidate, stage=about.stage, actor=actor, lead=lead)
        interviews: dict[tuple[str, datetime | None, int], Interview] = {}
        for seat in seats:
            if seat.interview not in interviews:
                interviews[seat.interview] = add_interview(
                    panel=panel, actor=actor, title=seat.title, starts_at=seat.starts_at, minutes=seat.minutes
                )
            add_seat(
                interview=interviews[seat.interview],
                actor=actor,
                interviewer=seat.interviewer,
                competencies=seat.competencies,
            )
    except ValidationError as refused:
        raise ValidationError([f"{about.candidate}: {sentence}" for sentence in refused.messages]) from None
    return panel
