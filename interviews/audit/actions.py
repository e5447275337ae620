"""Writing the audit: one entry joined to the chain it belongs to."""

from django.db import connection, models, transaction

from interviews.audit.canonical import digest
from interviews.audit.models import Entry
from interviews.runtime.clock import time_under_lock

SITE_CHAIN = 0


@transaction.atomic
def record(
    verb: str,
    *,
    actor_id: int | None,
    panel_id: int | None = None,
    subject: models.Model | None = None,
    **details: int | str | bool | None,
) -> Entry:
    """Append one entry to the panel's chain, or to the site's when there is no panel.

    Takes the chain's advisory lock until the transaction ends, so that no two entries claim one place.
    `details` holds ids, digests and fixed words, never what somebody typed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audit'), %s)", [(panel_id or SITE_CHAIN) % 2**31])
    last = Entry.objects.chain(panel_id).last()
    entry = Entry(
        panel_id=panel_id,
        position=last.position + 1 if last else 1,
        actor_id=actor_id,
        verb=verb,
        subject=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        details=details,
        at=time_under_lock(),
        previous=last.digest if last else "",
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    return entry


def digest_of(entry: Entry) -> str:
    """SHA-256 over the entry's own columns and the digest before it."""
    return digest(
        [
            entry.panel_id,
            entry.position,
            entry.actor_id,
            entry.verb,
            entry.subject,
            entry.subject_id,
            entry.details,
            entry.at.isoformat(),
            entry.previous,
        ]
    )
