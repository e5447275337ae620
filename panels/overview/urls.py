from django.urls import path

from panels.overview.views import audit, desk, health, mail, panel, panels

app_name = "overview"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("remind-late/", desk.remind_late, name="remind_late"),
    path("panels/", panels.panels, name="panels"),
    path("panels/<uuid:uuid>/", panel.panel, name="panel"),
    path("audit/", audit.audit, name="audit"),
    path("audit/entries.csv", audit.audit_export, name="audit_export"),
    path("mail/", mail.mail, name="mail"),
    path("mail/<int:number>/", mail.mail_entry, name="mail_entry"),
    path("mail/waiting/<int:number>/", mail.waiting_mail, name="waiting_mail"),
    path("healthz", health.healthz, name="healthz"),
]
