"""What a draft rubric would have changed among candidates who are decided already, in counts and never by name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.roles.differences import difference
from interviews.roles.models import Competency, Role, Rubric
from panels.consensus.models import Report
from panels.consensus.statistics.what_if import Effect, Rule, Scores, effect
from panels.seating.choices import PanelState
from panels.seating.models import Panel

FEWEST = 5
NOT_DECIDED = (PanelState.OPEN, PanelState.REVEALED)


@dataclass(frozen=True)
class Preview:
    """`unrated` names what is new in the draft, `reworded` what would be rated by other words."""

    published: Rubric
    effect: Effect
    unrated: tuple[str, ...]
    reworded: tuple[str, ...]


def comparable(draft: Rubric) -> Rubric:
    """The published version that a draft is held against. Raises ValidationError in words where nothing can be said.

    While a candidate of the role waits for a decision the answer would tempt into a rubric that fits her: refused.
    """
    if not draft.is_draft:
        raise ValidationError("This version is published. Only a draft can still be changed.", code="published")
    published = Rubric.objects.filter(role=draft.role).published().select_related("scale").first()
    if published is None:
        raise ValidationError("The role has no published version yet, so nobody was rated by one.", code="none")
    if (published.scale.low, published.scale.high) != (draft.scale.low, draft.scale.high):
        raise ValidationError("The draft has another scale: ratings cannot be carried over to it.", code="scale")
    if under_way := Panel.objects.filter(role=draft.role, state__in=NOT_DECIDED).count():
        raise ValidationError(
            f"{under_way} {'panel of this role is' if under_way == 1 else 'panels of this role are'} not decided yet. "
            "A rubric is not fitted to candidates who wait: ask again once they are decided.",
            code="under_way",
        )
    return published


@transaction.atomic
def preview_changes(*, draft: Rubric, actor: User) -> Preview:
    """Compute it, and record that she looked and what she was told. Raises ValidationError, as `comparable` does and
    where fewer than five decided candidates stand on the published version: a count of few points at people.
    """
    Role.objects.select_for_update().get(pk=draft.role_id)
    published = comparable(draft)
    by_stage = _decided(published, actor)
    candidates = sum(len(rows) for rows in by_stage.values())
    if candidates < FEWEST:
        raise ValidationError(
            f"Version {published.number} has {candidates or 'no'} decided candidate{'' if candidates == 1 else 's'}. "
            f"With fewer than {FEWEST} a count would point at people.",
            code="few",
        )
    found = _together([effect(rows, _rule(published), _rule(draft)) for rows in by_stage.values()])
    record(
        "rubric.change_previewed",
        actor_id=actor.pk,
        subject=draft,
        candidates=found.candidates,
        re_ordered=found.re_ordered,
        other_side=found.other_side,
        other_must_haves=found.other_must_haves,
    )
    changes = difference(published, draft)
    return Preview(
        published=published,
        effect=found,
        unrated=tuple(one.name for one in changes.competencies if one.kind == "added"),
        reworded=tuple(
            one.name
            for one in changes.competencies
            if any(change.what == "Definition" or change.what.startswith("What a ") for change in one.changes)
        ),
    )


def _decided(published: Rubric, actor: User) -> dict[int, list[Scores]]:
    """By stage, the counted levels of each decided candidate whose report the actor may read, by competency's key."""
    reports = (
        Report.objects.visible_to(actor)
        .filter(panel__rubric=published, panel__state=PanelState.DECIDED, panel__erased_at=None)
        .order_by("panel_id", "with_late", "-built_at", "pk")
        .distinct("panel_id")
        .select_related("panel")
    )
    keys = dict(Competency.objects.filter(rubric=published).values_list("pk", "key"))
    found: dict[int, list[Scores]] = defaultdict(list)
    for report in reports:
        scores: Scores = {
            keys[one["id"]]: [score["level"] for score in one["scores"]] for one in report.content["competencies"]
        }
        found[report.panel.stage_id].append(scores)
    return found


def _rule(rubric: Rubric) -> Rule:
    competencies = list(rubric.competencies.all())
    return Rule(
        weights={one.key: float(one.weight) for one in competencies},
        minimums={
            one.key: one.minimum_level for one in competencies if one.must_have and one.minimum_level is not None
        },
        hire_line=None if rubric.hire_line is None else float(rubric.hire_line),
    )


def _together(effects: list[Effect]) -> Effect:
    return Effect(
        candidates=sum(one.candidates for one in effects),
        re_ordered=sum(one.re_ordered for one in effects),
        other_side=sum(one.other_side for one in effects),
        other_must_haves=sum(one.other_must_haves for one in effects),
    )
