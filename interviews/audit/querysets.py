from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from interviews.audit.models import Entry


class EntryQuerySet(models.QuerySet["Entry"]):
    def chain(self, panel_id: int | None) -> EntryQuerySet:
        """The entries of one panel, or of the site for None, oldest first."""
        return self.filter(panel_id=panel_id).order_by("position")
