"""Who applies, what they supplied, and who stepped back from them."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from panels.seating.choices import Conflict
from panels.seating.querysets import CandidateQuerySet


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
