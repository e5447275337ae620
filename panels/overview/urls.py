from django.urls import path

from panels.overview.views import audit, desk, health, panel, panels

app_name = "overview"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("remind-late/", desk.remind_late, name="remind_late"),
    path("panels/", panels.panels, name="panels"),
    path("panels/<uuid:uuid>/", panel.panel, name="panel"),
    path("audit/", audit.audit, name="audit"),
    path("audit/entries.csv", audit.audit_export, name="audit_export"),
    path("healthz", health.healthz, name="healthz"),
]
