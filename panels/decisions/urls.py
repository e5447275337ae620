from django.urls import path

from panels.decisions.views import debriefs, deciding, following, stances

app_name = "decisions"
urlpatterns = [
    path("panels/<uuid:uuid>/debrief/", debriefs.debrief, name="debrief"),
    path("panels/<uuid:uuid>/debrief/<uuid:item>/", debriefs.note, name="debrief_item"),
    path("panels/<uuid:uuid>/stance/", stances.stance, name="stance"),
    path("panels/<uuid:uuid>/follow-up/", following.follow_up, name="follow_up"),
    path("panels/<uuid:uuid>/decide/", deciding.decide, name="decide"),
]
