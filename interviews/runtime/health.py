"""Whether the parts that a visitor does not see are well: the database, the worker, and what other apps add.

An app above this one adds a check by its dotted name in `settings.HEALTH_CHECKS`: a function without arguments
that returns the reasons why something is unwell.
"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.utils.module_loading import import_string

from interviews.runtime.clock import transaction_time
from interviews.runtime.embedded.errors import EmbeddedServerError
from interviews.runtime.models import Heartbeat

HEARTBEAT_LIMIT = timedelta(seconds=30)

Check = Callable[[], list[str]]


def reasons() -> list[str]:
    """One sentence for each thing that is unwell; empty when all is well.

    The page that shows it has to be outside ATOMIC_REQUESTS, or a database that is down ends it before this runs.
    """
    try:
        found = worker_reasons()
        for name in settings.HEALTH_CHECKS:
            check: Check = import_string(name)
            found += check()
    except (Error, EmbeddedServerError):
        connection.close()
        return ["The database does not answer."]
    return found


def worker_reasons() -> list[str]:
    last = Heartbeat.objects.filter(name="worker").first()
    if last is None:
        return ["The worker has not been at work yet."]
    age = transaction_time() - last.at
    if age > HEARTBEAT_LIMIT:
        return [f"The worker was last at work {age.total_seconds():.0f} s ago."]
    return []
