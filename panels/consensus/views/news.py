"""Telling a page that waits for a job what is new, through htmx."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def news(
    request: HttpRequest, *, token: str, final: bool, page: Callable[[], HttpResponse], part: Callable[[], HttpResponse]
) -> HttpResponse:
    """Nothing while it stands as the page says already (`?seen=`), the part that says it anew, a reload once it is
    over; and for whoever opens the address without htmx, the page.
    """
    if request.headers.get("HX-Request") != "true":
        return page()
    if final:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if request.GET.get("seen") == token:
        return HttpResponse(status=204)
    return part()
