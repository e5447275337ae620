"""Who did or saw what: append-only, one hash chain for each panel and one for the site.

Ids and digests only, so that erasing a person's text never needs a change here. Behind row-level security: the chain of
a panel says who has submitted (`scorecards/migrations/0003_audit_fence.sql`).
"""

import pgtrigger
from django.db import models

from interviews.audit.querysets import EntryQuerySet


class Entry(models.Model):
    """One thing that happened. `panel_id` is a plain number: audit stands below the panels and knows none of them.

    `position`, `at`, `previous` and `digest` are the database's to fill, whatever an insert says.
    """

    panel_id = models.BigIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField()
    actor_id = models.BigIntegerField(null=True, blank=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    details = models.JSONField(default=dict)
    at = models.DateTimeField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["panel_id", "position"], nulls_distinct=False, name="audit_one_place_in_a_chain"
            )
        ]
        indexes = [models.Index(fields=["-at"], name="audit_latest")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject} {self.subject_id or ''}".strip()


class Head(models.Model):
    """Where a chain ends: the panel's id, or 0 for the site. Only the trigger that joins an entry touches it."""

    chain = models.BigIntegerField(primary_key=True)
    length = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"chain {self.chain}"
