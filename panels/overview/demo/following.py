"""The stage that asks about what an earlier one left open, once that one's report is there."""

from __future__ import annotations

from typing import Any

from interviews.accounts.models import User
from interviews.runtime.actor import acting_as
from panels.decisions.following import Chosen, open_follow_up
from panels.decisions.open_points import open_points
from panels.overview.demo.content import PanelStory, RoleStory
from panels.overview.demo.dates import Calendar
from panels.overview.demo.people import Cast
from panels.seating.actions.planning import change_interview, send_panel
from panels.seating.models import Panel

HOUR = 10
ABOUT_THE_STAGE = ("stage", "day", "who")


def follow_as_told(story: PanelStory, *, of: RoleStory, panel: Panel, people: Cast, calendar: Calendar) -> bool:
    """Planned by the recruiter and sent. False when the story has none, when it is there, or without a report yet.

    A story that asks about a competency which was not left open is wrong.
    """
    if story.follow is None or Panel.objects.filter(follows=panel).exists():
        return False
    recruiter = people[of.recruiter]
    with acting_as(recruiter.pk):
        points = {one.name: one.key for one in open_points(panel, reader=recruiter)}
        if not points:
            return False
        own = {of.competency_name(short): text for short, text in story.follow.items() if short not in ABOUT_THE_STAGE}
        following = open_follow_up(
            panel=panel,
            actor=recruiter,
            stage=panel.role.stages.get(name=story.follow["stage"]),
            points=[Chosen(points[name], (text,)) for name, text in own.items()],
            interviewers=[people[key] for key in story.follow["who"]],
        )
        _give_times(following, story.follow, recruiter, calendar)
        send_panel(panel=following, actor=recruiter)
    return True


def _give_times(following: Panel, told: dict[str, Any], recruiter: User, calendar: Calendar) -> None:
    for place, interview in enumerate(following.interviews.order_by("position")):
        change_interview(
            interview=interview,
            actor=recruiter,
            title=interview.title,
            starts_at=calendar.working_day(told["day"], HOUR + place),
            minutes=interview.minutes,
            medium=interview.medium,
        )
