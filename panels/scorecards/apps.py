from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "panels.scorecards"
    label = "scorecards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from panels.scorecards import receivers  # noqa: F401, PLC0415 -- signals are joined once the apps are there
