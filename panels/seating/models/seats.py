"""Interviews, and who sits in them."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from interviews.roles.models import Competency
from panels.seating.choices import Conflict, InterviewState, Medium, Relation, SeatKind, SeatState
from panels.seating.models.panels import Panel
from panels.seating.querysets import InterviewQuerySet, SeatLinkQuerySet, SeatQuerySet


class Interview(models.Model):
    """One sample of the candidate's behaviour, seen by one or more seats."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="interviews")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField("starts", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=45)
    medium = models.CharField(max_length=8, choices=Medium, default=Medium.VIDEO)
    state = models.CharField(max_length=10, choices=InterviewState, default=InterviewState.PLANNED)
    due_at = models.DateTimeField("scorecards due", null=True, blank=True)
    state_reason = models.TextField(blank=True)
    state_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = InterviewQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="seating_interview_has_a_title"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="seating_interview_lasts"),
        ]

    def __str__(self) -> str:
        return self.title


class Seat(models.Model):
    """An interviewer's place on the panel: what to cover, and how the card counts."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="seats")
    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="seats")
    interviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    competencies = models.ManyToManyField(Competency, related_name="+")
    kind = models.CharField(max_length=12, choices=SeatKind, default=SeatKind.INDEPENDENT)
    asks_overall = models.BooleanField("asks for a recommendation", default=True)
    relation = models.CharField(max_length=12, choices=Relation, default=Relation.NONE)
    external = models.BooleanField("from outside the organisation", default=False)
    state = models.CharField(max_length=10, choices=SeatState, default=SeatState.ACTIVE)
    state_reason = models.TextField(blank=True)
    state_at = models.DateTimeField(null=True, blank=True)
    state_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    knows_earlier = models.BooleanField("knows an earlier stage", default=False)
    invited_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField("reminders that went by themselves", default=0)
    declined_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.TextField(blank=True)
    conflict = models.CharField("conflict of interest", max_length=8, choices=Conflict, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["interview__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "interviewer"],
                condition=Q(state__in=["active", "missing"]),
                name="seating_one_seat_a_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["active", "removed"]) | ~Q(state_reason=""),
                name="seating_leaving_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(conflict="") | Q(declined_at__isnull=False), name="seating_conflict_was_said"
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | Q(state="replaced") & ~Q(replaced_by=F("id")),
                name="seating_replaced_has_that_state",
            ),
        ]
        indexes = [models.Index(fields=["interviewer", "state"], name="seating_seats_of_a_person")]

    def __str__(self) -> str:
        return f"seat of {self.interviewer_id} on panel {self.panel_id}"

    @property
    def asks(self) -> str:
        """What the interviewer asks of recruiter and hiring manager, in words."""
        if not self.conflict:
            return "asked to be excused"
        return f"has a conflict of interest ({self.get_conflict_display()}) and asked to be excused"

    @property
    def counts(self) -> bool:
        """Whether its scorecard enters the statistics and must be in before scorecards open."""
        return self.kind == SeatKind.INDEPENDENT and self.state in {SeatState.ACTIVE, SeatState.MISSING}


class SeatLink(models.Model):
    """How an interviewer from outside comes to her seat. Only the token's digest is stored; a newer one replaces it."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = SeatLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(replaced_at=None), name="seating_one_standing_link_a_seat"
            )
        ]

    def __str__(self) -> str:
        return f"link to seat {self.seat_id}"
