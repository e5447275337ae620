"""Pages for what went wrong. Unknown and forbidden are one answer, byte for byte: neither tells of the other."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseServerError
from django.template.loader import get_template

from interviews.web import kept


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The same bytes for every address and every person, and no query: the page gets neither request nor user."""
    return HttpResponseNotFound(get_template("404.html").render())


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Needs nothing that may be broken: no static manifest, no session, no database."""
    return HttpResponseServerError(get_template("500.html").render())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """The page was older than the session: say so and hand back what was typed, ready to send again."""
    return kept.answer(request, signed_out=False)
