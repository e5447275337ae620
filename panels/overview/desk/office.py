"""The desk of recruiters and HR admins: who is late, what is blocked, how roles stand, what failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from interviews.accounts.models import User
from interviews.roles.completeness import what_is_missing
from interviews.roles.models import Competency, Role, Rubric, RubricState
from panels.overview.desk.coverage import gaps
from panels.overview.desk.kickoffs import words_by_rubric
from panels.overview.mails import undelivered_to
from panels.overview.standing import SeatLine, Standing
from panels.seating.choices import SeatState
from panels.seating.models import Seat

LATE_SHOWN = 30
BLOCKED_SHOWN = 30
MAILS_COUNTED = 100


@dataclass(frozen=True)
class Late:
    standing: Standing
    line: SeatLine


@dataclass(frozen=True)
class Blocked:
    standing: Standing
    words: list[str]


@dataclass(frozen=True)
class Declined:
    standing: Standing
    seat: Seat


@dataclass(frozen=True)
class RoleLine:
    """A role with its rubric: the version that is live, and what the draft still needs."""

    role: Role
    live: Rubric | None
    draft: Rubric | None
    missing: list[str]
    kickoff: str = ""

    @property
    def live_words(self) -> str:
        return f"Live, {self.live}" if self.live else ""

    @property
    def draft_words(self) -> str:
        return f"Draft, {self.draft}" if self.draft else ""

    @property
    def more(self) -> int:
        """How many things the draft needs besides the first."""
        return len(self.missing) - 1


@dataclass
class OfficeDesk:
    late: list[Late] = field(default_factory=list)
    late_count: int = 0
    declined: list[Declined] = field(default_factory=list)
    blocked: list[Blocked] = field(default_factory=list)
    roles: list[RoleLine] = field(default_factory=list)
    failed: list[Standing] = field(default_factory=list)
    unsent_mail: int = 0
    more_unsent: bool = False

    @property
    def more_late(self) -> int:
        return self.late_count - len(self.late)


def office_desk(
    user: User,
    found: Sequence[Standing],
    must_haves: Mapping[int, Sequence[Competency]],
    roles: Sequence[Role],
) -> OfficeDesk:
    """`found` holds the panels at work. Who is late comes from those alone whose progress she may know."""
    managed = [standing for standing in found if standing.manages]
    running = [standing for standing in managed if standing.panel.is_running]
    late = sorted(
        (Late(standing, line) for standing in running for line in standing.late),
        key=lambda one: (one.line.seat.interview.due_at, one.line.seat.pk),
    )
    unsent = undelivered_to(user, at_most=MAILS_COUNTED + 1) if user.is_hr_admin else 0
    return OfficeDesk(
        late=late[:LATE_SHOWN],
        late_count=len(late),
        declined=[
            Declined(standing, line.seat)
            for standing in running
            for line in standing.on_it
            if line.seat.declined_at and line.seat.state == SeatState.ACTIVE
        ],
        blocked=blocked(managed, must_haves)[:BLOCKED_SHOWN],
        roles=role_lines(roles),
        failed=[standing for standing in managed if standing.report_failed],
        unsent_mail=min(unsent, MAILS_COUNTED),
        more_unsent=unsent > MAILS_COUNTED,
    )


def blocked(managed: Sequence[Standing], must_haves: Mapping[int, Sequence[Competency]]) -> list[Blocked]:
    """Panels, not yet opened, on which a must-have has one interviewer or none."""
    lines = []
    for standing in managed:
        if standing.panel.revealed_at is None:
            words = gaps(standing, must_haves)
            if words:
                lines.append(Blocked(standing, words))
    return lines


def role_lines(roles: Sequence[Role]) -> list[RoleLine]:
    """Rubrics, and the drafts' competencies, anchors and levels, are prefetched."""
    drafts = [rubric.pk for role in roles for rubric in role.rubrics.all() if rubric.is_draft]
    kickoffs = words_by_rubric(drafts)
    return [role_line(role, kickoffs) for role in roles]


def role_line(role: Role, kickoffs: Mapping[int, str]) -> RoleLine:
    rubrics = {rubric.state: rubric for rubric in role.rubrics.all()}
    draft = rubrics.get(RubricState.DRAFT)
    missing = [finding.sentence for finding in what_is_missing(draft)] if draft else []
    kickoff = kickoffs.get(draft.pk, "") if draft else ""
    return RoleLine(role, rubrics.get(RubricState.PUBLISHED), draft, missing, kickoff)
