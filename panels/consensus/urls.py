from django.urls import path

from panels.consensus import views

app_name = "consensus"
urlpatterns = [
    path("panels/<uuid:uuid>/report/", views.report, name="report"),
    path("panels/<uuid:uuid>/report/status/", views.status, name="status"),
    path("panels/<uuid:uuid>/report/rebuild/", views.rebuild, name="rebuild"),
    path("panels/<uuid:uuid>/report/<slug:digest>/", views.report, name="version"),
]
