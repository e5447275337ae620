from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from interviews.runtime import health
from interviews.web.guards import public


@never_cache
@public
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- the shape that Django calls
    """200 when all is well, 503 with a reason a line; for machines, so plain text and no session.

    Outside ATOMIC_REQUESTS: a database that is down would end the request before it could say so.
    """
    reasons = health.reasons()
    text = "\n".join(reasons or ["ok"]) + "\n"
    return HttpResponse(text, status=503 if reasons else 200, content_type="text/plain; charset=utf-8")
