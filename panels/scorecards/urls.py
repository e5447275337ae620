from django.urls import path

from panels.scorecards import chasing_urls
from panels.scorecards.views import leaving, reading, submitting, writing

app_name = "scorecards"
urlpatterns = [
    *chasing_urls.urlpatterns,
    path("seats/<uuid:uuid>/scorecard/", writing.card, name="card"),
    path("seats/<uuid:uuid>/scorecard/save/", writing.save, name="save"),
    path("seats/<uuid:uuid>/scorecard/summary/", submitting.summary, name="summary"),
    path("seats/<uuid:uuid>/scorecard/amend/", submitting.amend, name="amend"),
    path("seats/<uuid:uuid>/scorecard/kept/", writing.kept, name="kept"),
    path("seats/<uuid:uuid>/scorecard/profile/", writing.profile, name="profile"),
    path("seats/<uuid:uuid>/scorecard/text/", reading.text, name="text"),
    path("seats/<uuid:uuid>/scorecard/receipt/<int:number>/", reading.receipt, name="receipt"),
    path("seats/<uuid:uuid>/calendar/", reading.calendar, name="calendar"),
    path("seats/<uuid:uuid>/decline/", leaving.decline, name="decline"),
    path("seats/<uuid:uuid>/talk/", leaving.talk, name="talk"),
    path("seats/<uuid:uuid>/did-not-happen/", leaving.did_not_happen, name="did_not_happen"),
]
