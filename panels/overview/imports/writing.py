"""Writes a checked plan through the actions that the pages use, each step as the person whose step it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import transaction

from interviews.accounts.models import User
from interviews.roles.actions.importing import create_imported_role
from interviews.roles.models import Competency, Role, Stage
from interviews.runtime.actor import acting_as
from panels.overview.imports.checking import Plan
from panels.overview.imports.people import importer, raters
from panels.scorecards.actions import save_draft, submit
from panels.scorecards.drafts import Draft, DraftRating
from panels.scorecards.models import Scorecard
from panels.seating.actions.candidates import add_candidate
from panels.seating.actions.planning import add_interview, open_panel, send_panel
from panels.seating.actions.seats import add_seat
from panels.seating.choices import Medium
from panels.seating.models import Panel

INTERVIEW = "Imported ratings"

Cards = Mapping[str, Mapping[str, int]]


@transaction.atomic
def write(plan: Plan, *, role_name: str, role: Role | None, lead: User | None, advance: Callable[[], object]) -> Role:
    """All or nothing. `advance` is called for every scorecard that is in.

    The last scorecard of a panel opens it and leaves an outbox row: its report is built once a worker is there.
    """
    actor = importer()
    with acting_as(actor.pk):
        role = role or create_imported_role(
            name=role_name,
            scale_low=plan.low,
            scale_high=plan.high,
            competency_names=plan.competencies,
            actor=actor,
            lead=lead,
        )
        people = raters(role, plan.raters)
        competencies = {one.name: one for one in role.rubrics.published().get().competencies.all()}
        stage = role.stages.all()[0]
        for target, cards in plan.cards.items():
            panel = _open(target, cards, stage, actor, lead or role.lead or actor, people, competencies)
            for rater, levels in cards.items():
                _submit(panel, people[rater], {competencies[name].pk: level for name, level in levels.items()})
                advance()
    return role


def _open(
    target: str,
    cards: Cards,
    stage: Stage,
    actor: User,
    lead: User,
    people: Mapping[str, User],
    competencies: Mapping[str, Competency],
) -> Panel:
    """One interview a rater: who rated apart saw a sample of behaviour of her own. Nobody gets a mail."""
    candidate = add_candidate(actor=actor, name=target)
    panel = open_panel(candidate=candidate, stage=stage, actor=actor, lead=lead)
    for rater, levels in cards.items():
        interview = add_interview(panel=panel, actor=actor, title=INTERVIEW, medium=Medium.WRITTEN)
        add_seat(
            interview=interview,
            actor=actor,
            interviewer=people[rater],
            competencies=[competencies[name] for name in levels],
            asks_overall=False,
        )
    send_panel(panel=panel, actor=actor, notify=False)
    return panel


def _submit(panel: Panel, rater: User, levels: Mapping[int, int]) -> None:
    """As the rater: what the file says, nothing discussed, no recommendation asked."""
    with acting_as(rater.pk):
        card = Scorecard.objects.own(rater).select_related("seat__panel__stage").get(panel=panel)
        draft = Draft(
            ratings=tuple(DraftRating(competency, level=level) for competency, level in sorted(levels.items())),
            discussed=False,
        )
        saved = save_draft(card=card, actor=rater, revision=card.revision, draft=draft)
        submit(card=card, actor=rater, revision=saved.revision)
