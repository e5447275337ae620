from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "interviews.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from interviews.accounts import receivers  # noqa: F401, PLC0415 -- signals are joined once the apps are there
