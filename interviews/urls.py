"""The whole URLconf: one line an app, so that a new page has one place to join the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("panels.overview.urls")),
    path("", include("panels.decisions.urls")),
    path("", include("panels.consensus.urls")),
    path("", include("panels.scorecards.urls")),
    path("", include("panels.seating.urls")),
    path("", include("interviews.roles.urls")),
    path("", include("interviews.accounts.urls")),
]

handler404 = "interviews.web.errors.not_found"
handler403 = "interviews.web.errors.forbidden"
handler500 = "interviews.web.errors.server_error"
