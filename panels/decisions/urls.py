from django.urls import path

from panels.decisions import views

app_name = "decisions"
urlpatterns = [
    path("panels/<uuid:uuid>/decide/", views.decide, name="decide"),
]
