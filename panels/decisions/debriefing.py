"""The debrief: the lead begins it on a report, and writes down what each point turned out to be."""

from __future__ import annotations

from random import SystemRandom

from django.core.exceptions import ValidationError
from django.db import transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from panels.consensus.models import Report
from panels.decisions.agenda import agenda
from panels.decisions.models import Debrief, DebriefItem, SplitKind
from panels.decisions.opening import refuse_unless_open
from panels.seating.models import Panel, Seat


class ChangedMeanwhile(ValidationError):
    """Another tab has written on this point since the page was opened."""


@transaction.atomic
def start_debrief(*, panel: Panel, actor: User) -> Debrief:
    """Draw the talking order and lay out the agenda, both once. Answers the debrief that is there already.

    The first to speak sways those who follow: so the order is by lot, and the hiring manager, for whom the others may
    work one day, speaks last. Raises ValidationError before scorecards open, without a report, after the decision.
    """
    panel = Panel.objects.select_for_update(of=("self",)).select_related("lead").get(pk=panel.pk)
    refuse_unless_open(panel, actor)
    if there := Debrief.objects.visible_to(actor).filter(panel=panel).first():
        return there
    _refuse_decided(panel)
    report = Report.objects.visible_to(actor).on_the_table(panel).first()
    if report is None:
        raise ValidationError("The report is still being built. Begin once you have read it.", code="no_report")
    debrief = Debrief.objects.create(panel=panel, report_digest=report.digest, order=_order(panel, report))
    DebriefItem.objects.bulk_create(
        DebriefItem(debrief=debrief, competency_id=point.competency, position=position)
        for position, point in enumerate(agenda(report.content), 1)
    )
    record("debrief.started", actor_id=actor.pk, panel_id=panel.pk, subject=debrief, report=report.digest)
    return debrief


@transaction.atomic
def note_item(*, item: DebriefItem, actor: User, kind: str, note: str, version: int) -> DebriefItem:
    """What the panel says about one point, in place of what stood there. Raises ChangedMeanwhile, ValidationError."""
    panel = Panel.objects.select_for_update(of=("self",)).get(pk=item.debrief.panel_id)
    _refuse_writing(panel, actor)
    current = DebriefItem.objects.select_for_update().get(pk=item.pk)
    if kind not in {"", *SplitKind.values}:
        raise ValidationError({"kind": "Choose one of these, or none yet."})
    if (current.kind, current.note) == (kind, note.strip()):
        return current
    if current.version != version:
        raise ChangedMeanwhile("This point was written on in another tab since you opened the page.", code="changed")
    current.kind, current.note, current.version = kind, note.strip(), version + 1
    current.save(update_fields=["kind", "note", "version"])
    record("debrief.noted", actor_id=actor.pk, panel_id=panel.pk, subject=current)
    return current


def _order(panel: Panel, report: Report) -> list[int]:
    """Whose scorecards count, by lot; the lead last, with or without one."""
    seats = Seat.objects.filter(pk__in=[card["seat"] for card in report.content["cards"]])
    people = [pk for pk in seats.values_list("interviewer_id", flat=True) if pk != panel.lead_id]
    SystemRandom().shuffle(people)
    return [*people, panel.lead_id]


def may_write(panel: Panel, user: User) -> bool:
    """Whether a page may offer it; what it may say when not is the refusal's."""
    try:
        _refuse_writing(panel, user)
    except ValidationError:
        return False
    return True


def _refuse_writing(panel: Panel, actor: User) -> None:
    refuse_unless_open(panel, actor)
    _refuse_decided(panel)


def _refuse_decided(panel: Panel) -> None:
    if panel.decided_at is not None:
        raise ValidationError("The decision has been taken. What was said before it stays as it is.", code="decided")
