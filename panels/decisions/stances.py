"""Where the panel stands on a decision that one of them owns."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists
from django.db.models.functions import Now

from interviews.accounts.models import User
from interviews.audit.actions import record
from panels.consensus.models import Policy
from panels.decisions.models import Decision, Position, Stance
from panels.scorecards.blinding import panels_open_to
from panels.seating.models import Panel
from panels.seating.querysets import PanelQuerySet


@dataclass(frozen=True)
class Stances:
    """What the reader may know of a decision's stances; `asks` when she has not said hers, `own` when she has."""

    said: list[Stance]
    own: Stance | None
    asks: bool


def asking(user: User) -> PanelQuerySet:
    """Decided panels on which the person is asked: she sits on it, may read it, and does not lead it. None where the
    organisation does not ask.
    """
    switched_on = Exists(Policy.objects.filter(stances=True))
    theirs = panels_open_to(user).seated(user).exclude(lead=user)
    return theirs.filter(switched_on, decided_at__isnull=False, erased_at=None)


def stances_on(decision: Decision, panel: Panel, reader: User) -> Stances:
    """Two queries. The decision's owner is not asked."""
    said = list(Stance.objects.visible_to(reader).filter(decision=decision).select_related("person"))
    own = next((one for one in said if one.person_id == reader.pk), None)
    asked = decision.owner_id != reader.pk and asking(reader).filter(pk=panel.pk).exists()
    return Stances(said, own if asked else None, asked and own is None)


@transaction.atomic
def take_stance(*, panel: Panel, actor: User, position: str, reason: str = "") -> Stance:
    """Say it of the decision that stands, in place of what she said of it before. Raises ValidationError by field."""
    panel = Panel.objects.select_for_update(of=("self",)).get(pk=panel.pk)
    if not asking(actor).filter(pk=panel.pk).exists():
        raise ValidationError("You are not asked where you stand on this decision.", code="not_asked")
    decision = Decision.objects.visible_to(actor).filter(panel=panel).standing().exclude(owner=actor).first()
    if decision is None:
        raise ValidationError("You own this decision: nobody needs to ask where you stand.", code="own")
    if position not in Position.values:
        raise ValidationError({"position": "Choose where you stand."}, code="position")
    if position == Position.DISAGREE and not reason.strip():
        raise ValidationError({"reason": "Say why. It stands beside the decision."}, code="reason")
    stance, _ = Stance.objects.update_or_create(
        decision=decision,
        person=actor,
        defaults={"panel": panel, "position": position, "reason": reason.strip(), "taken_at": Now()},
    )
    record("stance.taken", actor_id=actor.pk, panel_id=panel.pk, subject=decision, position=str(position))
    return stance
