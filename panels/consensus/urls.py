from django.urls import URLPattern

app_name = "consensus"
urlpatterns: list[URLPattern] = []
