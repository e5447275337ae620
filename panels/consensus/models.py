"""The report of a revealed panel, and the outbox that makes sure it is built."""

from uuid import uuid4

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from panels.consensus.querysets import OutboxQuerySet, ReportQuerySet
from panels.seating.models import Panel


class Report(models.Model):
    """What the scorecards said before anyone spoke. A function of exactly what its digest names; never changed.

    `digest` is SHA-256 over the counted versions' receipts, the rubric, the calibration and the method. `with_late`
    marks the second report that takes in cards that came late and still blind.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    method = models.CharField(max_length=40)
    with_late = models.BooleanField(default=False)
    content = models.JSONField()
    built_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["panel", "digest"], name="consensus_one_report_a_digest")]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"report of panel {self.panel_id}"


class Outbox(models.Model):
    """A report that is owed. Written in the transaction that opened the scorecards, so that no crash can lose it."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="+")
    with_late = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "outbox"
        indexes = [
            models.Index(fields=["created_at"], condition=Q(done_at=None), name="consensus_owed"),
            models.Index(fields=["panel"], name="consensus_owed_by_panel"),
        ]

    def __str__(self) -> str:
        return f"report owed for panel {self.panel_id}"
