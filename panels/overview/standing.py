"""How panels stand for one person: what she may know and do of each, asked for many panels in two queries.

The answers come from `blinding.py` and the querysets alone; here they are only put side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from interviews.accounts.models import User
from interviews.roles.models import Competency
from panels.consensus.models import Outbox, Report
from panels.scorecards.blinding import Progress, panels_open_to, panels_showing_progress_to, progress
from panels.seating.choices import InterviewState, PanelState, SeatKind, SeatState
from panels.seating.models import Interview, Panel, Seat
from panels.seating.querysets import PanelQuerySet


@dataclass(frozen=True)
class SeatLine:
    """One place on the panel. `progress` is None where the viewer may not know who is in."""

    seat: Seat
    progress: Progress | None
    now: datetime

    @property
    def is_in(self) -> bool:
        return self.progress is not None and self.progress.submitted

    @property
    def is_awaited(self) -> bool:
        """Known to be still missing, and worth chasing."""
        return (
            self.progress is not None
            and not self.progress.submitted
            and self.seat.state == SeatState.ACTIVE
            and self.seat.kind != SeatKind.INFORMED
        )

    @property
    def is_late(self) -> bool:
        interview = self.seat.interview
        if interview.state in (InterviewState.NO_SHOW, InterviewState.CANCELLED):
            return False
        return self.is_awaited and interview.due_at is not None and interview.due_at < self.now


@dataclass(frozen=True)
class Standing:
    """A panel and what one person may know and do of it. Without `shows_progress` nothing here says who is in."""

    panel: Panel
    viewer: User
    now: datetime
    manages: bool
    shows_progress: bool
    is_open: bool
    report_ready: bool
    report_failed: bool
    lines: list[SeatLine] = field(default_factory=list)

    @property
    def leads(self) -> bool:
        return self.panel.lead_id == self.viewer.pk

    @property
    def on_it(self) -> list[SeatLine]:
        return [line for line in self.lines if line.seat.state in (SeatState.ACTIVE, SeatState.MISSING)]

    @property
    def own(self) -> SeatLine | None:
        return next((line for line in self.on_it if line.seat.interviewer_id == self.viewer.pk), None)

    @property
    def counted(self) -> list[SeatLine]:
        return [line for line in self.lines if line.seat.counts]

    @property
    def number_in(self) -> int:
        return sum(line.is_in for line in self.counted)

    @property
    def late(self) -> list[SeatLine]:
        return [line for line in self.lines if line.is_late] if self.panel.is_running else []

    @property
    def due_at(self) -> datetime | None:
        """When the first scorecard is due that is known to be missing; for who may not know, when her own is."""
        if not self.panel.is_running:
            return None
        awaited = [line for line in self.lines if line.is_awaited] if self.shows_progress else [self.own]
        times = (line.seat.interview.due_at for line in awaited if line is not None)
        return min((due for due in times if due is not None), default=None)

    @property
    def next_interview(self) -> Interview | None:
        coming = {
            line.seat.interview
            for line in self.on_it
            if line.seat.interview.state == InterviewState.PLANNED
            and line.seat.interview.starts_at
            and line.seat.interview.starts_at > self.now
        }
        return min(coming, key=lambda interview: (interview.starts_at, interview.pk), default=None)

    @property
    def may_chase(self) -> bool:
        """Remind, excuse, replace: for who manages the roster and may know who is in, while cards are awaited."""
        return self.manages and self.shows_progress and self.panel.is_running

    @property
    def may_close(self) -> bool:
        return self.may_chase and self.number_in >= 2 and self.number_in < len(self.counted)

    @property
    def may_plan(self) -> bool:
        return self.manages and (self.panel.state == PanelState.DRAFT or self.may_chase)

    @property
    def may_withdraw(self) -> bool:
        """A candidate may leave at any time."""
        return self.manages and not self.panel.is_over

    @property
    def may_cancel(self) -> bool:
        return self.may_withdraw and self.panel.decided_at is None

    @property
    def may_follow(self) -> bool:
        """Take what was left open to another stage: for who runs the panel and may read its report."""
        return self.manages and self.is_open and self.report_ready and not self.panel.is_over

    @property
    def may_decide(self) -> bool:
        return self.leads and self.is_open and self.report_ready and not self.panel.is_over


def with_rights(panels: PanelQuerySet, viewer: User) -> PanelQuerySet:
    """The same rows with what the viewer may do and know, for `standings`; asks nothing yet."""
    this = {"pk": OuterRef("pk")}
    return panels.select_related("candidate", "role", "stage", "lead", "recruiter", "rubric").annotate(
        may_manage=Exists(Panel.objects.managed_by(viewer).filter(**this)),
        may_know=Exists(panels_showing_progress_to(viewer).filter(**this)),
        may_read=Exists(panels_open_to(viewer).filter(**this)),
        has_report=Exists(Report.objects.visible_to(viewer).filter(panel=OuterRef("pk"))),
        has_failure=Exists(Outbox.objects.owed().order_by().filter(panel=OuterRef("pk"), failed_at__isnull=False)),
    )


def standings(rows: Iterable[Panel], viewer: User, now: datetime) -> list[Standing]:
    """One query, in the order of `rows`, which come out of `with_rights`."""
    annotated: Iterable[Any] = rows
    return [
        Standing(
            panel=row,
            viewer=viewer,
            now=now,
            manages=row.may_manage,
            shows_progress=row.may_know,
            is_open=row.may_read,
            report_ready=row.has_report,
            report_failed=row.has_failure and row.may_read,
        )
        for row in annotated
    ]


def with_lines(found: Iterable[Standing], *, competencies: bool = False) -> list[Standing]:
    """Fill in the seats: one query, one for their competencies if asked, and one for who is in, for all panels."""
    found = list(found)
    seats = (
        Seat.objects.filter(panel__in=[standing.panel for standing in found])
        .exclude(state=SeatState.REMOVED)
        .select_related("interview", "interviewer")
        .order_by("panel", "interview__position", "pk")
    )
    if competencies:
        in_order = Competency.objects.order_by("position")
        seats = seats.prefetch_related(Prefetch("competencies", queryset=in_order))
    shown = [standing.panel.pk for standing in found if standing.shows_progress]
    known = progress(*shown) if shown else {}
    by_panel: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats if found else ():
        by_panel[seat.panel_id].append(seat)
    for standing in found:
        standing.lines.extend(
            SeatLine(blind(seat, standing), known.get(seat.pk), standing.now) for seat in by_panel[standing.panel.pk]
        )
    return found


def blind(seat: Seat, standing: Standing) -> Seat:
    """ "Closed without it" says who was not in, so who may not know that meets an ordinary seat; own ones are known."""
    if seat.state == SeatState.MISSING and not standing.shows_progress and seat.interviewer_id != standing.viewer.pk:
        seat.state = SeatState.ACTIVE
        seat.state_reason = ""
    return seat
