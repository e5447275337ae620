from django.apps import AppConfig


class SeatingConfig(AppConfig):
    name = "panels.seating"
    label = "seating"
    default_auto_field = "django.db.models.BigAutoField"
