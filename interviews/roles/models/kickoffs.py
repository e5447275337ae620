"""Whom the panel looks for, asked of each of its people alone before the first candidate."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from interviews.roles import freezing
from interviews.roles.models.rubrics import Rubric
from interviews.roles.querysets import KickoffQuerySet, KickoffVoteQuerySet
from interviews.runtime.revealing import revealed_by_the_rule_alone


class Mark(models.TextChoices):
    """What one person holds a competency for."""

    MUST = "must", "must-have"
    IMPORTANT = "important", "important"
    NICE = "nice", "nice to have"


class Kickoff(models.Model):
    """The alignment on one draft rubric. `revealed_at` is set by the database alone, when all have answered or the
    hiring manager goes on with those who have; `profile` is what was settled, a mark for each competency's key.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    rubric = models.OneToOneField(Rubric, on_delete=models.PROTECT, related_name="kickoff")
    started_at = models.DateTimeField(db_default=Now(), editable=False)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    profile = models.JSONField(default=dict)
    agreed = models.TextField(blank=True)

    objects = KickoffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(revealed_at__isnull=False) & Q(settled_by__isnull=False),
                name="roles_settled_kickoff_was_revealed",
            )
        ]
        triggers = [
            freezing.kickoff_trigger(),
            revealed_by_the_rule_alone("kickoff", "reveal_kickoff"),
        ]

    def __str__(self) -> str:
        return f"kickoff of {self.rubric}"

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None


class Participant(models.Model):
    """Somebody who is asked. Whether she has answered does not stand here: others could read it."""

    kickoff = models.ForeignKey(Kickoff, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["user__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kickoff", "user"], name="roles_one_participant_a_person_and_kickoff")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in kickoff {self.kickoff_id}"


class KickoffVote(models.Model):
    """One person's answer, hers alone until the kickoff is revealed; then it cannot change any more."""

    kickoff = models.ForeignKey(Kickoff, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marks = models.JSONField()
    no_because = models.TextField("what would make you say no", blank=True)
    answered_at = models.DateTimeField(db_default=Now())

    objects = KickoffVoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kickoff", "author"], name="roles_one_vote_a_person_and_kickoff")
        ]
        triggers = [freezing.vote_trigger()]

    def __str__(self) -> str:
        return f"answer of {self.author_id} in kickoff {self.kickoff_id}"


class ProfileRead(models.Model):
    """That an interviewer who was not at the kickoff has read what was settled."""

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rubric", "user"], name="roles_profile_read_once_a_person")]

    def __str__(self) -> str:
        return f"profile of rubric {self.rubric_id} read by {self.user_id}"
