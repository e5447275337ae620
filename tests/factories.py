"""What tests stand on: people, a published role, panels, submitted scorecards.

Nothing is stubbed: cards are made by the receiver, scorecards are submitted by the action, and opened by the database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from interviews.accounts.models import User
from interviews.roles.models import Anchor, Competency, Level, Role, Rubric, RubricState, Scale, Stage
from interviews.runtime.actor import acting_as
from panels.scorecards.actions import save_draft, submit
from panels.scorecards.drafts import Draft, DraftRating
from panels.scorecards.models import Scorecard, SubmittedVersion
from panels.seating.models import Candidate, Interview, Panel, Seat
from panels.seating.signals import seats_changed

PASSWORD = "correct horse battery"  # the one password of every test person
_numbers = count(1)


def make_user(name: str = "", **fields: Any) -> User:
    user = new_user(name, **fields)
    user.save()
    return user


def new_user(name: str = "", **fields: Any) -> User:
    """Not in the database yet."""
    number = next(_numbers)
    name = name or f"Person {number}"
    email = fields.pop("email", f"{name.split()[0].lower()}{number}@example.org")
    user = User(name=name, email=email, **fields)
    user.password = _hashed()
    return user


def make_scale(low: int = 1, high: int = 5) -> Scale:
    """The scale of that width, with named levels; one for all tests of a run that ask for it."""
    scale, created = Scale.objects.get_or_create(low=low, high=high, name=f"Test scale {low} to {high}")
    if created:
        Level.objects.bulk_create(Level(scale=scale, value=value, name=f"Level {value}") for value in scale.values)
    return scale


def make_role(
    name: str = "",
    *,
    lead: User | None = None,
    competencies: Sequence[str] = ("System design", "Incident ownership", "Code quality"),
    must_have: Sequence[str] = ("System design",),
    minimum: int = 3,
    weights: Mapping[str, str] | None = None,
    hire_line: str | None = None,
    scale: Scale | None = None,
    publish: bool = True,
    **fields: Any,
) -> Role:
    """A role with one stage, "Onsite", and a rubric with anchors; published unless told otherwise."""
    role = Role.objects.create(name=name or f"Role {next(_numbers)}", lead=lead, **fields)
    Stage.objects.create(role=role, position=1, name="Onsite")
    rubric = Rubric.objects.create(
        role=role, number=1, scale=scale or make_scale(), hire_line=Decimal(hire_line) if hire_line else None
    )
    for position, title in enumerate(competencies, 1):
        competency = Competency.objects.create(
            rubric=rubric,
            position=position,
            name=title,
            definition=f"What {title.lower()} means here.",
            grounds=f"Five weeks of {title.lower()} beside those who do it.",
            weight=Decimal((weights or {}).get(title, "1")),
            must_have=title in must_have,
            minimum_level=minimum if title in must_have else None,
        )
        Anchor.objects.bulk_create(
            Anchor(competency=competency, value=value, text=f"{title} at {value}") for value in rubric.scale.values
        )
    if publish:
        rubric.state = RubricState.PUBLISHED
        rubric.published_at = timezone.now()
        rubric.save()
    return role


def published(role: Role) -> Rubric:
    return role.rubrics.get(state=RubricState.PUBLISHED)


def make_candidate(name: str = "Priya Raman", **fields: Any) -> Candidate:
    return Candidate.objects.create(name=name, **fields)


def make_panel(
    *,
    role: Role,
    lead: User,
    raters: Sequence[User] = (),
    candidate: Candidate | None = None,
    recruiter: User | None = None,
    starts_at: datetime | None = None,
    send: bool = True,
    **fields: Any,
) -> Panel:
    """A panel with an interview of its own for each rater, who covers every competency; sent unless told otherwise."""
    panel = Panel.objects.create(
        candidate=candidate or make_candidate(),
        role=role,
        stage=role.stages.get(position=1),
        rubric=published(role),
        lead=lead,
        recruiter=recruiter,
        **fields,
    )
    for rater in raters:
        add_seat(panel, rater, starts_at=starts_at)
    if send:
        send_out(panel)
    return panel


def add_seat(
    panel: Panel,
    interviewer: User,
    *,
    competencies: Sequence[str] | None = None,
    starts_at: datetime | None = None,
    interview: Interview | None = None,
    **fields: Any,
) -> Seat:
    position = panel.interviews.count() + 1
    starts_at = starts_at or timezone.now() - timedelta(days=1)
    interview = interview or Interview.objects.create(
        panel=panel,
        position=position,
        title=f"Interview {position}",
        starts_at=starts_at,
        due_at=starts_at + timedelta(hours=24, minutes=45),
    )
    seat = Seat.objects.create(panel=panel, interview=interview, interviewer=interviewer, **fields)
    chosen = panel.rubric.competencies.all()
    if competencies is not None:
        chosen = chosen.filter(name__in=competencies)
    covers = Seat.competencies.through
    covers.objects.bulk_create(covers(seat=seat, competency=competency) for competency in chosen)
    return seat


@transaction.atomic
def send_out(panel: Panel) -> None:
    """As sending does, without the mails."""
    Panel.objects.filter(pk=panel.pk).update(sent_at=timezone.now())
    panel.refresh_from_db()
    seats_changed.send(sender=Panel, panel=panel, actor_id=panel.lead_id, touched=[])


def seat_of(panel: Panel, user: User) -> Seat:
    return panel.seats.get(interviewer=user, state__in=["active", "missing"])


def card_of(panel: Panel, user: User) -> Scorecard:
    """The person's own card; call it acting as her."""
    return Scorecard.objects.select_related("seat__panel__stage").get(panel=panel, author=user)


def make_draft(
    seat: Seat,
    levels: Mapping[str, int] | int = 3,
    *,
    evidence: str = "Walked through the fail-over step by step.",
    recommendation: str = "yes",
    **fields: Any,
) -> Draft:
    """A complete card: one level for all competencies of the seat, or a level each by name."""
    ratings = tuple(
        DraftRating(
            competency.pk,
            level=levels if isinstance(levels, int) else levels.get(competency.name, 3),
            evidence=evidence,
        )
        for competency in seat.competencies.order_by("pk")
    )
    return Draft(ratings=ratings, recommendation=recommendation, **{"discussed": False, **fields})


@transaction.atomic
def begin_card(panel: Panel, user: User, draft: Draft | None = None) -> Scorecard:
    """The person saves a draft and leaves it at that."""
    with acting_as(user.pk):
        card = card_of(panel, user)
        save_draft(card=card, actor=user, revision=card.revision, draft=draft or make_draft(card.seat))
        card.refresh_from_db()
    return card


@transaction.atomic
def submit_card(panel: Panel, user: User, levels: Mapping[str, int] | int = 3, **fields: Any) -> SubmittedVersion:
    """The person fills and submits the own card. Opens the panel's scorecards when it was the last one."""
    with acting_as(user.pk):
        card = card_of(panel, user)
        saved = save_draft(card=card, actor=user, revision=card.revision, draft=make_draft(card.seat, levels, **fields))
        return submit(card=card, actor=user, revision=saved.revision)


@cache
def _hashed() -> str:
    return make_password(PASSWORD)
