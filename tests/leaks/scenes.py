"""Scenes of a panel, and what in them is secret to whom.

A scene prepares what every world shares. Its `secrets` are the ways in which worlds may then differ: for who may not
know who is in, also in who has written and submitted; for who may, in content alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from interviews.accounts.models import User
from interviews.roles.models import Role
from interviews.runtime.actor import acting_as
from panels.decisions.actions import decide
from panels.decisions.debriefing import note_item, start_debrief
from panels.decisions.models import DebriefItem
from panels.scorecards.actions import save_draft, start_amending
from panels.seating.actions.endings import close_panel
from panels.seating.models import Panel, Seat
from tests.cast import Cast
from tests.factories import add_seat, begin_card, card_of, make_candidate, make_draft, make_panel, new_user, send_out
from tests.factories import submit_card as submit
from tests.overview.conftest import Build
from tests.overview.world import make_world

FURTHER = ("dora", "xena", "shaun", "ines", "erik", "rene")
RECOMMENDATIONS = ("yes", "strong_no", "no", "strong_yes")


@dataclass
class World:
    """One prepared organisation: people by name, the panel that is looked at, and ids by the table's names."""

    cast: Cast
    build: Build
    people: dict[str, User]
    panel: Panel
    ids: dict[str, Any]
    seats: list[Seat] = field(default_factory=list)

    def person(self, name: str) -> User:
        return self.people[name]

    def begin(self, name: str, number: int, *, kept: bool = False) -> None:
        """The person writes, and with `kept` a stale tab of hers loses a race."""
        user, draft = self.person(name), self._draft(name, number)
        begin_card(self.panel, user, draft)
        if kept:
            with acting_as(user.pk), transaction.atomic():
                card = card_of(self.panel, user)
                stale = make_draft(card.seat, 1, evidence=canary(name, "kept", number))
                save_draft(card=card, actor=user, revision=0, draft=stale)

    def submit(self, name: str, number: int) -> None:
        words = {"evidence": canary(name, "evidence", number), "notes": canary(name, "notes", number)}
        submit(self.panel, self.person(name), 1 + number % 5, recommendation=RECOMMENDATIONS[number % 4], **words)

    def amend(self, name: str, number: int) -> None:
        user = self.person(name)
        with acting_as(user.pk), transaction.atomic():
            start_amending(card=card_of(self.panel, user), actor=user)
        self.begin(name, number)

    def close(self) -> None:
        recruiter = self.person("recruiter")
        with acting_as(recruiter.pk):
            close_panel(panel=self.panel, actor=recruiter, reason="Cleo is away.")

    def report_and_decide(self, number: int) -> None:
        digest, lead = self.build(self.panel).digest, self.person("lead")
        self.ids["digest"] = digest
        self._debrief(lead, number)
        said = {"against_kind": "evidence_elsewhere", "against_reason": canary("lead", "against", number)}
        with acting_as(lead.pk):
            decide(
                panel=self.panel,
                actor=lead,
                outcome="advance" if number % 2 else "not_proceeding",
                owner=lead,
                reasons=canary("lead", "reasons", number),
                report_digest=digest,
                **said,
            )

    def _debrief(self, lead: User, number: int) -> None:
        with acting_as(lead.pk):
            debrief = start_debrief(panel=self.panel, actor=lead)
            competency = self.panel.rubric.competencies.all()[0]
            item = debrief.items.first() or DebriefItem(debrief=debrief, competency=competency, position=1)
            item.save()
            words = canary("lead", "debrief", number)
            note_item(item=item, actor=lead, kind="open", note=words, version=0)

    def _draft(self, name: str, number: int) -> Any:
        seat = self.panel.seats.get(interviewer=self.person(name))
        return make_draft(
            seat,
            1 + number % 5,
            evidence=canary(name, "evidence", number),
            notes=canary(name, "notes", number),
            recommendation=RECOMMENDATIONS[number % 4],
        )


Secret = Callable[[World], None]


@dataclass(frozen=True)
class Scene:
    """`viewers` are who must notice nothing; `others` whose canaries they may never meet."""

    name: str
    viewers: tuple[str, ...]
    others: tuple[str, ...]
    prepare: Callable[[World], None]
    secrets: tuple[Secret, ...]
    seated: bool = False
    telling: tuple[str, ...] = ()

    @property
    def tell_most(self) -> tuple[str, ...]:
        """The viewers of the short form: over all scenes everybody is among them."""
        return self.telling or self.viewers


def canary(name: str, what: str, number: int) -> str:
    return f"Zq{number}{name}{what}qZ of the webhook failure"


