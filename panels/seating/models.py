"""A candidate, the panel that meets her, its interviews and the seats on them.

Nothing here says whether a scorecard is begun or submitted: raters read these rows.
"""

from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Now

from interviews.roles.models import Competency, Role, Rubric, Stage
from panels.seating.choices import Conflict, Ending, InterviewState, Medium, PanelState, Relation, SeatKind, SeatState
from panels.seating.querysets import (
    CandidateQuerySet,
    InterviewQuerySet,
    PanelQuerySet,
    SeatLinkQuerySet,
    SeatQuerySet,
)


class Candidate(models.Model):
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    pronunciation = models.CharField("how to say the name", max_length=120, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    adjustments = models.TextField(
        blank=True, help_text="What interviewers should do, as an instruction. Never a diagnosis."
    )
    source = models.CharField(max_length=120, blank=True)
    referrer = models.CharField(max_length=120, blank=True)
    recruiter_notes = models.TextField(blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="own account, if an employee",
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    erase_at = models.DateTimeField("to be erased", null=True, blank=True)
    erase_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    erased_at = models.DateTimeField("erased", null=True, blank=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="seating_candidate_has_a_name"),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(erase_at__isnull=False), name="seating_erased_was_asked_for"
            ),
            models.UniqueConstraint(
                fields=["external_id"],
                condition=~Q(external_id=""),
                name="seating_one_candidate_an_external_id",
            ),
        ]
        indexes = [models.Index(fields=["name"], name="seating_candidate_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_leaving(self) -> bool:
        """Asked to be erased and not erased yet: that can be taken back, and nothing new is begun meanwhile."""
        return self.erase_at is not None and self.erased_at is None


class CandidateLink(models.Model):
    """Something the candidate supplied that lives elsewhere."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(max_length=80)
    url = models.URLField(max_length=500)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label


class CandidateFile(models.Model):
    """Something the candidate supplied, kept under a random name and served only after the rights are asked again."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=160)
    content = models.FileField(upload_to="candidates/")
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Panel(models.Model):
    """One candidate at one stage, with the rubric version that was current when it was opened.

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
        triggers = [
            pgtrigger.Trigger(
                name="revealed_by_the_rule_alone",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("revealed_at"),  # type: ignore[no-untyped-call]
                func="""
                    IF TG_OP = 'INSERT' AND NEW.revealed_at IS NULL THEN RETURN NEW; END IF;
                    IF TG_OP = 'UPDATE' AND NEW.revealed_at IS NOT DISTINCT FROM OLD.revealed_at THEN
                        RETURN NEW;
                    END IF;
                    IF TG_OP = 'UPDATE' AND OLD.revealed_at IS NULL AND current_user = 'concord_fence' THEN
                        RETURN NEW;
                    END IF;
                    RAISE EXCEPTION 'panel % can be revealed by reveal_if_complete alone, and only once', NEW.id
                        USING ERRCODE = 'integrity_constraint_violation';
                """,
            )
        ]

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


class Recusal(models.Model):
    """Somebody who could read by her mark and stepped back: the candidate and her panels no longer exist for her."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="recusals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    conflict = models.CharField("conflict of interest", max_length=8, choices=Conflict)
    since = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["candidate", "user"], name="seating_one_recusal_a_person")]

    def __str__(self) -> str:
        return f"recusal of {self.user_id} from candidate {self.candidate_id}"


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
