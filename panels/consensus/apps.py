from django.apps import AppConfig


class ConsensusConfig(AppConfig):
    name = "panels.consensus"
    label = "consensus"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from panels.consensus import receivers  # noqa: F401, PLC0415 -- signals are joined once the apps are there
