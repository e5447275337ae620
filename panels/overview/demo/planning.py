"""Candidates and their panels, as their recruiter adds, plans and sends them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile

from interviews.accounts.models import User
from interviews.roles.models import Role
from interviews.runtime.actor import acting_as
from panels.overview.demo.content import Card, PanelStory, RoleStory
from panels.overview.demo.dates import Calendar
from panels.overview.demo.people import Cast
from panels.seating.actions.candidates import add_candidate, add_file, add_link
from panels.seating.actions.planning import add_interview, open_panel, send_panel
from panels.seating.actions.seats import add_seat
from panels.seating.choices import Relation
from panels.seating.models import Candidate, Interview, Panel

ABOUT_THE_DEMO = ("gender", "origin")


def add_applicant(facts: dict[str, Any], *, recruiter: User, people: Cast) -> Candidate:
    """What the file says apart from what only the tests read."""
    details = {name: value for name, value in facts.items() if name not in ABOUT_THE_DEMO}
    link, file, account = (details.pop(name, None) for name in ("link", "file", "own_account"))
    with acting_as(recruiter.pk):
        candidate = add_candidate(actor=recruiter, **details, user=people[account] if account else None)
        if link:
            add_link(candidate=candidate, actor=recruiter, **link)
        if file:
            upload = ContentFile(file["text"].encode(), name=file["name"])
            add_file(candidate=candidate, actor=recruiter, upload=upload)
    return candidate


def plan_panel(story: PanelStory, *, of: RoleStory, role: Role, people: Cast, calendar: Calendar) -> Panel:
    """Opened, with its interviews and seats, and sent unless the story stops at the plan."""
    recruiter = people[of.recruiter]
    candidate = add_applicant(story.candidate, recruiter=recruiter, people=people)
    with acting_as(recruiter.pk):
        panel = open_panel(
            candidate=candidate,
            stage=role.stages.get(name=of.panel_stage),
            actor=recruiter,
            debrief_at=calendar.next_weekday(**_debrief(story)) if story.debrief else None,
        )
        _seat_all(panel, story, of=of, people=people, calendar=calendar)
        if not story.plan_only:
            send_panel(panel=panel, actor=recruiter)
    panel.refresh_from_db()
    return panel


def _seat_all(panel: Panel, story: PanelStory, *, of: RoleStory, people: Cast, calendar: Calendar) -> None:
    recruiter = people[of.recruiter]
    competencies = {one.name: one for one in panel.rubric.competencies.all()}
    rooms: dict[str, Interview] = {}
    for card in story.cards.values():
        slot = card.slot
        if slot.room not in rooms:
            rooms[slot.room] = add_interview(
                panel=panel,
                actor=recruiter,
                title=slot.title,
                starts_at=_begins(story, card, calendar),
                minutes=slot.minutes,
                medium=slot.medium,
            )
        add_seat(
            interview=rooms[slot.room],
            actor=recruiter,
            interviewer=people[card.who],
            competencies=[competencies[of.competency_name(short)] for short in slot.covers],
            kind=slot.kind,
            relation=Relation.MANAGER if card.who == of.lead else Relation.PEER,
        )


def _begins(story: PanelStory, card: Card, calendar: Calendar) -> datetime:
    planned = calendar.working_day(story.day, card.slot.hour)
    is_over = any(other.is_begun for other in story.cards.values() if other.slot.room == card.slot.room)
    return calendar.before_now(planned) if is_over else planned


def _debrief(story: PanelStory) -> dict[str, Any]:
    assert story.debrief is not None
    return {"name": story.debrief["weekday"], "hour": story.debrief["hour"]}
