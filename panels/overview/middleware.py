"""The door for machines that ask whether the site is well."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from panels.overview.views.health import healthz


class HealthMiddleware:
    """Answers /healthz first of all, so that neither a cookie, a host name nor a redirect to https comes before it.

    With the database down every other middleware that looks at the session would fail.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == "/healthz":
            return healthz(request)
        return self.get_response(request)
