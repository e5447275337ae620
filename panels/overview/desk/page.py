"""My desk: every section that the person has, in the order of what needs her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q

from interviews.accounts.models import User
from interviews.roles.models import Role, Rubric, RubricState
from panels.consensus.models import Outbox
from panels.overview.desk.coverage import must_haves_of
from panels.overview.desk.interviewer import InterviewerDesk, interviewer_desk
from panels.overview.desk.kickoffs import Asked, waiting_kickoffs
from panels.overview.desk.manager import ManagerDesk, manager_desk
from panels.overview.desk.office import OfficeDesk, office_desk
from panels.overview.standing import standings, with_lines, with_rights
from panels.seating.choices import PanelState
from panels.seating.models import Panel, Seat
from panels.seating.querysets import PanelQuerySet

SOON = timedelta(hours=24)
ROLES_SHOWN = 20


@dataclass(frozen=True)
class Desk:
    interviewer: InterviewerDesk
    manager: ManagerDesk
    office: OfficeDesk | None
    kickoffs: list[Asked]

    def sections(self, now: datetime) -> list[str]:
        """The order: a kickoff, an interview within a day or an own late card, then decisions, then the office."""
        parts = {
            "manager": (not self.manager.is_empty, 1 if self.manager.needs_her else 3),
            "office": (self.office is not None, 2 if self.office and (self.office.late or self.office.failed) else 4),
            "kickoffs": (bool(self.kickoffs), -1),
            "interviewer": (not self.interviewer.is_empty, self._interviewer_rank(now)),
        }
        return sorted((name for name, (there, _) in parts.items() if there), key=lambda name: parts[name][1])

    def _interviewer_rank(self, now: datetime) -> int:
        coming = self.interviewer.next.interview.starts_at if self.interviewer.next else None
        if self.interviewer.to_submit or (coming is not None and coming < now + SOON):
            return 0
        return 2 if self.interviewer.next else 5


def desk_of(user: User, now: datetime) -> Desk:
    """A fixed number of queries, however much there is to do.

    A hiring manager's own scorecards stand under what needs her, with her decisions.
    """
    found = with_lines(standings(with_rights(at_work(user), user), user, now), competencies=True)
    must_haves = must_haves_of(found)
    roles = list(current_roles(user))
    interviewer = interviewer_desk(user, now)
    manager = manager_desk(user, now, found, must_haves, roles)
    if not manager.is_empty:
        manager.own_cards, interviewer.to_submit = interviewer.to_submit, []
    return Desk(
        interviewer=interviewer,
        manager=manager,
        office=office_desk(user, found, must_haves, roles) if user.runs_panels else None,
        kickoffs=waiting_kickoffs(user),
    )


def at_work(user: User) -> PanelQuerySet:
    """Panels in which something is left to do for her as a lead or in the office."""
    undecided = Q(state__in=[PanelState.DRAFT, PanelState.OPEN, PanelState.REVEALED], lead=user)
    planned = Q(state__in=[PanelState.DRAFT, PanelState.OPEN])
    failed = Q(Exists(Outbox.objects.owed().order_by().filter(panel=OuterRef("pk"), failed_at__isnull=False)))
    panels = Panel.objects.managed_by(user)
    return panels.filter(undecided | planned | failed if user.runs_panels else undecided).order_by("created_at", "pk")


def late_seats(user: User, now: datetime) -> list[Seat]:
    """Everybody who is late on the panels that she runs and whose progress she may know, by panel."""
    open_panels = Panel.objects.managed_by(user).running().order_by("pk")
    found = with_lines(standings(with_rights(open_panels, user), user, now))
    return [line.seat for standing in found if standing.may_chase for line in standing.late]


def current_roles(user: User) -> list[Role]:
    """With rubrics for the office; the lead's own need none."""
    roles = Role.objects.current().visible_to(user).order_by("name")
    if not user.runs_panels:
        return list(roles)
    rubrics = Rubric.objects.exclude(state=RubricState.SUPERSEDED).select_related("scale")
    return list(
        roles.prefetch_related(
            Prefetch("rubrics", queryset=rubrics),
            "rubrics__competencies__anchors",
            "rubrics__scale__levels",
        )
    )
