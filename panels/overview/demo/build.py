"""The demo organisation in two steps: all up to the open scorecards, and, once reports are there, the decisions."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from interviews.accounts.models import User
from panels.overview.demo import content
from panels.overview.demo.dates import Calendar
from panels.overview.demo.deciding import decide_as_told
from panels.overview.demo.events import play
from panels.overview.demo.following import follow_as_told
from panels.overview.demo.people import Cast, find_all, invite_all
from panels.overview.demo.planning import add_applicant, plan_panel
from panels.overview.demo.roles import make_role
from panels.overview.demo.writing import Writer
from panels.seating.models import Panel

SEED = 1979

Advance = Callable[[], object]


class NotEmpty(Exception):
    """The site has people of its own."""


def is_built() -> bool:
    return find_all(content.organisation()) is not None


def steps() -> int:
    """How often `build` and `decide` together call `advance`."""
    roles = content.roles()
    return len(content.organisation().people) + sum(1 + 2 * len(role.panels) for role in roles)


@transaction.atomic
def build(advance: Advance) -> None:
    """People, roles, panels and scorecards; whole or not at all. Raises NotEmpty rather than mix with real people."""
    if User.objects.exists():
        raise NotEmpty
    organisation = content.organisation()
    people = invite_all(organisation, advance)
    writer, calendar = Writer(SEED), Calendar()
    for story in content.roles():
        role = make_role(story, people=people)
        for facts in story.candidates:
            add_applicant(facts, recruiter=people[story.recruiter], people=people)
        advance()
        for one in story.panels:
            panel = plan_panel(one, of=story, role=role, people=people, calendar=calendar)
            play(one, panel=panel, of=story, people=people, writer=writer)
            advance()


@transaction.atomic
def decide(advance: Advance) -> int:
    """The decisions and follow-ups that are not made yet, on the reports that are there. How many were made now."""
    people = find_all(content.organisation())
    return sum(_decide_role(story, people, advance) for story in content.roles()) if people else 0


def undecided() -> int:
    """How many decisions and follow-ups of the stories are still to be made."""
    decided = set(Panel.objects.filter(decided_at__isnull=False).values_list("candidate__name", flat=True))
    followed = set(Panel.objects.exclude(follows=None).values_list("candidate__name", flat=True))
    return sum(
        (panel.decision is not None and panel.name not in decided)
        + (panel.follow is not None and panel.name not in followed)
        for role in content.roles()
        for panel in role.panels
    )


def _decide_role(story: content.RoleStory, people: Cast, advance: Advance) -> int:
    panels = {
        panel.candidate.name: panel
        for panel in Panel.objects.filter(role__name=story.name, follows=None).select_related(
            "candidate", "lead", "role", "stage", "recruiter", "rubric__scale"
        )
    }
    made, calendar = 0, Calendar()
    for one in story.panels:
        if one.name in panels:
            panel = panels[one.name]
            made += decide_as_told(one, of=story, panel=panel, lead=people[story.lead])
            made += follow_as_told(one, of=story, panel=panel, people=people, calendar=calendar)
        advance()
    return made
