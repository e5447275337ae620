from django.urls import path

from panels.consensus.views import reports

app_name = "consensus"
urlpatterns = [
    path("panels/<uuid:uuid>/report/", reports.report, name="report"),
    path("panels/<uuid:uuid>/report/status/", reports.status, name="status"),
    path("panels/<uuid:uuid>/report/rebuild/", reports.rebuild, name="rebuild"),
    path("panels/<uuid:uuid>/report/<slug:digest>/", reports.report, name="version"),
]