def make(cast: Cast, build: Build, *, seated: bool) -> World:
    """The panel of raters, with every kind of seat; or, `seated`, one on which lead, recruiter and HR admin sit."""
    ids = make_world(cast, ana_is_in=False)
    people = {
        **vars(cast),
        **{name: new_user(name.title()) for name in ("dora", "xena", "shaun", "ines", "erik", "rene")},
    }
    User.objects.bulk_create([person for person in people.values() if person.pk is None])
    panel: Panel = ids["the_panel"]
    role = Role.objects.get(pk=panel.role_id)
    if seated:
        raters = [cast.lead, cast.recruiter, cast.hr, cast.ben, people["dora"], cast.cleo]
        candidate = make_candidate("Omar Said")
        panel = make_panel(role=role, lead=cast.lead, recruiter=cast.recruiter, raters=raters, candidate=candidate)
        ids |= {"panel": panel.uuid, "candidate": candidate.uuid, "interview": panel.interviews.all()[0].uuid}
    else:
        kinds: dict[str, dict[str, Any]] = {
            "dora": {},
            "xena": {"external": True},
            "shaun": {"kind": "shadow"},
            "ines": {"kind": "informed"},
            "erik": {},
            "rene": {},
        }
        for name, details in kinds.items():
            add_seat(panel, people[name], **details)
        send_out(panel)
    return World(cast=cast, build=build, people=people, panel=panel, ids=ids, seats=list(panel.seats.all()))


def _before(world: World) -> None:
    """Erik and Rene have written and left; Cleo and Xena have begun."""
    for name in ("erik", "rene", "cleo", "xena"):
        world.begin(name, 9)
    world.panel.seats.filter(interviewer=world.person("erik")).update(state="excused", state_reason="ill")
    world.panel.seats.filter(interviewer=world.person("rene")).update(state="replaced", state_reason="ill")


def _ana_is_in(world: World) -> None:
    _before(world)
    world.submit("ana", 9)


def _nothing(_world: World) -> None:
    pass


def _begun(world: World) -> None:
    world.begin("ben", 1, kept=True)
    world.begin("dora", 2)


def _two_in(world: World) -> None:
    world.submit("ben", 1)
    world.submit("dora", 2)


def _amending(world: World) -> None:
    world.submit("ben", 3)
    world.amend("ben", 4)
    world.begin("dora", 6, kept=True)


def _shadow_in(world: World) -> None:
    _two_in(world)
    world.submit("shaun", 2)


def _one_in(number: int) -> Secret:
    """Ben is in and Dora is not, whatever they write."""

    def made(world: World) -> None:
        world.submit("ben", number)
        world.begin("dora", number + 1, kept=True)

    return made


def _lead_is_in(world: World) -> None:
    world.submit("lead", 9)


def _opened(number: int) -> Secret:
    """Closed without Cleo, reported and decided."""

    def made(world: World) -> None:
        for step, name in enumerate(("ana", "ben", "dora")):
            world.submit(name, number + step)
        world.close()
        world.report_and_decide(number)

    return made


def _long_decided(number: int) -> Secret:
    """Ana's own card is the same in each world; fifteen days have passed."""

    def made(world: World) -> None:
        world.submit("ana", 9)
        for step, name in enumerate(("ben", "dora")):
            world.submit(name, number + step)
        world.close()
        world.report_and_decide(number)
        Panel.objects.filter(pk=world.panel.pk).update(decided_at=Now() - timedelta(days=15))

    return made


def _own_card_only(world: World) -> None:
    _before(world)
    Role.objects.filter(pk=world.panel.role_id).update(own_card_only=True)


def _xena_is_in(world: World) -> None:
    _before(world)
    world.submit("xena", 9)


OUTSIDE = ("anonymous", "outsider", "employee")
SITTING = ("lead", "recruiter", "hr")
LEFT = ("erik", "rene")
OTHERS = ("ben", "dora", "shaun", "lead")
SCENES = (
    Scene(
        "before",
        (*OUTSIDE, "ana", "cleo", *LEFT, "xena", "ines"),
        OTHERS,
        _before,
        (_nothing, _begun, _shadow_in),
        telling=("anonymous", "employee", "cleo", "erik", "ines"),
    ),
    Scene("own in", ("ana",), OTHERS, _ana_is_in, (_nothing, _two_in, _amending)),
    Scene(
        "seated",
        (*SITTING, "cleo"),
        OTHERS[:2],
        _nothing,
        (_nothing, _begun, _two_in),
        seated=True,
        telling=("lead", "recruiter"),
    ),
    Scene(
        "office",
        (*SITTING, "superuser"),
        OTHERS[:2],
        _before,
        (_one_in(1), _one_in(2)),
        telling=("hr", "superuser"),
    ),
    Scene("seated lead in", ("lead",), OTHERS[:2], _lead_is_in, (_one_in(1), _one_in(2)), seated=True),
    Scene(
        "closed",
        (*OUTSIDE, "cleo", *LEFT, "xena"),
        (*OTHERS, "ana"),
        _xena_is_in,
        (_opened(1), _opened(2)),
        telling=("outsider", "cleo", "rene", "xena"),
    ),
    Scene("long decided", ("ana",), OTHERS, _xena_is_in, (_long_decided(1), _long_decided(2))),
    Scene("own card only", ("ana",), OTHERS, _own_card_only, (_long_decided(3), _long_decided(2))),
)
