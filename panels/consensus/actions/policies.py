"""The organisation's switches: off unless HR turns them on, and each turn recorded."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.audit.models import Entry
from interviews.roles.models import Role, Scale
from interviews.roles.querysets import RoleQuerySet
from interviews.runtime.clock import transaction_time
from interviews.web.strips import in_words
from panels.consensus.models import AdjustedRole, CalibrationDue, Policy
from panels.seating.choices import PanelState
from panels.seating.models import Panel

UNDER_WAY = (PanelState.OPEN, PanelState.REVEALED)


def roles_under_way() -> RoleQuerySet:
    """Roles with a panel that is sent and neither decided nor ended: what its reports rest on stays as it is."""
    return Role.objects.filter(pk__in=Panel.objects.filter(state__in=UNDER_WAY).values("role"))


@transaction.atomic
def allow_adjustment(*, actor: User, on: bool) -> None:
    """Let roles adjust for how interviewers rate, or let none. Turning it off turns every role's own switch off.

    Raises ValidationError while an adjusted role has panels under way.
    """
    policy = _locked()
    if policy.adjustment == on:
        return
    if not on:
        held = roles_under_way().filter(pk__in=AdjustedRole.objects.values("role"))
        _refuse([role.name for role in held.order_by("name")])
        AdjustedRole.objects.all().delete()
    policy.adjustment = on
    policy.save(update_fields=["adjustment"])
    record("policy.adjustment", actor_id=actor.pk, to=_word(on))


@transaction.atomic
def name_figures(*, actor: User, on: bool) -> None:
    """Show interviewers' figures to HR admins by name, or to nobody but themselves."""
    policy = _locked()
    if policy.named_figures != on:
        policy.named_figures = on
        policy.save(update_fields=["named_figures"])
        record("policy.named_figures", actor_id=actor.pk, to=_word(on))


@transaction.atomic
def ask_for_stances(*, actor: User, on: bool) -> None:
    """Ask panellists where they stand on a decision, or no longer; what was said stays on record."""
    policy = _locked()
    if policy.stances != on:
        policy.stances = on
        policy.save(update_fields=["stances"])
        record("policy.stances", actor_id=actor.pk, to=_word(on))


@transaction.atomic
def adjust_role(*, role: Role, actor: User, on: bool) -> None:
    """Have this role's reports adjust, or no longer. Raises ValidationError while it has panels under way."""
    if on and not _locked().adjustment:
        raise ValidationError("Adjustment is switched off for the organisation.", code="switched_off")
    if AdjustedRole.objects.filter(role=role).exists() == on:
        return
    _refuse([role.name] if roles_under_way().filter(pk=role.pk).exists() else [])
    if on:
        AdjustedRole.objects.create(role=role)
    else:
        AdjustedRole.objects.filter(role=role).delete()
    record("role.adjustment", actor_id=actor.pk, subject=role, to=_word(on))


@transaction.atomic
def ask_calibration(*, scale: Scale, actor: User) -> None:
    """Have the scale calibrated anew at the next sweep, with new ratios of variances."""
    CalibrationDue.objects.get_or_create(scale=scale)
    CalibrationDue.objects.filter(scale=scale).update(whole=True, due_at=Now())
    record("calibration.asked", actor_id=actor.pk, subject=scale)


@transaction.atomic
def note_figures_seen(*, actor: User) -> None:
    """Record that figures were read by name: once a person and day, for a reload tells nobody anything."""
    today = transaction_time().replace(hour=0, minute=0, second=0, microsecond=0)
    looks = Entry.objects.chain(None).filter(verb="figures.seen", actor_id=actor.pk, at__gte=today)
    if not looks.exists():
        record("figures.seen", actor_id=actor.pk)


def _locked() -> Policy:
    Policy.objects.get_or_create(pk=1)
    return Policy.objects.select_for_update().get(pk=1)


def _word(on: bool) -> str:
    return "on" if on else "off"


def _refuse(names: list[str]) -> None:
    if names:
        raise ValidationError(
            f"{in_words(names)} {'has' if len(names) == 1 else 'have'} panels under way. What their reports rest on "
            "stays as it is until those are decided.",
            code="panels_under_way",
        )
