"""The door: every page needs a signed-in, active person unless its view is marked public; and what all answers say."""

from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control

from interviews.web import kept

Answer = Callable[[HttpRequest], HttpResponseBase]


class SurfaceMiddleware:
    """What every answer says to browsers, files, errors and refusals included; stands before everything else."""

    HEADERS = {
        "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in self.HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class SignedInMiddleware:
    """Lets signed-in people through, in their own time zone; their pages stay out of every cache.

    Someone who was deactivated is nobody from her next request on, and her session ends there.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        timezone.deactivate()
        if request.user.is_authenticated:
            timezone.activate(zone_of(request.user.time_zone))
        elif SESSION_KEY in request.session:
            logout(request)
        try:
            response = self.get_response(request)
        finally:
            timezone.deactivate()
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: Sequence[Any],  # noqa: ARG002 -- the shape that Django calls
        kwargs: dict[str, Any],  # noqa: ARG002
    ) -> HttpResponseBase | None:
        if request.user.is_authenticated or getattr(view, "public", False):
            return None
        return turn_away(request)


def turn_away(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; a post comes back with its text, for nobody may lose what she wrote."""
    if request.method == "POST" or request.headers.get("HX-Request") == "true":
        return kept.answer(request, signed_out=True)
    return redirect_to_login(request.get_full_path())


def zone_of(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
