"""Writing the audit: one entry joined to the chain it belongs to."""

import json

from django.db import connection, models, transaction


@transaction.atomic
def record(
    verb: str,
    *,
    actor_id: int | None,
    panel_id: int | None = None,
    subject: models.Model | None = None,
    **details: int | str | bool | None,
) -> None:
    """Append one entry to the panel's chain, or to the site's when there is no panel.

    The database itself finds the place, the time and the digest (`migrations/0002_chain.sql`), for who acts may not
    read the chain: it says who has submitted. Nothing comes back for the same reason. Until the transaction ends,
    nobody else appends to that chain. `details` holds ids, digests and fixed words, never what somebody typed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (panel_id, actor_id, verb, subject, subject_id, details) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [
                panel_id,
                actor_id,
                verb,
                subject._meta.label_lower if subject else "",
                subject.pk if subject else None,
                json.dumps(details),
            ],
        )
