"""What was typed is handed back when a post cannot be taken: the session is over, or the page was too old."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

NEVER_SHOWN = ("password", "code", "token")


def from_our_own_page(request: HttpRequest) -> bool:
    """Whether a page of this site sent the post.

    A stranger's page could otherwise have us show its text under our name with a fresh token beside it.
    """
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched == "same-origin"
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(sender).netloc == request.get_host()


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The posted fields in order, without the token and without anything that is a secret."""
    if request.method != "POST" or not from_our_own_page(request):
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not any(secret in name.lower() for secret in NEVER_SHOWN)
    ]


@never_cache
def answer(request: HttpRequest, *, signed_out: bool) -> HttpResponse:
    """A page with the typed text in it and a button that sends it again to where it was going.

    Files and passwords are not kept. htmx gets a notice instead: its page still holds the text.
    """
    status = 401 if signed_out else 403
    if request.headers.get("HX-Request") == "true":
        response = render(request, "web/_kept_notice.html", {"signed_out": signed_out}, status=status)
        response["HX-Retarget"] = "#notices"
        response["HX-Reswap"] = "innerHTML show:window:top"
        return response
    fields = typed(request)
    context = {
        "signed_out": signed_out,
        "address": request.get_full_path(),
        "texts": [pair for pair in fields if len(pair[1]) > 40 or "\n" in pair[1]],
        "others": [pair for pair in fields if not (len(pair[1]) > 40 or "\n" in pair[1])],
        "files": bool(request.FILES) if fields else False,
    }
    return render(request, "web/kept.html", context, status=status)
