"""The hiring manager's desk: what needs her, panels under way, roles, what was decided lately."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count

from interviews.accounts.models import User
from interviews.roles.models import Competency, Role
from panels.decisions.models import Decision
from panels.overview.desk.coverage import gaps
from panels.overview.desk.interviewer import OwnSeat
from panels.overview.standing import Standing
from panels.overview.words import late_sentence, listed, span
from panels.seating.choices import PanelState
from panels.seating.models import Panel

DECISION_FRESH = timedelta(days=2)
DECIDED_LATELY = timedelta(days=30)
DECIDED_SHOWN = 10


@dataclass(frozen=True)
class UnderWay:
    """A panel that is planned or running, in one line."""

    standing: Standing
    words: str
    warnings: list[str]


@dataclass(frozen=True)
class Waiting:
    """A panel whose scorecards are open and which waits for her: `what` in words, `step` names the button."""

    standing: Standing
    what: str
    step: str


@dataclass(frozen=True)
class LedRole:
    role: Role
    stages: list[tuple[str, int]]

    @property
    def words(self) -> str:
        if not self.stages:
            return "No candidate under way"
        return ", ".join(f"{stage}: {count}" for stage, count in self.stages)


@dataclass
class ManagerDesk:
    own_cards: list[OwnSeat] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    under_way: list[UnderWay] = field(default_factory=list)
    roles: list[LedRole] = field(default_factory=list)
    decided: list[Decision] = field(default_factory=list)

    @property
    def needs_her(self) -> int:
        return len(self.own_cards) + len(self.waiting)

    @property
    def is_empty(self) -> bool:
        return not (self.own_cards or self.waiting or self.under_way or self.roles or self.decided)


def manager_desk(
    user: User,
    now: datetime,
    found: Sequence[Standing],
    must_haves: Mapping[int, Sequence[Competency]],
    roles: Sequence[Role],
) -> ManagerDesk:
    """`found` holds the panels at work, `roles` the current ones that she may see; two more queries at most."""
    led = [standing for standing in found if standing.leads]
    led_roles = [role for role in roles if role.lead_id == user.pk]
    return ManagerDesk(
        waiting=[waiting_for(standing) for standing in led if standing.panel.revealed_at],
        under_way=[under_way(standing, must_haves) for standing in led if not standing.panel.revealed_at],
        roles=by_stage(user, led_roles) if led_roles else [],
        decided=decided_lately(user, now),
    )


def waiting_for(standing: Standing) -> Waiting:
    panel, revealed_at = standing.panel, standing.panel.revealed_at
    assert revealed_at is not None
    if not standing.is_open:
        return Waiting(standing, "Scorecards opened. You can read them once your own is in", "own")
    if standing.report_failed and not standing.report_ready:
        return Waiting(standing, "The report could not be built yet", "report")
    if not standing.report_ready:
        return Waiting(standing, "Scorecards are open, the report is being built", "report")
    age = standing.now - revealed_at
    if age > DECISION_FRESH and not (panel.debrief_at and panel.debrief_at > standing.now):
        return Waiting(standing, f"Decision open for {span(age)}", "decide")
    return Waiting(standing, "Report ready", "report")


def under_way(standing: Standing, must_haves: Mapping[int, Sequence[Competency]]) -> UnderWay:
    if standing.panel.state == PanelState.DRAFT:
        words = "Not sent yet"
    elif standing.shows_progress:
        words = late_sentence(standing.late)
    else:
        words = "Who is in is shown once yours is in"
    declined = [line.seat.interviewer.first_name for line in standing.on_it if line.seat.declined_at]
    warnings = gaps(standing, must_haves)
    if declined:
        warnings.append(f"{listed(declined)} asked to be excused")
    return UnderWay(standing, words, warnings)


def by_stage(user: User, roles: Sequence[Role]) -> list[LedRole]:
    """How many candidates are under way at each stage; whether their scorecards are open makes no difference."""
    rows = (
        Panel.objects.visible_to(user)
        .filter(role__in=roles, state__in=[PanelState.DRAFT, PanelState.OPEN, PanelState.REVEALED])
        .values_list("role", "stage__name")
        .annotate(candidates=Count("candidate", distinct=True))
        .order_by("role", "stage__position")
    )
    stages: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for role_id, stage, candidates in rows:
        stages[role_id].append((stage, candidates))
    return [LedRole(role, stages[role.pk]) for role in roles]


def decided_lately(user: User, now: datetime) -> list[Decision]:
    decisions = (
        Decision.objects.visible_to(user).standing().filter(panel__lead=user, decided_at__gt=now - DECIDED_LATELY)
    )
    shown = decisions.select_related("owner", "panel__candidate", "panel__role").order_by("-decided_at", "-pk")
    return list(shown[:DECIDED_SHOWN])
