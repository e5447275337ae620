from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from interviews.roles.models import Role
from panels.scorecards.blinding import panels_open_to
from panels.seating.models import Candidate, Panel

if TYPE_CHECKING:
    from interviews.accounts.models import User
    from interviews.roles.querysets import RoleQuerySet
    from panels.consensus.models import (
        Analysis,
        Calibration,
        CalibrationDue,
        InterviewerFigures,
        Outbox,
        Policy,
        Printout,
        Report,
        RoleMeasures,
    )

KEPT_FOR = timedelta(days=1)


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> ReportQuerySet:
        return self.filter(panel__in=panels_open_to(user))

    def on_the_table(self, panel: Panel) -> ReportQuerySet:
        """The panel's, in the order in which they are read: the newest without late cards first."""
        return self.filter(panel=panel).order_by("with_late", "-built_at", "pk")


class OutboxQuerySet(models.QuerySet["Outbox"]):
    def owed(self) -> OutboxQuerySet:
        return self.filter(done_at=None).order_by("pk")


class CalibrationQuerySet(models.QuerySet["Calibration"]):
    def newest_of(self, scale_id: int) -> Calibration | None:
        return self.filter(scale_id=scale_id).order_by("-number").first()

    def newest(self) -> CalibrationQuerySet:
        """The newest of each scale."""
        return self.order_by("scale_id", "-number").distinct("scale_id")


def roles_measured_for(user: User) -> RoleQuerySet:
    """Roles whose aggregates the person may read: HR admins all, a hiring manager those that she leads.

    Never a role that she is a candidate for, whatever her rights: she knows that she is, so nothing is told by it.
    """
    led = Role.objects.all() if user.is_hr_admin else Role.objects.filter(lead=user)
    own = Candidate.objects.filter(user=user, panels__role=OuterRef("pk"))
    return led.filter(~Exists(own))


class RoleMeasuresQuerySet(models.QuerySet["RoleMeasures"]):
    def visible_to(self, user: User) -> RoleMeasuresQuerySet:
        return self.filter(role__in=roles_measured_for(user))


class InterviewerFiguresQuerySet(models.QuerySet["InterviewerFigures"]):
    def own(self, user: User) -> InterviewerFiguresQuerySet:
        return self.filter(interviewer=user)

    def visible_to(self, user: User, *, named: bool) -> InterviewerFiguresQuerySet:
        """Own ones; with the organisation's switch `named`, everybody's for HR admins."""
        everybody = Q(pk__isnull=False) if named and user.is_hr_admin else Q(pk__in=[])
        return self.filter(Q(interviewer=user) | everybody)


class CalibrationDueQuerySet(models.QuerySet["CalibrationDue"]):
    def due(self) -> CalibrationDueQuerySet:
        return self.filter(due_at__lte=Now()).order_by("due_at", "pk")


class PolicyQuerySet(models.QuerySet["Policy"]):
    def current(self) -> Policy:
        """The switches as they stand; an unsaved row with everything off before anybody touched them."""
        return self.filter(pk=1).first() or self.model(pk=1)


class AnalysisQuerySet(models.QuerySet["Analysis"]):
    def own(self, user: User) -> AnalysisQuerySet:
        """The person's, the newest first. Nobody else's, whatever her marks: the database says the same."""
        return self.filter(owner=user).order_by("-asked_at", "-pk")

    def light(self) -> AnalysisQuerySet:
        """Without file and result, which may be large."""
        return self.defer("content", "result")


class PrintoutQuerySet(models.QuerySet["Printout"]):
    def own(self, user: User) -> PrintoutQuerySet:
        """The person's, of panels that are open to her now: a right that has run out closes the paper as well."""
        return self.filter(owner=user, panel__in=panels_open_to(user), panel__erased_at=None)

    def old(self) -> PrintoutQuerySet:
        return self.filter(asked_at__lt=Now() - KEPT_FOR)

    def light(self) -> PrintoutQuerySet:
        return self.defer("page", "content")
