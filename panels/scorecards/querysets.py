from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Window
from django.db.models.functions import RowNumber

if TYPE_CHECKING:
    from interviews.accounts.models import User
    from panels.scorecards.models import Scorecard, SubmittedVersion


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    def own(self, user: User) -> ScorecardQuerySet:
        """Drafts are their author's alone, for ever."""
        return self.filter(author=user)


class SubmittedVersionQuerySet(models.QuerySet["SubmittedVersion"]):
    def counted(self, *, with_late: bool = False) -> SubmittedVersionQuerySet:
        """The version that counts of each counted seat: its last one submitted before scorecards opened.

        With `with_late`, cards that came late and still blind stand in too (their first submission only).
        """
        standings = ["before", "late_blind"] if with_late else ["before"]
        return (
            self.filter(standing__in=standings, seat__kind="independent", seat__state__in=["active", "missing"])
            .annotate(newest=Window(RowNumber(), partition_by=[F("scorecard_id")], order_by=F("number").desc()))
            .filter(newest=1)
        )
