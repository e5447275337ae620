from django.urls import path

from panels.scorecards import chasing_views

urlpatterns = [
    path("seats/<uuid:uuid>/excuse/", chasing_views.excuse, name="excuse"),
    path("seats/<uuid:uuid>/replace/", chasing_views.replace, name="replace"),
    path("seats/<uuid:uuid>/remind/", chasing_views.remind, name="remind"),
    path("panels/<uuid:uuid>/close/", chasing_views.close, name="close"),
]
