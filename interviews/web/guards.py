"""Who may open a page at all. Which rows a page may show is a matter of the querysets, never of these."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import Http404, HttpRequest, HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def public(view: View) -> View:
    """Open to everybody; every page without this mark needs a signed-in person (`SignedInMiddleware`)."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    opened.__dict__["public"] = True
    return cast(View, opened)


def hr_admin(view: View) -> View:
    """For HR admins; to anybody else the page does not exist."""
    return _marked(view, "is_hr_admin")


def recruiter_or_hr(view: View) -> View:
    """For those who run panels; to anybody else the page does not exist."""
    return _marked(view, "is_recruiter", "is_hr_admin")


def _marked(view: View, *marks: str) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not any(getattr(request.user, mark, False) for mark in marks):
            raise Http404
        return view(request, *args, **kwargs)

    return cast(View, guarded)
