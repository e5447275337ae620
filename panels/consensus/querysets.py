from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from panels.scorecards.blinding import panels_open_to

if TYPE_CHECKING:
    from interviews.accounts.models import User
    from panels.consensus.models import Outbox, Report


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> ReportQuerySet:
        return self.filter(panel__in=panels_open_to(user))


class OutboxQuerySet(models.QuerySet["Outbox"]):
    def owed(self) -> OutboxQuerySet:
        return self.filter(done_at=None).order_by("pk")
