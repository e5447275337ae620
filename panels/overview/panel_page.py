"""What the panel page shows to one person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.db.models import Q

from panels.consensus.models import Report
from panels.decisions.models import Decision
from panels.decisions.stances import stances_on
from panels.overview.desk.coverage import gaps, must_haves_of
from panels.overview.standing import SeatLine, Standing
from panels.overview.words import state_sentence
from panels.scorecards.blinding import Progress
from panels.scorecards.models import Scorecard
from panels.seating.choices import InterviewState, SeatState
from panels.seating.models import Interview, Panel, Seat


@dataclass(frozen=True)
class InterviewBlock:
    """An interview with the seats in it."""

    interview: Interview
    lines: list[SeatLine]

    @property
    def can_fail(self) -> bool:
        """Whether it may still turn out that it did not happen: nobody who saw it has submitted."""
        return self.interview.state == InterviewState.PLANNED and not any(line.is_in for line in self.lines)


def page_for(standing: Standing) -> dict[str, Any]:
    """Own state, reports and decisions are asked for through `visible_to`; where nothing is shown nothing is read."""
    panel, viewer = standing.panel, standing.viewer
    own_card = Scorecard.objects.own(viewer).filter(panel=panel).order_by("-pk").first()
    reports = Report.objects.visible_to(viewer).on_the_table(panel)
    decisions = Decision.objects.visible_to(viewer).filter(panel=panel).select_related("owner").order_by("-number")
    decided = list(decisions)
    before_opening = standing.manages and panel.revealed_at is None and not panel.is_over
    return {
        "standing": standing,
        "panel": panel,
        "sentence": state_sentence(standing, own_is_in=own_card is not None and own_card.is_submitted),
        "blocks": blocks(standing, own_card),
        "own_card": own_card,
        "own_seat": own_seat(standing, own_card),
        "reports": list(reports.defer("content")),
        "decisions": decided,
        "stances": stances_on(decided[0], panel, viewer) if decided else None,
        "gaps": gaps(standing, must_haves_of([standing])) if before_opening else [],
        "declined": [line.seat for line in standing.on_it if line.seat.declined_at] if standing.manages else [],
        "neighbours": neighbours(standing) if standing.manages else [],
        "hidden_from_lead": standing.manages and not standing.shows_progress and panel.is_running,
    }


def neighbours(standing: Standing) -> list[tuple[str, Panel]]:
    """The panel that this one follows and those that follow it, each with what it is; for who runs them alone."""
    panel = standing.panel
    if panel.follows_id is None and panel.revealed_at is None:
        return []
    found = Panel.objects.managed_by(standing.viewer).filter(Q(pk=panel.follows_id) | Q(follows=panel))
    return [
        ("Follows" if one.pk == panel.follows_id else "Followed by", one)
        for one in found.select_related("stage").order_by("pk")
    ]


def blocks(standing: Standing, own_card: Scorecard | None) -> list[InterviewBlock]:
    """Own state is always known to its owner, whatever the panel shows of the others."""
    return [
        InterviewBlock(lines[0].seat.interview, [with_own(line, own_card) for line in lines])
        for _, group in groupby(standing.lines, key=lambda line: line.seat.interview_id)
        if (lines := list(group))
    ]


def with_own(line: SeatLine, own_card: Scorecard | None) -> SeatLine:
    if line.progress is not None or own_card is None or line.seat.pk != own_card.seat_id:
        return line
    return replace(line, progress=Progress(line.seat.pk, own_card.is_begun, own_card.is_submitted))


def own_seat(standing: Standing, own_card: Scorecard | None) -> Seat | None:
    """The seat whose scorecard she may open; an excused or replaced one still shows own text."""
    if standing.own is not None:
        return standing.own.seat
    left = (SeatState.EXCUSED, SeatState.REPLACED)
    return next(
        (
            line.seat
            for line in standing.lines
            if own_card is not None and line.seat.pk == own_card.seat_id and line.seat.state in left
        ),
        None,
    )
