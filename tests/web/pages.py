"""Pages that only tests have: what stands behind the door, and what a broken view looks like."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils import timezone

from interviews.web.guards import hr_admin, public, recruiter_or_hr


def closed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.method} {timezone.get_current_timezone_name()}")


def refuses(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [
    path("closed/", closed),
    path("open/", public(closed)),
    path("hr/", hr_admin(closed)),
    path("runs/", recruiter_or_hr(closed)),
    path("refuses/", refuses),
    path("breaks/", breaks),
    path("", include("interviews.urls")),
]
handler404 = "interviews.web.errors.not_found"
handler403 = "interviews.web.errors.forbidden"
handler500 = "interviews.web.errors.server_error"
