"""One candidate at one stage, and how far that has come."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Now

from interviews.roles.models import Role, Rubric, Stage
from interviews.runtime.revealing import revealed_by_the_rule_alone
from panels.seating.choices import Ending, PanelState
from panels.seating.models.candidates import Candidate
from panels.seating.querysets import PanelQuerySet


class Panel(models.Model):
    """One candidate at one stage, with the rubric version that was current when it was opened.

    `follows` is the panel whose open points this one asks about; only those who run panels are told.

    `state` follows from the times, so that it can never say something else. `revealed_at` can be set by the database
    function `reveal_if_complete` alone, once, and never unset: a trigger refuses every other write.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="panels")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="panels")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="panels")
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="panels")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="hiring manager"
    )
    recruiter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    debrief_at = models.DateTimeField("debrief", null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closing_reason = models.TextField(blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ending = models.CharField(max_length=16, choices=Ending, blank=True)
    ending_note = models.TextField(blank=True)
    erased_at = models.DateTimeField("words about the candidate erased", null=True, blank=True)
    state = models.GeneratedField(
        expression=Case(
            When(ending="withdrew", then=Value("withdrawn")),
            When(ended_at__isnull=False, then=Value("cancelled")),
            When(decided_at__isnull=False, then=Value("decided")),
            When(revealed_at__isnull=False, then=Value("revealed")),
            When(sent_at__isnull=False, then=Value("open")),
            default=Value("draft"),
        ),
        output_field=models.CharField(max_length=10, choices=PanelState),
        db_persist=True,
    )

    objects = PanelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | Q(ended_at__isnull=False) & ~Q(ending=""),
                name="seating_ending_has_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | ~Q(closing_reason=""), name="seating_closing_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(revealed_at=None) | Q(sent_at__isnull=False), name="seating_revealed_was_sent"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | Q(revealed_at__isnull=False),
                name="seating_decided_was_revealed",
            ),
        ]
        indexes = [
            models.Index(fields=["role", "state"], name="seating_panels_of_a_role"),
            models.Index(fields=["lead"], name="seating_panels_of_a_lead"),
            models.Index(fields=["-created_at", "-id"], name="seating_latest_panels"),
        ]
        triggers = [revealed_by_the_rule_alone("panel", "reveal_if_complete")]

    def __str__(self) -> str:
        return f"{self.candidate} for {self.role}, {self.stage}"

    @property
    def is_running(self) -> bool:
        """Sent, not yet revealed, not ended: the time in which ratings must stay independent."""
        return self.sent_at is not None and self.revealed_at is None and not self.is_over

    @property
    def is_over(self) -> bool:
        """Ended, or its candidate was erased: nobody writes here any more."""
        return self.ended_at is not None or self.erased_at is not None
