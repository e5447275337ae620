"""The debrief on a panel, and its decision: an owner, an outcome, reasons. Superseded by a new one, never edited."""

from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from interviews.roles.models import Competency
from panels.decisions.querysets import DebriefQuerySet, DecisionQuerySet, StanceQuerySet
from panels.seating.models import Panel


class Outcome(models.TextChoices):
    ADVANCE = "advance", "Advance to the next stage"
    OFFER = "offer", "Make an offer"
    OTHER_LEVEL = "other_level", "Offer at another level"
    OTHER_ROLE = "other_role", "Consider for another role"
    HOLD = "hold", "Hold"
    NOT_PROCEEDING = "not_proceeding", "Do not proceed"


class ReasonKind(models.TextChoices):
    """Why a decision goes against an unmet must-have or the majority of recommendations."""

    EVIDENCE_ELSEWHERE = "evidence_elsewhere", "Evidence from outside this panel settles it"
    SPLIT_EXPLAINED = "split_explained", "The debrief explained the ratings"
    CAN_BE_LEARNED = "can_be_learned", "It can be learned in the role, and there is a plan"
    NEEDS_CHANGED = "needs_changed", "What the role needs has changed"
    OTHER = "other", "Another reason"


class Decision(models.Model):
    """One decision. `report_digest` names the report that was on the table; `panel` has one that stands."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=16, choices=Outcome)
    outcome_detail = models.CharField(max_length=120, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reasons = models.TextField()
    against = models.JSONField(default=list)
    against_kind = models.CharField(max_length=20, choices=ReasonKind, blank=True)
    against_reason = models.TextField(blank=True)
    report_digest = models.CharField(max_length=64)
    superseding_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = DecisionQuerySet.as_manager()
    SEALED = (
        "uuid",
        "panel_id",
        "number",
        "outcome",
        "outcome_detail",
        "owner_id",
        "reasons",
        "against",
        "against_kind",
        "against_reason",
        "report_digest",
        "superseding_reason",
        "decided_at",
    )

    class Meta:
        ordering = ["panel", "number"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "number"], name="decisions_one_decision_a_number"),
            models.CheckConstraint(condition=~Q(reasons=""), name="decisions_decision_has_reasons"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(superseding_reason=""), name="decisions_superseding_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(against=[]) | ~Q(against_kind="") & ~Q(against_reason=""),
                name="decisions_going_against_has_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="immutable", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="only_words_are_ever_erased",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF current_user = 'concord_eraser' AND NEW.reasons = 'erased' AND NEW.outcome_detail = ''
                       AND NEW.against_reason IN ('', 'erased') AND NEW.superseding_reason IN ('', 'erased')
                       AND to_jsonb(NEW) - '{reasons,outcome_detail,against_reason,superseding_reason}'::text[]
                           = to_jsonb(OLD) - '{reasons,outcome_detail,against_reason,superseding_reason}'::text[]
                    THEN RETURN NEW; END IF;
                    RAISE EXCEPTION 'decision % stands for ever', OLD.id
                        USING ERRCODE = 'integrity_constraint_violation';
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.number} on panel {self.panel_id}"


class Position(models.TextChoices):
    """Where a panellist stands on a decision that somebody else owns."""

    SUPPORT = "support", "Support it"
    CAN_LIVE = "can_live", "Can live with it"
    DISAGREE = "disagree", "Disagree"


class Stance(models.Model):
    """What one panellist says of one decision; she may say otherwise while it stands."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=8, choices=Position)
    reason = models.TextField(blank=True)
    taken_at = models.DateTimeField(db_default=Now())

    objects = StanceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "person"], name="decisions_one_stance_a_person"),
            models.CheckConstraint(
                condition=~Q(position="disagree") | ~Q(reason=""), name="decisions_disagreeing_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"stance of {self.person_id} on decision {self.decision_id}"


class SplitKind(models.TextChoices):
    """What a split turns out to be: the panel says it, never the machine."""

    QUESTIONS = "questions", "We asked different things"
    SEEN = "seen", "One of us saw what others did not"
    ANCHOR = "anchor", "We read a level differently"
    BAR = "bar", "We differ on how much is enough"
    OPEN = "open", "Still open: ask in the next stage"


class Debrief(models.Model):
    """The talk about one panel's report: who speaks in which order, drawn once. `order` holds people's ids."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    panel = models.OneToOneField(Panel, on_delete=models.PROTECT, related_name="+")
    report_digest = models.CharField(max_length=64)
    order = models.JSONField()
    started_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = DebriefQuerySet.as_manager()

    def __str__(self) -> str:
        return f"debrief of panel {self.panel_id}"


class DebriefItem(models.Model):
    """One point of the agenda and what was said about it. `version` grows with each change, for a second tab."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    debrief = models.ForeignKey(Debrief, on_delete=models.PROTECT, related_name="items")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=SplitKind, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["debrief", "competency"], name="decisions_one_item_a_competency"),
            models.UniqueConstraint(fields=["debrief", "position"], name="decisions_one_item_a_place"),
        ]

    def __str__(self) -> str:
        return f"item {self.position} of debrief {self.debrief_id}"
