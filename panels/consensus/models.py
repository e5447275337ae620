"""The report of a revealed panel, the outbox that makes sure it is built, and the calibration that it conditions on."""

from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from interviews.roles.models import Role, Scale
from panels.consensus.querysets import (
    AnalysisQuerySet,
    CalibrationDueQuerySet,
    CalibrationQuerySet,
    InterviewerFiguresQuerySet,
    OutboxQuerySet,
    PolicyQuerySet,
    PrintoutQuerySet,
    ReportQuerySet,
    RoleMeasuresQuerySet,
)
from panels.seating.models import Panel


class Report(models.Model):
    """What the scorecards said before anyone spoke. A function of exactly what its digest names; never changed.

    `digest` is SHA-256 over the counted versions' receipts, the rubric, the calibration and the method. `with_late`
    marks the second report that takes in cards that came late and still blind. `calibration` is the one that its
    intervals rest on; none in a young organisation.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    method = models.CharField(max_length=40)
    with_late = models.BooleanField(default=False)
    calibration = models.ForeignKey("Calibration", on_delete=models.PROTECT, null=True, related_name="+")
    content = models.JSONField()
    built_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ReportQuerySet.as_manager()
    SEALED = ("uuid", "panel_id", "digest", "method", "with_late", "calibration_id", "content")

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


class Calibration(models.Model):
    """How people rate on one scale, over all roles: what reports condition on. Versioned, never changed.

    A function of the counted cards of settled panels; fitted by the worker. `based_on` is the whole fit whose ratios of
    variances an incremental one keeps. `content` holds no name and no figure of one person.
    """

    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    method = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    fitted_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CalibrationQuerySet.as_manager()
    SEALED = ("scale_id", "number", "based_on_id", "method", "digest", "content")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scale", "number"], name="consensus_one_calibration_a_number"),
            models.UniqueConstraint(fields=["scale", "digest"], name="consensus_one_calibration_a_digest"),
        ]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"calibration {self.number} of scale {self.scale_id}"

    @property
    def is_whole(self) -> bool:
        return self.based_on_id is None


class Posterior(models.Model):
    """What a calibration knows of each interviewer, as the worker needs it to condition on. Read by the worker alone.

    Deleted once newer calibrations stand and no report names this one.
    """

    calibration = models.OneToOneField(Calibration, on_delete=models.CASCADE, related_name="+")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"posterior of calibration {self.calibration_id}"


class RoleMeasures(models.Model):
    """What a calibration says about one role: agreement, reliability, how candidates compare. Aggregates, no names."""

    calibration = models.ForeignKey(Calibration, on_delete=models.CASCADE, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField()

    objects = RoleMeasuresQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "role measures"
        constraints = [models.UniqueConstraint(fields=["calibration", "role"], name="consensus_one_measure_a_role")]

    def __str__(self) -> str:
        return f"measures of role {self.role_id}"


class InterviewerFigures(models.Model):
    """How one person rates beside colleagues. The person's own; HR reads it only where the organisation says so."""

    calibration = models.ForeignKey(Calibration, on_delete=models.CASCADE, related_name="+")
    interviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField()

    objects = InterviewerFiguresQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "interviewer figures"
        constraints = [
            models.UniqueConstraint(fields=["calibration", "interviewer"], name="consensus_one_figure_a_person")
        ]

    def __str__(self) -> str:
        return f"figures of person {self.interviewer_id}"


class CalibrationDue(models.Model):
    """That a scale's calibration is to be fitted anew: at `due_at`, or not at all while that is empty.

    `since` is when the first report came that the newest calibration does not have.
    """

    scale = models.OneToOneField(Scale, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    whole = models.BooleanField("with new ratios of variances", default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    objects = CalibrationDueQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "calibrations due"
        indexes = [models.Index(fields=["due_at"], name="consensus_calibrations_due")]

    def __str__(self) -> str:
        return f"calibration due of scale {self.scale_id}"


class Policy(models.Model):
    """The organisation's switches, one row. All off unless HR turns them on, which is recorded."""

    adjustment = models.BooleanField("roles may adjust for how interviewers rate", default=False)
    named_figures = models.BooleanField("HR admins see interviewers' figures by name", default=False)
    stances = models.BooleanField("panellists say where they stand on a decision", default=False)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "policies"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="consensus_one_policy")]

    def __str__(self) -> str:
        return "policy"


class AdjustedRole(models.Model):
    """A role whose reports adjust for how interviewers rate. Changes only while none of its panels is under way."""

    role = models.OneToOneField(Role, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return f"role {self.role_id} is adjusted"


class Analysis(models.Model):
    """A file of ratings that an HR admin looks into, and what came of it. Its owner's alone, until she deletes it.

    `problems` are the sentences for a file that cannot be read; `failure` is a fixed word for a computation that broke.
    `step` of so many is under way while it runs. `result` has the keys of `manage.py analyse --json`.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    scale = models.CharField(max_length=20, blank=True)
    item_effect = models.BooleanField(default=True)
    asked_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    step = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    problems = models.JSONField(default=list)
    result = models.JSONField(null=True)

    objects = AnalysisQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "analyses"
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(finished_at=None), name="consensus_analyses_owed"),
            models.Index(fields=["owner", "-asked_at"], name="consensus_analyses_of_owner"),
        ]

    def __str__(self) -> str:
        return f"analysis {self.pk}"


class Printout(models.Model):
    """A report as somebody asked for it on paper. Its owner's alone, while she may read the panel; for a day.

    `page` is what she may read, made within her request; the worker lays it out into `content` and knows no rights.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    page = models.TextField(blank=True)
    content = models.BinaryField(null=True)
    asked_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = PrintoutQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["asked_at"], name="consensus_printouts_by_age")]

    def __str__(self) -> str:
        return f"printout {self.pk}"
