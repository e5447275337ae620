"""The door for machines that ask whether the site is well, and the one for people who come for a single seat."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from interviews.web.errors import not_found
from panels.overview.views.health import healthz
from panels.seating.models import CandidateFile, Seat
from panels.seating.views.outside import ONE_SEAT


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


class OneSeatMiddleware:
    """Who came by the link of a seat finds that seat and the way out; every other address is unknown to her.

    The site's first page is that seat, for her.

    Somebody from outside without such a session finds nothing at all.
    """

    OF_THE_SEAT = {
        "scorecards:card",
        "scorecards:save",
        "scorecards:summary",
        "scorecards:amend",
        "scorecards:kept",
        "scorecards:profile",
        "scorecards:text",
        "scorecards:receipt",
        "scorecards:decline",
        "scorecards:did_not_happen",
        "scorecards:talk",
    }
    FOR_ALL = {"account_logout", "seating:open_seat", "seating:link_again"}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],  # noqa: ARG002 -- the shape that Django calls
        args: Sequence[Any],  # noqa: ARG002
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        seat = request.session.get(ONE_SEAT)
        if seat is None and not getattr(request.user, "is_external", False):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if seat and name == "overview:desk":
            return redirect("scorecards:card", seat)
        if name in self.FOR_ALL or (name in self.OF_THE_SEAT and str(kwargs.get("uuid")) == seat):
            return None
        if seat and name == "seating:file" and self._is_of_the_panel(seat, str(kwargs["uuid"])):
            return None
        return not_found(request)

    @staticmethod
    def _is_of_the_panel(seat: str, file: str) -> bool:
        candidates = Seat.objects.filter(uuid=seat).values("panel__candidate")
        return CandidateFile.objects.filter(uuid=file, candidate__in=candidates).exists()
