"""One interviewer's own scorecard: the draft, and the versions that were submitted.

Every table here is secret and stands behind row-level security (migration 0002). No related name leads from a seat,
a panel or a person to a scorecard: `blinding.py` is the only way in.
"""

from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from interviews.roles.models import Competency
from panels.scorecards.querysets import ScorecardQuerySet, SubmittedVersionQuerySet
from panels.seating.models import Panel, Seat


class Recommendation(models.TextChoices):
    STRONG_NO = "strong_no", "Strong no"
    NO = "no", "No"
    YES = "yes", "Yes"
    STRONG_YES = "strong_yes", "Strong yes"
    TOO_LITTLE = "too_little", "I saw too little to say"


class NonRating(models.TextChoices):
    NOT_ASKED = "not_asked", "Not asked"
    NO_EVIDENCE = "no_evidence", "No evidence either way"
    OUT_OF_TIME = "out_of_time", "Ran out of time"


class Confidence(models.TextChoices):
    LOW = "low", "Low"
    MIDDLE = "middle", "Middle"
    HIGH = "high", "High"


class Scorecard(models.Model):
    """The draft of one seat. Made with the panel, empty, so that no row appears when somebody writes.

    `revision` grows by one with each save and is what a save compares before it sets. `kit` is a copy of the kit that
    the card showed, pinned at the first save. `submitted_at` is the first submission. While `amending_since` is set the
    draft may be written again; what was submitted stays submitted.
    """

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="+")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    amending_since = models.DateTimeField(null=True, blank=True)
    kit = models.JSONField(null=True, blank=True)
    notes = models.TextField("private notes", blank=True)
    recommendation = models.CharField(max_length=12, choices=Recommendation, blank=True)
    recommendation_reason = models.TextField(blank=True)
    at_level = models.CharField("at which level", max_length=80, blank=True)
    confidence = models.CharField(max_length=8, choices=Confidence, blank=True)
    discussed = models.BooleanField("discussed with somebody on the panel", null=True, blank=True)
    talk_asked_at = models.DateTimeField("asked to talk before the loop goes on", null=True, blank=True)

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(saved_at__isnull=False),
                name="scorecards_submitted_was_saved",
            )
        ]
        indexes = [models.Index(fields=["author", "submitted_at"], name="scorecards_of_an_author")]

    def __str__(self) -> str:
        return f"scorecard of seat {self.seat_id}"

    @property
    def is_begun(self) -> bool:
        return self.saved_at is not None

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def takes_writing(self) -> bool:
        """Whether its own state lets the draft change; the seat and the panel have a say too."""
        return self.submitted_at is None or self.amending_since is not None


class Rating(models.Model):
    """One competency of a draft: a level, or why there is none, and the evidence."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="ratings")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField(null=True, blank=True)
    non_rating = models.CharField(max_length=12, choices=NonRating, blank=True)
    question = models.TextField("asked", blank=True)
    evidence = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "competency"], name="scorecards_one_rating_a_competency"),
            models.CheckConstraint(condition=Q(level=None) | Q(non_rating=""), name="scorecards_level_or_non_rating"),
        ]

    def __str__(self) -> str:
        return f"rating of competency {self.competency_id}"


class KeptDraft(models.Model):
    """What lost a race: the text that a stale tab tried to save, kept until its author has dealt with it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="kept_drafts")
    content = models.JSONField()
    revision = models.PositiveIntegerField()
    kept_at = models.DateTimeField(db_default=Now(), editable=False)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"kept draft of scorecard {self.scorecard_id}"


class Standing(models.TextChoices):
    """Where a submitted version stands towards the reveal."""

    BEFORE = "before", "submitted before scorecards opened"
    LATE_BLIND = "late_blind", "late, still blind"
    AFTER = "after", "amended after scorecards opened"
    INFORMED = "informed", "read first, not counted"


class SubmittedVersion(models.Model):
    """One submission: a receipt for ever. What was said stands in its payload, which alone can be erased."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="versions")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=12, choices=Standing)
    reason = models.TextField(blank=True)
    submitted_at = models.DateTimeField()
    receipt = models.CharField(max_length=64)

    objects = SubmittedVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "number"], name="scorecards_one_version_a_number"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="scorecards_later_version_has_a_reason"),
        ]
        indexes = [models.Index(fields=["panel", "standing"], name="scorecards_versions_of_a_panel")]
        triggers = [
            pgtrigger.Protect(name="immutable", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="only_the_reason_is_ever_erased",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF current_user = 'concord_eraser' AND NEW.reason = 'erased'
                       AND to_jsonb(NEW) - 'reason' = to_jsonb(OLD) - 'reason' THEN RETURN NEW; END IF;
                    RAISE EXCEPTION 'submitted version % stands for ever', OLD.id
                        USING ERRCODE = 'integrity_constraint_violation';
                """,
            ),
            pgtrigger.Trigger(
                name="before_means_before",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NEW.standing = 'before'
                       AND (SELECT revealed_at FROM seating_panel WHERE id = NEW.panel_id) IS NOT NULL THEN
                        RAISE EXCEPTION 'panel % is revealed: nothing is submitted before it any more', NEW.panel_id
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of scorecard {self.scorecard_id}"


class SubmittedPayload(models.Model):
    """What a submitted version said, as canonical JSON. Never updated; the eraser's database role may delete it."""

    version = models.OneToOneField(SubmittedVersion, on_delete=models.PROTECT, related_name="payload")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()

    class Meta:
        triggers = [
            pgtrigger.Protect(name="immutable", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="erased_by_the_eraser_alone",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="""
                    IF current_user = 'concord_eraser' THEN RETURN OLD; END IF;
                    RAISE EXCEPTION 'submitted payload % can be erased by the eraser alone', OLD.id
                        USING ERRCODE = 'integrity_constraint_violation';
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"payload of version {self.version_id}"
